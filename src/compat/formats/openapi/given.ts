import type { Containment, Fact } from '../../fact.ts';
import { isSuccess } from '../../rule.ts';
import { carriedBy, type Site } from '../../site.ts';
import { itemOfShape, shapeOf } from '../schemas/shape.ts';
import type { Schema } from '../schemas/source.ts';
import { placed } from '../standing.ts';
import type { Comparison } from './comparison.ts';
import { type Operation, pathParameters } from './operations.ts';
import { targetOf } from './links.ts';
import { isRecord, memberOf as partOf, namedParts, type Part, partsOf } from './part.ts';
import { givenBy } from './representations.ts';
import { schemaOf, takesAnyText } from './serialisation.ts';

// What one version gave and the other gets: an id that comes back in a path, a cursor that comes back in a query. While
// both serve, an answer of N is followed by a request to N-1.

type Pair = readonly [Operation, Operation];

/** A parameter that takes back what a response gave. */
interface Return {
  readonly giver: Pair;
  readonly taker: Pair;
  readonly parameter: Part;
  /** The names that the member may have in the response, spelt alike. */
  readonly names: ReadonlySet<string>;
}

const spelling = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const parameterAt = ({ parameters }: Operation, place: string, name?: string): Part[] =>
  parameters.filter(({ value }) => value['in'] === place && (name === undefined || value['name'] === name));

/** `/orders/{id}` and everything below takes back what `/orders` and `/orders/{id}` give. */
const idsOf = (pairs: readonly Pair[]): Return[] => {
  const byPath = Map.groupBy(pairs, ([a]) => a.path.replaceAll(/\{[^}]*\}/g, '{}'));
  return pairs.flatMap((taker) => {
    const [old] = taker;
    const segments = old.path.split('/');
    const position = segments.findLastIndex((segment) => /^\{[^}]*\}$/.test(segment));
    const name = position === -1 ? undefined : pathParameters(segments[position] ?? '')[0];
    const [parameter] = name === undefined ? [] : parameterAt(old, 'path', name);
    if (name === undefined || !parameter) return [];
    const nameless = segments.map((segment) => segment.replaceAll(/\{[^}]*\}/g, '{}'));
    const givers = [nameless.slice(0, position), nameless.slice(0, position + 1)].flatMap((path) => byPath.get(path.join('/')) ?? []);
    const names = new Set([spelling(name), ...(/id$/i.test(name) ? ['id'] : [])]);
    return givers.map((giver) => ({ giver, taker, parameter, names }));
  });
};

/** `next_cursor` comes back as `cursor`, `next` as either. */
const cursorsOf = (pairs: readonly Pair[]): Return[] =>
  pairs.flatMap((pair) =>
    parameterAt(pair[0], 'query').flatMap((parameter) => {
      const name = spelling(String(parameter.value['name']));
      const names = new Set([name, `next${name}`, ...(/cursor|token|after|marker/.test(name) ? ['next'] : [])]);
      return /cursor|token|after|marker|next|continu/.test(name) ? [{ giver: pair, taker: pair, parameter, names }] : [];
    }),
  );

