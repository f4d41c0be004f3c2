import { type Place, type Resource, SchemaError } from '../read/place.ts';
import type { Budget } from '../undecided.ts';
import type { Cuts } from './cut.ts';
import { readKeywords } from './keywords.ts';
import { blank, type Draft, inPlace, type Node } from './node.ts';

// From places to nodes: iterative, for schemas may nest as deep as they like, and aware of the dynamic scope, which
// becomes part of a node's identity, so that $dynamicRef is ordinary recursion afterwards.

export interface CompileOptions {
  readonly formatAssertion: boolean;
  readonly budget: Budget;
  /** Parts that need not be read until they are asked about. */
  readonly cuts?: Cuts | undefined;
}

/** The resources with dynamic anchors that lie between the root and here, outermost first. */
type Scope = readonly Resource[];

/** Makes nodes of places, each place once for every dynamic scope that matters. */
export interface Compiler {
  /** @throws SchemaError, Undecided */
  readonly compile: (place: Place) => Node;
  /** All nodes made since this was asked last. */
  readonly fresh: () => Node[];
  /** Keywords that were met and are of no dialect. */
  readonly ignored: ReadonlySet<string>;
}

/** A dynamic reference was met while scopes were not followed: begin again, following them. */
class FollowScopes extends Error {}

export const compilerOf = ({ formatAssertion, budget, cuts }: CompileOptions): Compiler => {
  let followsScopes = false;
  let known = new Map<Place, Map<string, Draft>>();
  let made: Node[] = [];
  const ids = new Map<Resource, number>();
  const ignored = new Set<string>();

  const entered = (scope: Scope, resource: Resource): Scope =>
    !followsScopes || scope.includes(resource) || resource.dynamicAnchors().size === 0 ? scope : [...scope, resource];
  const keyOf = (scope: Scope): string =>
    scope
      .map((resource) => {
        let id = ids.get(resource);
        if (id === undefined) ids.set(resource, (id = ids.size));
        return id;
      })
      .join();

  interface Work {
    readonly place: Place;
    readonly scope: Scope;
    readonly draft: Draft;
  }

  const target = (place: Place, scope: Scope, keyword: string, text: string): Place => {
    const found = place.resolve(text);
    if (keyword === '$ref') return found;
    if (!followsScopes) throw new FollowScopes();
    const name = keyword === '$recursiveRef' ? '' : (/#(.*)$/.exec(text)?.[1] ?? '');
    if (found.resource.dynamicAnchors().get(name) !== found) return found;
    for (const resource of scope) {
      const outermost = resource.dynamicAnchors().get(name);
      if (outermost) return outermost;
    }
    return found;
  };

  /** Reads everything that has to be read, or nothing: what was begun when a budget ends or a schema is malformed is not known afterwards. */
  const readAll = (work: Work[], drafts: Draft[]): void => {
    const begun: [scopes: Map<string, Draft>, key: string][] = [];
    try {
      readOn(work, drafts, begun);
    } catch (error) {
      for (const [scopes, key] of begun) scopes.delete(key);
      throw error;
    }
  };

  const readOn = (work: Work[], drafts: Draft[], begun: [scopes: Map<string, Draft>, key: string][]): void => {
    const nodeAt = (place: Place, outer: Scope): Node => {
      const scope = entered(outer, place.resource);
      const key = keyOf(scope);
      let scopes = known.get(place);
      if (!scopes) known.set(place, (scopes = new Map()));
      let draft = scopes.get(key);
      if (draft) return draft;
      scopes.set(key, (draft = blank()));
      begun.push([scopes, key]);
      drafts.push(draft);
      const next: Work = { place, scope, draft };
      const shared = followsScopes ? undefined : cuts?.shared(place);
      if (shared === undefined) work.push(next);
      else draft.lazy = { key: `${place.resource.dialect}#${shared}`, fill: () => fill(next) };
      return draft;
    };
    for (let next = work.pop(); next; next = work.pop()) {
      const { place, scope, draft } = next;
      budget.spend(1);
      Object.assign(
        draft,
        readKeywords(place, {
          child: (child) => nodeAt(child, scope),
          reference: (keyword, text) => nodeAt(target(place, scope, keyword, text), scope),
          formatAssertion,
          spend: (steps) => budget.spend(steps),
          ignore: (keyword) => void ignored.add(keyword),
        }),
      );
    }
    refuseCircles(drafts, known);
  };

  const fill = (work: Work): readonly Node[] => {
    const { draft } = work;
    const { cls } = draft;
    const drafts: Draft[] = [];
    readAll([work], drafts);
    draft.lazy = undefined;
    draft.cls = cls;
    refuseCircles([draft], known);
    return drafts;
  };

  const compileAll = (root: Place): Node => {
    const work: Work[] = [];
    const drafts: Draft[] = [];
    const scope = entered([], root.resource);
    const before = known.get(root)?.get(keyOf(scope));
    if (before) return before;
    const draft = blank();
    const scopes = known.get(root) ?? new Map<string, Draft>();
    known.set(root, scopes.set(keyOf(scope), draft));
    drafts.push(draft);
    const shared = followsScopes ? undefined : cuts?.shared(root);
    const first: Work = { place: root, scope, draft };
    if (shared === undefined) work.push(first);
    else draft.lazy = { key: `${root.resource.dialect}#${shared}`, fill: () => fill(first) };
    try {
      readAll(work, drafts);
    } catch (error) {
      scopes.delete(keyOf(scope));
      throw error;
    }
    for (const one of drafts) made.push(one);
    return draft;
  };

  return {
    compile: (place) => {
      try {
        return compileAll(place);
      } catch (error) {
        if (!(error instanceof FollowScopes)) throw error;
        followsScopes = true;
        known = new Map();
        return compileAll(place);
      }
    },
    fresh: () => {
      const nodes = made;
      made = [];
      return nodes;
    },
    ignored,
  };
};

/** A schema that applies itself to the same value says nothing: no validator would ever end. */
const refuseCircles = (drafts: readonly Node[], known: ReadonlyMap<Place, ReadonlyMap<string, Node>>): void => {
  const open = new Set<Node>();
  const done = new Set<Node>();
  for (const start of drafts) {
    const first = inPlace(start);
    if (first.length === 0 || done.has(start)) continue;
    const path: { node: Node; left: Node[] }[] = [{ node: start, left: first }];
    open.add(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.left.pop();
      if (!next) {
        open.delete(top.node);
        done.add(top.node);
        path.pop();
      } else if (open.has(next)) {
        const place = [...known].find(([, scopes]) => [...scopes.values()].includes(next))?.[0];
        if (!place) throw new Error('a node without a place');
        throw new SchemaError(
          'schema/reference-circle',
          'leads back to itself without a step into the document, and so says nothing',
          place,
        );
      } else if (!done.has(next)) {
        open.add(next);
        path.push({ node: next, left: inPlace(next) });
      }
    }
  }
};
