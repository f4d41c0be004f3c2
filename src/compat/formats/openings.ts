import { below } from '../pointer.ts';
import { inBranches, pairedBranches } from './branches.ts';
import type { Walk } from './here.ts';
import { isClosed, isOpenByWord, sending } from './open-by-word.ts';
import { isForeign } from './schemas/foreign.ts';
import { itemOfShape, type Shape, shapeOf } from './schemas/shape.ts';
import { instead, type Node, type Schema } from './schemas/source.ts';

// What is open by its own words on one side and closed on the other, beside alternatives and below them.

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One such place, and what a writer of the whole sends who puts a member there that nobody names. */
interface Opening {
  readonly sent: Schema;
  readonly sender: Shape;
  readonly taker: Shape;
}

/** Part of a whole: a schema of the part becomes one of the whole. */
type Wrap = (part: Schema) => Schema;

/** Further down nothing is looked for. */
const deepest = 6;

/** Objects with a member of another name than some, and that no pattern speaks of. */
const unnamed = (node: Node, names: ReadonlySet<string>, patterns: readonly string[]): Node => {
  const anything = instead(node, {});
  const mapped = (list: Iterable<string>): object => Object.fromEntries([...list].map((name) => [name, {}]));
  const children = [
    ...[...names].map((name) => below('', 'properties', name)),
    ...patterns.map((pattern) => below('', 'patternProperties', pattern)),
  ];
  const others = instead(
    node,
    {
      properties: mapped(names),
      ...(patterns.length > 0 ? { patternProperties: mapped(patterns) } : {}),
      additionalProperties: false,
    },
    new Map([
      ...children.map((child): [string, Schema] => [child, [anything]]),
      ['/additionalProperties', [instead(node, false)]] as const,
    ]),
  );
  return instead(node, { type: 'object', not: {} }, new Map([['/not', [others]]]));
};

/** What a field holds of which nobody says anything, where all is text. */
export const fieldText = { type: 'string', minLength: 1 };

/** Names of such a field: one of them is none of those that are spoken of. */
const strangers = ['other', 'another', 'unknown'];

const mayMatch = (pattern: string, name: string): boolean => {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return true;
  }
};

/** As `unnamed`, by a name that can be read where it is written. */
export const strangeField = (node: Node, names: ReadonlySet<string>, patterns: readonly string[]): Node => {
  const name = strangers.find((one) => !names.has(one) && !patterns.some((pattern) => mayMatch(pattern, one)));
  return name === undefined ? unnamed(node, names, patterns) : instead(node, { required: [name] });
};

/** Values that are so further down. */
const holding = (node: Node, step: string | undefined, part: Schema): Node =>
  step === undefined
    ? instead(node, { type: 'array', minItems: 1, items: {} }, new Map([['/items', part]]))
    : instead(
        node,
        { type: 'object', required: [step], properties: Object.fromEntries([[step, {}]]) },
        new Map([[below('', 'properties', step), part]]),
      );

/** Some branches of two that belong together, though not each has a partner. */
const partnersOf = (walk: Walk, sender: Shape, taker: Shape): readonly (readonly [Node, Node | undefined])[] => {
  const branches = ({ unions }: Shape): Node[] => unions.flatMap((union) => union.branches);
  const [mine, theirs] = [branches(sender), branches(taker)];
  const without = (some: readonly Node[], others: readonly Node[]): Node[] =>
    some.filter((node) => !others.some((other) => walk.same(node, other)));
  const pairs = new Map(pairedBranches(mine, theirs, walk.same, true));
  const paired = new Set(pairs.values());
  const left = without(theirs, mine).filter((node) => !paired.has(node));
  const all = without(mine, theirs);
  const isOnlyOne = left.length === 1 && all.filter((node) => !pairs.has(node)).length === 1;
  return all.map((node) => [node, pairs.get(node) ?? (isOnlyOne ? left[0] : undefined)]);
};

/** What applies in some cases, by the keyword that says so and the member that it depends on. */
const conditional = ({ nodes }: Shape): ReadonlyMap<string, Node> => {
  const found = new Map<string, Node>();
  for (const { source, value, pointer } of nodes) {
    if (!isRecord(value) || isForeign(source.dialect, 'if')) continue;
    const put = (child: unknown, ...path: string[]): void => {
      const at = below(pointer, ...path);
      if (isRecord(child)) found.set(below('', ...path), source.node(at, child));
    };
    for (const keyword of ['then', 'else']) if (Object.hasOwn(value, 'if')) put(value[keyword], keyword);
    const { dependentSchemas } = value;
    if (isRecord(dependentSchemas)) for (const name of Object.keys(dependentSchemas)) put(dependentSchemas[name], 'dependentSchemas', name);
  }
  return found;
};
export const isConditional = (shape: Shape): boolean => conditional(shape).size > 0;

/** The openings at two shapes and below their alternatives; what stands below them otherwise is compared by itself. `areFields`: of texts, and no document. */
export const openings = (walk: Walk, sender: Shape, taker: Shape, areFields = false): readonly Opening[] => {
  const found: Opening[] = [];
  const [top] = sender.nodes;
  if (!top) return found;

  const opened = (one: Shape, other: Shape): Schema => {
    const names = new Set([...one.names.keys(), ...inBranches(one), ...other.names.keys(), ...inBranches(other)]);
    const patterns = [...one.patternNames.keys(), ...other.patternNames.keys()];
    return areFields
      ? [...sending(one, fieldText), strangeField(one.nodes[0] ?? top, names, patterns)]
      : [...sending(one), unnamed(one.nodes[0] ?? top, names, patterns)];
  };

  const visit = (one: Shape, other: Shape, wrap: Wrap, depth: number): void => {
    if (isOpenByWord(one) && isClosed(other)) found.push({ sent: wrap(opened(one, other)), sender: one, taker: other });
    if (depth === deepest) return;
    for (const [branch, partner] of partnersOf(walk, one, other)) {
      const inside = shapeOf([branch]);
      const outwards: Wrap = (part) => wrap([...one.nodes, ...part]);
      if (partner) visit(inside, shapeOf([partner]), outwards, depth + 1);
      else if (isOpenByWord(inside)) {
        // Nobody knows what became of it. It is closed where the other side takes it but for members that nobody names.
        const closed = other.unions.flatMap((union) => union.branches).find((node) => isClosed(shapeOf([node])));
        if (closed && walk.contains(wrap([...one.nodes, branch]), taker.nodes).kind === 'contained')
          found.push({ sent: outwards(opened(inside, other)), sender: inside, taker: shapeOf([closed]) });
      }
    }
    const [cases, others] = [conditional(one), conditional(other)];
    for (const [key, node] of cases) {
      const partner = others.get(key);
      if (partner && !walk.same(node, partner))
        visit(shapeOf([node]), shapeOf([partner]), (part) => wrap([...one.nodes, ...part]), depth + 1);
    }
    if (depth === 0) return;
    const further = (step: string | undefined, mine: Schema, theirs: Schema): void => {
      const [node] = one.nodes;
      const isSame = mine.every((part) => theirs.some((counterpart) => walk.same(part, counterpart)));
      if (node && mine.length > 0 && theirs.length > 0 && !isSame)
        visit(shapeOf(mine), shapeOf(theirs), (part) => wrap([...one.nodes, holding(node, step, part)]), depth + 1);
    };
    for (const [name, mine] of one.names) further(name, mine, other.names.get(name) ?? []);
    if (one.atoms.has('array')) further(undefined, itemOfShape(one, 0), itemOfShape(other, 0));
  };
  visit(sender, taker, (part) => part, 0);
  return found;
};
