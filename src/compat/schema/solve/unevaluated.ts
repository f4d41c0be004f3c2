import type { Classes } from '../form/classes.ts';
import { blank, type Node, type ObjectPart } from '../form/node.ts';
import { anything, either, type Language, matching, not, nothing, oneOf } from '../language/language.ts';
import type { Type } from '../value.ts';
import { type Alternative, type Atom, type Coverage, literal, type Source } from './atom.ts';
import { fails, holds, type Literal } from './literal.ts';

// unevaluatedProperties and unevaluatedItems speak of what the applicators beside them have not looked at. Each
// applicator that may or may not hold is a source: when it holds, it covers some names, or some positions. Which of
// them hold is decided by the search like any other alternative; then what is left is an ordinary demand.

const known = new WeakMap<ObjectPart, Language>();
const namesOf = (part: ObjectPart): Language => {
  let names = known.get(part);
  if (!names) {
    const { properties, patterns, rest } = part;
    names = rest ? anything : patterns.reduce((sum, [pattern]) => either(sum, matching(pattern)), oneOf(properties.keys()));
    known.set(part, names);
  }
  return names;
};

const own = (node: Node): Coverage => {
  const { array, object } = node;
  return {
    names: node.unevaluatedProperties ? anything : object ? namesOf(object) : nothing,
    items: node.unevaluatedItems || array?.rest ? Infinity : (array?.prefix.length ?? 0),
    kinds: array?.contains && node.containsEvaluates ? [holds(array.contains.node.cls)] : [],
  };
};

const saysSomething = ({ names, items, kinds }: Coverage, type: Type): boolean =>
  type === 'object' ? names.key !== nothing.key : items > 0 || kinds.length > 0;

/** Everything that a node covers in place, with the conditions under which it does. */
const sourcesIn = (node: Node, type: Type, when: Alternative, isRoot: boolean, classes: Classes): Source[] => {
  const found: Source[] = [];
  const mine = own(isRoot ? ({ ...node, unevaluatedItems: undefined, unevaluatedProperties: undefined } as unknown as Node) : node);
  if (saysSomething(mine, type)) found.push({ when, covers: mine });
  const visit = (child: Node, ...more: Atom[]): void => {
    for (const source of sourcesIn(classes.node(child.cls), type, [...when, ...more], false, classes)) found.push(source);
  };
  for (const child of node.all) visit(child);
  for (const child of [...node.any.flat(), ...node.one.flat()]) visit(child, literal(holds(child.cls)));
  for (const { test, yes, no } of node.conditions) {
    visit(test, literal(holds(test.cls)));
    if (yes) visit(yes, literal(holds(test.cls)), literal(holds(yes.cls)));
    if (no) visit(no, literal(fails(test.cls)), literal(holds(no.cls)));
  }
  // They speak of objects alone: beside a list they evaluate nothing.
  if (type === 'object')
    for (const { name, node: child } of node.dependents) visit(child, { kind: 'member', name, literals: [] }, literal(holds(child.cls)));
  return found;
};

/** What is unevaluated in a node meets its schema (`every`), or some of it does not. */
export const unevaluatedAtom = (node: Node, type: Type, every: boolean, classes: Classes): Atom | undefined => {
  const child = type === 'object' ? node.unevaluatedProperties : type === 'array' ? node.unevaluatedItems : undefined;
  return child
    ? {
        kind: 'unevaluated',
        every,
        literal: every ? holds(child.cls) : fails(child.cls),
        sources: sourcesIn(node, type, [], true, classes),
      }
    : undefined;
};

/** The names of all of these; most of them are plain lists, which are put together at once. */
const together = (languages: readonly Language[]): Language => {
  const words = new Set<string>();
  const others: Language[] = [];
  for (const language of new Set(languages))
    if (language.kind === 'words') for (const word of language.words) words.add(word);
    else others.push(language);
  return others.reduce(either, oneOf(words));
};

/** The demand that is left once it is known which sources cover. */
export const leftOver = (type: Type, every: boolean, one: Literal, covered: readonly Source[], classes: Classes): Atom => {
  if (type === 'object') {
    const names = not(together(covered.map(({ covers }) => covers.names)));
    return every ? { kind: 'every-member', names, literal: one } : { kind: 'some-member', names, literals: [one] };
  }
  const sum = covered.reduce((all, { covers }) => ({ items: Math.max(all.items, covers.items), kinds: [...all.kinds, ...covers.kinds] }), {
    items: 0,
    kinds: [] as readonly Literal[],
  });
  if (sum.items === Infinity) return every ? { kind: 'items', min: 0, max: Infinity } : { kind: 'items', min: 1, max: 0 };
  // An item of a kind that `contains` looks for is evaluated, whatever else it is.
  const wanted = classes.node(one >> 1);
  const kinds = sum.kinds.map((kind) => classes.node(kind >> 1));
  const cls = kinds.length === 0 ? wanted.cls : classes.of({ ...blank(), any: [[...kinds, wanted]] });
  return every
    ? { kind: 'every-item', from: sum.items, literal: holds(cls) }
    : { kind: 'count', from: sum.items, literal: fails(cls), min: 1, max: Infinity };
};