/** What a link says to give back: `$response.body#/ref` as a parameter of the operation that it leads to. */
const linkedOf = (c: Comparison, pairs: readonly Pair[]): Return[] => {
  const byKey = new Map(pairs.map((pair) => [pair[0].key, pair]));
  const changed = pairs.filter(([a, b]) => !c.same(a.part.value, b.part.value));
  return changed.flatMap((giver) =>
    [...partsOf(c.old, partOf(c.old, giver[0].part, 'responses'))]
      .filter(([status]) => isSuccess(status))
      .flatMap(([, response]) => [...namedParts(c.old, partOf(c.old, response, 'links')).values()])
      .flatMap(({ value }): Return[] => {
        const taker = byKey.get(targetOf(c.old, value)?.key ?? '');
        if (!taker || !isRecord(value['parameters'])) return [];
        return Object.entries(value['parameters']).flatMap(([key, expression]) => {
          const [, member] = typeof expression === 'string' ? (/^\$response\.body#\/([^/~]+)$/.exec(expression.trim()) ?? []) : [];
          const [, place, name = ''] = /^(?:(path|query)\.)?(.+)$/.exec(key) ?? [];
          const [parameter] = (place === undefined ? ['path', 'query'] : [place]).flatMap((where) => parameterAt(taker[0], where, name));
          return member !== undefined && parameter ? [{ giver, taker, parameter, names: new Set([spelling(member)]) }] : [];
        });
      }),
  );
};

/** A member of a response by its spelling: of the answer, of what it lists, or one level down (`page.next`). */
const memberOf = (schema: Schema, names: ReadonlySet<string>, depth = 1): { name: string; schema: Schema } | undefined => {
  const shape = shapeOf(schema);
  if (shape.atoms.has('array') && !shape.atoms.has('object')) return memberOf(itemOfShape(shape, 0), names, 0);
  for (const [name, member] of shape.names) if (names.has(spelling(name))) return { name, schema: member };
  if (depth === 0) return undefined;
  for (const [name, member] of shape.names) {
    const isPlain = /^(page|paging|pagination|meta|links?|cursors?)$/i.test(name) && shapeOf(member).atoms.has('object');
    const found = isPlain ? memberOf(member, names, 0) : undefined;
    if (found) return { name: `${name}.${found.name}`, schema: found.schema };
  }
  return undefined;
};

/** Is what was given taken? In a path and in a query everything is a text; nobody sends null there. */
const taken = (c: Comparison, given: Schema, parameter: Schema): Containment => {
  if (takesAnyText(shapeOf(parameter))) return { kind: 'contained' };
  const answer = c.asked.response.questions.contains(given, parameter);
  return answer.kind === 'not-contained' && answer.witness === null ? { kind: 'contained' } : answer;
};

/** Says of each parameter of N-1 that does not take what N gives for it, where it took what N-1 gave. */
export const compareGiven = (
  c: Comparison,
  pairs: readonly Pair[],
  siteOf: (a: Operation, b: Operation) => Site,
  add: (fact: Fact) => void,
): void => {
  for (const { giver, taker, parameter, names } of [...idsOf(pairs), ...cursorsOf(pairs), ...linkedOf(c, pairs)]) {
    if (c.same(giver[0].part.value, giver[1].part.value)) continue;
    const parameterSchema = schemaOf(c, 'old', 'request', parameter);
    // What takes any text takes what any version gives.
    if (takesAnyText(shapeOf(parameterSchema))) continue;
    const [before, after] = [givenBy(c, 'old', giver[0]), givenBy(c, 'new', giver[1])];
    const [was, is] = [before && memberOf(before.schema, names), after && memberOf(after.schema, names)];
    if (!after || !was || !is || parameterSchema.length === 0) continue;
    if (taken(c, was.schema, parameterSchema).kind !== 'contained') continue;
    const answer = taken(c, is.schema, parameterSchema);
    if (answer.kind === 'contained') continue;
    const [place, name] = [String(parameter.value['in']), String(parameter.value['name'])];
    const site = carriedBy(siteOf(...taker), `, ${place} parameter ${name}`, { in: place as 'query', name });
    const by = `${is.name} of ${giver[1].method} ${giver[1].path}, response ${after.status}`;
    const at = { old: parameter.pointer, new: is.schema[0]?.pointer ?? giver[1].part.pointer };
    if (answer.kind === 'unknown') c.undecided(`whether N-1 takes ${by}, when N gave it, is not decided: ${answer.reason}`, site.text, at);
    else add({ kind: 'given', by, to: `the ${place} parameter ${name}`, ...placed(site), ...at, newInOld: answer, reached: 1 });
  }
};
