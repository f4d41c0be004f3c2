import type { Aspect, Change, Fact, Side, Turn } from '../fact.ts';
import {
  has,
  isReference,
  keywordPlace,
  keywordsOfAspect,
  leadsElsewhere,
  onlyNull,
  othersOf,
  referenceOf,
  titleOf,
  typeOf,
} from './aspects.ts';
import type { Containment } from '../schema/containment.ts';
import { keywordsOf } from '../schema/keywords.ts';
import { itemOfShape, longestPrefix, memberOfShape, type Shape, shapeOf } from '../schema/shape.ts';
import { type Node, only, type Schema } from '../schema/source.ts';

/** What a walk over two documents needs, and where it leaves what it finds. */
export interface Walk {
  readonly same: (a: Node, b: Node) => boolean;
  readonly contains: (a: Schema, b: Schema) => Containment;
  readonly add: (fact: Fact) => void;
}

const contained: Containment = { kind: 'contained' };
const fails = (answer: Containment): boolean => answer.kind !== 'contained';

/** In which directions a difference may count; the others were proved further up. */
interface Mask {
  readonly oldInNew: boolean;
  readonly newInOld: boolean;
}
const both: Mask = { oldInNew: true, newInOld: true };

/**
 * Pairs the parts of two schemas and adds one fact for each difference: first aspect by aspect, each asked of
 * containment by itself, then member by member. A difference that rewriting alone made (a reference inlined, a
 * member moved into allOf) is no fact, because containment holds both ways.
 */
