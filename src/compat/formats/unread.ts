import type { Containment, Side } from '../fact.ts';
import { below } from '../pointer.ts';
import { keywordsOf as shapesOf } from '../schema/read/keywords.ts';
import { undecidedBelow } from './agreement.ts';
import { leadsElsewhere, othersOf, unknownFormats } from './aspects.ts';
import type { Here, Walk } from './here.ts';
import { isForeign } from './schemas/foreign.ts';
import { keywordsOf } from './schemas/keywords.ts';
import type { Shape } from './schemas/shape.ts';
import type { Node } from './schemas/source.ts';

// What stands below alternatives and conditions is asked of the engine as a whole, which passes over keywords that it does not
// understand. Where they differ there, its answer proves nothing.

/** Keywords below which not every part is paired with one of the other side. */
const whole = 'not if then else contains propertyNames dependencies dependentSchemas unevaluatedItems unevaluatedProperties'.split(' ');

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schemas directly below a keyword, each with its name where it has one; none below a keyword that its dialect does not have. */
const partsAt = ({ source, value, pointer }: Node, keyword: string): readonly (readonly [name: string, node: Node])[] => {
  const shape = shapesOf[source.dialect].get(keyword);
  const said = isRecord(value) ? value[keyword] : undefined;
  if (shape === undefined || shape === 'value' || typeof said !== 'object' || said === null) return [];
  const isOne = shape === 'schema' || (shape === 'schema-or-list' && isRecord(said));
  if (isOne) return [['', source.node(below(pointer, keyword), said)]];
  return Object.entries(said).flatMap(([name, part]) =>
    isRecord(part) ? [[name, source.node(below(pointer, keyword, name), part)] as const] : [],
  );
};
const definitions: ReadonlySet<string> = new Set(['$defs', 'definitions']);
/** What these hold speaks of the value itself: how they are nested says nothing. */
const inPlace: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf']);

/** A schema and all that it consists of, with what it refers to, by the way that leads there. */
const allBelow = (start: readonly Node[]): ReadonlyMap<string, readonly Node[]> => {
  const found = new Map<Node, string>(start.map((node) => [node, '']));
  const meet = (node: Node, way: string): void => void (found.has(node) || found.set(node, way));
  for (const [node, way] of found) {
    const { ref, others } = keywordsOf(node);
    if (ref) meet(ref, way);
    if (!isRecord(node.value) || others.has('$ref')) continue;
    for (const keyword of Object.keys(node.value))
      if (!definitions.has(keyword))
        for (const [name, part] of partsAt(node, keyword)) meet(part, inPlace.has(keyword) ? way : below(way, keyword, name));
  }
  return Map.groupBy(found.keys(), (node) => found.get(node) ?? '');
};

/** Below what is asked as a whole: what the other side does not have, each a schema. Of alternatives that only came or went the rest is as it was. */
const startsOf = (walk: Walk, a: Shape, b: Shape): readonly [readonly Node[], readonly Node[]] => {
  const branches = (shape: Shape): Node[] => shape.unions.flatMap((union) => union.branches);
  const [old, next] = [branches(a), branches(b)];
  const left = old.filter((node) => !next.some((other) => walk.same(node, other)));
  const right = next.filter((node) => !old.some((other) => walk.same(other, node)));
  const isMoreOrLess = old.length > 0 && next.length > 0 && (left.length === 0 || right.length === 0);
  const others = ({ nodes }: Shape): Node[] =>
    nodes.flatMap((node) => whole.flatMap((keyword) => partsAt(node, keyword).map(([, part]) => part)));
  return [
    [...(isMoreOrLess ? [] : left), ...others(a)],
    [...(isMoreOrLess ? [] : right), ...others(b)],
  ];
};

/** What differs at one place of both sides and is not understood: a keyword, or a format that nobody knows. */
const differingAt = (mine: readonly Node[], theirs: readonly Node[]): readonly string[] => {
  const [a, b] = [{ nodes: mine }, { nodes: theirs }];
  /** A reference of its dialect: the engine knows that it cannot follow it. */
  const isAsked = (keyword: string): boolean =>
    leadsElsewhere.has(keyword) &&
    [...mine, ...theirs].some((node) => keywordsOf(node).others.has(keyword) && !isForeign(node.source.dialect, keyword));
  return [
    ...othersOf(a, b).flatMap(([keyword, old, next]) => (old === next || isAsked(keyword) ? [] : [keyword])),
    ...(unknownFormats(a) === unknownFormats(b) ? [] : ['format']),
  ];
};

/** Says which keywords that are not understood differ below alternatives and conditions, where nothing below says it. */
export const unread = (walk: Walk, side: Side, a: Shape, b: Shape, here: Here): void => {
  const [starts, ends] = startsOf(walk, a, b);
  if (starts.length + ends.length === 0) return;
  const [mine, theirs] = [allBelow(starts), allBelow(ends)];
  const said = new Set(undecidedBelow(here));
  for (const way of new Set([...mine.keys(), ...theirs.keys()])) {
    const [old, next] = [mine.get(way) ?? [], theirs.get(way) ?? []];
    for (const keyword of differingAt(old, next)) {
      if (said.has(keyword)) continue;
      said.add(keyword);
      tellOf(keyword, side, old, next, here);
    }
  }
};

const tellOf = (keyword: string, side: Side, mine: readonly Node[], theirs: readonly Node[], here: Here): void => {
  const reason: Containment = { kind: 'unknown', reason: `the keyword ${keyword} is not understood` };
  const place = (nodes: readonly Node[]): string | undefined =>
    nodes.find(({ value }) => isRecord(value) && Object.hasOwn(value, keyword))?.pointer;
  const [old, next] = [place(mine), place(theirs)];
  here.add(
    { kind: 'undecided', side, what: `the keyword ${keyword} differs and is not understood`, keyword },
    { oldInNew: reason, newInOld: reason },
    {
      ...(old === undefined ? {} : { old: below(old, keyword) }),
      ...(next === undefined ? {} : { new: below(next, keyword) }),
    },
  );
};
