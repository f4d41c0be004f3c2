import type { Containment, Side } from '../fact.ts';
import { below } from '../pointer.ts';
import { keywordsOf as shapesOf } from '../schema/read/keywords.ts';
import { undecidedBelow } from './agreement.ts';
import { leadsElsewhere, othersOf } from './aspects.ts';
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

/** The schemas directly below a keyword; none below one that its dialect does not have. */
const partsAt = ({ source, value, pointer }: Node, keyword: string): readonly Node[] => {
  const shape = shapesOf[source.dialect].get(keyword);
  const said = isRecord(value) ? value[keyword] : undefined;
  if (shape === undefined || shape === 'value' || typeof said !== 'object' || said === null) return [];
  const isOne = shape === 'schema' || (shape === 'schema-or-list' && isRecord(said));
  if (isOne) return [source.node(below(pointer, keyword), said)];
  return Object.entries(said).flatMap(([name, part]) => (isRecord(part) ? [source.node(below(pointer, keyword, name), part)] : []));
};
const definitions: ReadonlySet<string> = new Set(['$defs', 'definitions']);

/** A schema and all that it consists of, with what it refers to. */
const allBelow = (start: readonly Node[]): ReadonlySet<Node> => {
  const found = new Set(start);
  for (const node of found) {
    const { ref, others } = keywordsOf(node);
    if (ref) found.add(ref);
    if (!isRecord(node.value) || others.has('$ref')) continue;
    for (const keyword of Object.keys(node.value))
      if (!definitions.has(keyword)) for (const part of partsAt(node, keyword)) found.add(part);
  }
  return found;
};

/** Below what is asked as a whole: what the other side does not have, each a schema. Of alternatives that only came or went the rest is as it was. */
const startsOf = (walk: Walk, a: Shape, b: Shape): readonly [readonly Node[], readonly Node[]] => {
  const branches = (shape: Shape): Node[] => shape.unions.flatMap((union) => union.branches);
  const [old, next] = [branches(a), branches(b)];
  const left = old.filter((node) => !next.some((other) => walk.same(node, other)));
  const right = next.filter((node) => !old.some((other) => walk.same(other, node)));
  const isMoreOrLess = old.length > 0 && next.length > 0 && (left.length === 0 || right.length === 0);
  const others = ({ nodes }: Shape): Node[] => nodes.flatMap((node) => whole.flatMap((keyword) => partsAt(node, keyword)));
  return [
    [...(isMoreOrLess ? [] : left), ...others(a)],
    [...(isMoreOrLess ? [] : right), ...others(b)],
  ];
};

/** Says which keywords that are not understood differ below alternatives and conditions, where nothing below says it. */
export const unread = (walk: Walk, side: Side, a: Shape, b: Shape, here: Here): void => {
  const [starts, ends] = startsOf(walk, a, b);
  if (starts.length + ends.length === 0) return;
  const [mine, theirs] = [starts, ends].map((nodes) => ({ nodes: [...allBelow(nodes)] }));
  if (!mine || !theirs) return;
  const said = undecidedBelow(here);
  /** A reference of its dialect: the engine knows that it cannot follow it. */
  const isAsked = (keyword: string): boolean =>
    leadsElsewhere.has(keyword) &&
    [...mine.nodes, ...theirs.nodes].some((node) => keywordsOf(node).others.has(keyword) && !isForeign(node.source.dialect, keyword));
  for (const [keyword, oldText, newText] of othersOf(mine, theirs)) {
    if (oldText === newText || isAsked(keyword) || said.has(keyword)) continue;
    const reason: Containment = { kind: 'unknown', reason: `the keyword ${keyword} is not understood` };
    const place = (nodes: readonly Node[]): string | undefined =>
      nodes.find(({ value }) => isRecord(value) && Object.hasOwn(value, keyword))?.pointer;
    const [old, next] = [place(mine.nodes), place(theirs.nodes)];
    here.add(
      { kind: 'undecided', side, what: `the keyword ${keyword} differs and is not understood`, keyword },
      { oldInNew: reason, newInOld: reason },
      {
        ...(old === undefined ? {} : { old: below(old, keyword) }),
        ...(next === undefined ? {} : { new: below(next, keyword) }),
      },
    );
  }
};