export const pairSchemas = (
  walk: Walk,
  side: Side,
): ((old: Schema, next: Schema, where: string, at?: { old: string; new: string }) => void) => {
  const seen = new Map<string, { facts: Fact[] }>();

  const pair = (old: Schema, next: Schema, where: string, at: { old: string; new: string }, mask: Mask): number => {
    const wanted = next.filter((node) => !old.some((other) => walk.same(other, node)));
    if (wanted.length === 0 && old.every((node) => next.some((other) => walk.same(node, other)))) return 0;
    const key = `${old.map(({ id }) => id).join()}|${next.map(({ id }) => id).join()}|${mask.oldInNew}${mask.newInOld}`;
    const before = seen.get(key);
    if (before) {
      for (const fact of before.facts) fact.reached++;
      return before.facts.length;
    }
    const facts: Fact[] = [];
    seen.set(key, { facts });
    const a = shapeOf({ nodes: old });
    const b = shapeOf({ nodes: next });
    const place = {
      old: a.nodes.findLast((node) => !isReference(node))?.pointer ?? at.old,
      new: b.nodes.findLast((node) => !isReference(node))?.pointer ?? at.new,
    };
    const add = (change: Change, answers: { oldInNew: Containment; newInOld: Containment }, more: Partial<Fact> = {}): void => {
      const oldInNew = mask.oldInNew ? answers.oldInNew : contained;
      const newInOld = mask.newInOld ? answers.newInOld : contained;
      if (change.kind !== 'property' && !fails(oldInNew) && !fails(newInOld)) return;
      const fact = { ...place, ...more, ...change, oldInNew, newInOld, where, reached: 1 } as Fact;
      facts.push(fact);
      walk.add(fact);
    };
    if (elsewhere(a, b, add)) return facts.length;
    let found = aspectsOf(a, b, where, place, mask, add);
    found += membersOf(a, b, where, place, mask, add);
    found += itemsOf(a, b, where, place, mask);
    return found + facts.length;
  };

  type Add = (change: Change, answers: { oldInNew: Containment; newInOld: Containment }, more?: Partial<Fact>) => void;

  const ask = (a: Shape, b: Shape, keywords: readonly string[]): { oldInNew: Containment; newInOld: Containment } => {
    const set = new Set(keywords);
    const of = (shape: Shape): Schema =>
      shape.nodes.filter((node) => keywords.some((keyword) => has(node, keyword))).map((node) => only(node, set));
    return { oldInNew: walk.contains(a.nodes, of(b)), newInOld: walk.contains(b.nodes, of(a)) };
  };

  /** Behind a reference that is not followed anything may stand: nothing else is said of the place. */
  const elsewhere = (a: Shape, b: Shape, add: Add): boolean => {
    const first = othersOf(a, b).find(([keyword]) => leadsElsewhere.has(keyword));
    if (!first) return false;
    const [keyword, oldText, newText] = first;
    const reason: Containment = { kind: 'unknown', reason: `${keyword} is not followed` };
    add(
      { kind: 'undecided', side, what: `${keyword} ${newText || oldText} leads where this comparison does not follow` },
      { oldInNew: reason, newInOld: reason },
    );
    return true;
  };

  const aspectsOf = (a: Shape, b: Shape, where: string, place: { old: string; new: string }, mask: Mask, add: Add): number => {
    let found = 0;
    for (const [aspect, keywords] of Object.entries(keywordsOfAspect) as [Aspect, readonly string[]][]) {
      if (
        !a.nodes.some((node) => keywords.some((keyword) => has(node, keyword))) &&
        !b.nodes.some((node) => keywords.some((keyword) => has(node, keyword)))
      )
        continue;
      const answers = ask(a, b, keywords);
      if (!fails(answers.oldInNew) && !fails(answers.newInOld)) continue;
      if (aspect === 'alternatives') {
        const inner = alternatives(a, b, where, place, {
          oldInNew: mask.oldInNew && fails(answers.oldInNew),
          newInOld: mask.newInOld && fails(answers.newInOld),
        });
        found += inner;
        if (inner > 0) continue;
      }
      const turn = turnOf(answers);
      add(
        { kind: 'aspect', side, aspect: aspect === 'type' && onlyNull(a, b) ? 'nullable' : aspect, turn },
        answers,
        keywordPlace(a, b, keywords),
      );
      // Where the types have nothing in common, everything else differs in consequence.
      if (aspect === 'type' && turn === 'changed') return found + 1;
    }
    for (const [keyword, oldKeyword, newKeyword] of othersOf(a, b))
      if (oldKeyword !== newKeyword) {
        const reason: Containment = { kind: 'unknown', reason: `the keyword ${keyword} is not understood` };
        const what = `the keyword ${keyword} differs and is not understood`;
        add({ kind: 'undecided', side, what }, { oldInNew: reason, newInOld: reason }, {});
      }
    return found;
  };

  /** Branches that belong together are paired: by reference, by title, by what is left in order. */
  const alternatives = (a: Shape, b: Shape, where: string, place: { old: string; new: string }, mask: Mask): number => {
    const [one] = a.unions;
    const [two] = b.unions;
    if (!one || !two || a.unions.length > 1 || b.unions.length > 1) return 0;
    const isSame = (x: Node, y: Node): boolean => walk.same(x, y);
    let left = one.branches.filter((node) => !two.branches.some((other) => isSame(node, other)));
    let right = two.branches.filter((node) => !one.branches.some((other) => isSame(other, node)));
    const pairs: [Node, Node][] = [];
    for (const nameOf of [referenceOf, titleOf, typeOf])
      for (const node of left) {
        const name = nameOf(node);
        const partners = right.filter((other) => name !== undefined && nameOf(other) === name);
        const [partner] = partners;
        if (!partner || partners.length > 1 || left.filter((other) => nameOf(other) === name).length > 1) continue;
        pairs.push([node, partner]);
        left = left.filter((other) => other !== node);
        right = right.filter((other) => other !== partner);
      }
    if (left.length > 0 || right.length > 0) return 0;
    let found = 0;
    for (const [x, y] of pairs) found += pair([x], [y], where, place, mask);
    return found;
  };

  const membersOf = (a: Shape, b: Shape, where: string, place: { old: string; new: string }, mask: Mask, add: Add): number => {
    if (!a.atoms.has('object') || !b.atoms.has('object')) return 0;
    let found = 0;
    for (const name of new Set([...a.names.keys(), ...b.names.keys()])) {
      const [mine, theirs] = [a.names.get(name), b.names.get(name)];
      const required = { old: a.required.has(name), new: b.required.has(name) };
      const at = { old: pointerOf(mine) ?? place.old, new: pointerOf(theirs) ?? place.new };
      const inside = `${where}, ${name}`;
      if (mine && theirs) {
        if (required.old !== required.new)
          add(
            {
              kind: 'property',
              side,
              name,
              turn: required.new ? 'became-required' : 'became-optional',
              required: required.new,
              tolerated: true,
            },
            presence(a, b, name),
            {
              old: at.old,
              new: at.new,
            },
          );
        found += pair(mine, theirs, inside, at, mask);
        continue;
      }
      if (inBranches(mine ? b : a).has(name)) {
        // Moved into alternatives, or out of them: what it was demands must follow from the whole of the other side.
        const answers = {
          oldInNew: theirs ? walk.contains(a.nodes, memberDemand(b, name)) : contained,
          newInOld: mine ? walk.contains(b.nodes, memberDemand(a, name)) : contained,
        };
        add({ kind: 'aspect', side, aspect: 'members', turn: turnOf(answers) }, answers, at);
        continue;
      }
      const without = mine ? b : a;
      const tolerated = mine
        ? walk.contains(mine, memberOfShape(without, name))
        : walk.contains(theirs ?? [], memberOfShape(without, name));
      const shown = presence(a, b, name);
      const answers = mine
        ? { oldInNew: lifted(tolerated, name), newInOld: shown.newInOld }
        : { oldInNew: shown.oldInNew, newInOld: lifted(tolerated, name) };
      add(
        {
          kind: 'property',
          side,
          name,
          turn: mine ? 'removed' : 'added',
          required: mine ? required.old : required.new,
          tolerated: !fails(tolerated),
        },
        answers,
        at,
      );
    }
    if (a.names.size === 0 && b.names.size === 0 && (a.rest.length > 0 || b.rest.length > 0))
      found += pair(a.rest, b.rest, `${where}, every member`, place, mask);
    for (const pattern of new Set([...a.patternNames.keys(), ...b.patternNames.keys()]))
      found += pair(
        a.patternNames.get(pattern) ?? a.rest,
        b.patternNames.get(pattern) ?? b.rest,
        `${where}, members like ${pattern}`,
        place,
        mask,
      );
    return found;
  };

  /** All that a shape demands of one member, outside of its alternatives. */
  const memberDemand = (shape: Shape, name: string): Schema =>
    shape.nodes.flatMap((node) => {
      const child = keywordsOf(node).properties.get(name);
      const demand = {
        ...(child ? { properties: { [name]: child.value } } : {}),
        ...(keywordsOf(node).required.includes(name) ? { required: [name] } : {}),
      };
      return Object.keys(demand).length === 0 ? [] : [{ ...only(node, new Set()), value: demand }];
    });

  /** Only whether a member must be there, each way. */
  const presence = (a: Shape, b: Shape, name: string): { oldInNew: Containment; newInOld: Containment } => {
    const demand = (shape: Shape): Schema => {
      const node = shape.nodes.find((node) => keywordsOf(node).required.includes(name));
      return node ? [{ ...only(node, new Set()), value: { required: [name] } }] : [];
    };
    return { oldInNew: walk.contains(a.nodes, demand(b)), newInOld: walk.contains(b.nodes, demand(a)) };
  };

  const itemsOf = (a: Shape, b: Shape, where: string, place: { old: string; new: string }, mask: Mask): number => {
    if (!a.atoms.has('array') || !b.atoms.has('array')) return 0;
    let found = 0;
    const prefix = Math.max(longestPrefix(a.nodes), longestPrefix(b.nodes));
    for (let i = 0; i <= prefix && i < Math.min(a.count.max, b.count.max); i++)
      found += pair(itemOfShape(a, i), itemOfShape(b, i), i === prefix ? `${where}, each item` : `${where}, item ${i}`, place, mask);
    return found;
  };

  return (old, next, where, at = { old: '', new: '' }) => void pair(old, next, where, at, both);
};

const pointerOf = (schema: Schema | undefined): string | undefined => schema?.[0]?.pointer;
const turnOf = ({ oldInNew, newInOld }: { oldInNew: Containment; newInOld: Containment }): Turn =>
  fails(oldInNew) ? (fails(newInOld) ? 'changed' : 'narrowed') : 'widened';

/** Members that the branches of alternatives name, a few levels of alternatives down. */
const inBranches = (shape: Shape, depth = 3): ReadonlySet<string> =>
  new Set(
    shape.unions.flatMap(({ branches }) =>
      branches.flatMap((branch) => {
        const inner = shapeOf({ nodes: [branch] });
        return [...inner.names.keys(), ...(depth > 0 ? inBranches(inner, depth - 1) : [])];
      }),
    ),
  );

const lifted = (answer: Containment, name: string): Containment =>
  answer.kind === 'not-contained' ? { ...answer, witness: { [name]: answer.witness } } : answer;
