import { bitOf, isPlain, type Node } from '../form/node.ts';
import { acceptsFormat } from '../language/formats.ts';
import { includes } from '../language/language.ts';
import { matches } from '../language/matches.ts';
import { compare, decimalOf, isMultiple } from '../number/decimal.ts';
import { canonical } from '../text.ts';
import { type Exact, typeOf, type Value } from '../value.ts';
import type { Engine } from './domain.ts';
import { formatLanguage } from './string.ts';

// Does a value meet a node? Used where the values are few and known; a witness is confirmed by others.

type Members = Readonly<Record<string, Value>>;

/** What evaluation needs of the engine. */
type Known = Pick<Engine, 'classes' | 'budget'>;

/** @throws Undecided for a pattern or format that is not decided */
export const meetsNode = (part: Node, value: Value, known: Known): boolean => {
  known.budget.spend(1);
  const node = known.classes.node(part.cls);
  const type = typeOf(value);
  if (!(node.types & bitOf[type])) return false;
  if (node.values && !node.values.has(canonical(value))) return false;
  return partHolds(node, type, value, known) && (isPlain(node) || choicesHold(node, type, value, known));
};

const choicesHold = (node: Node, type: string, value: Value, known: Known): boolean => {
  const holds = (child: Node, inner: Value = value): boolean => meetsNode(child, inner, known);
  return (
    node.all.every((child) => holds(child)) &&
    node.not.every((child) => !holds(child)) &&
    node.any.every((branches) => branches.some((child) => holds(child))) &&
    node.one.every((branches) => isOne(branches, holds)) &&
    node.conditions.every(({ test, yes, no }) => (!yes && !no) || (holds(test) ? !yes || holds(yes) : !no || holds(no))) &&
    (type !== 'object' || node.dependents.every((one) => !Object.hasOwn(value as Members, one.name) || holds(one.node))) &&
    leftOverHolds(node, value, holds, (one) => known.classes.node(one.cls))
  );
};

type Holds = (child: Node, inner?: Value) => boolean;
/** The node with all that it says. */
type Whole = (node: Node) => Node;

const isOne = (branches: readonly Node[], holds: Holds): boolean => {
  let count = 0;
  for (const branch of branches) if (holds(branch) && ++count > 1) return false;
  return count === 1;
};

const partHolds = (node: Node, type: string, value: Value, known: Known): boolean => {
  switch (type) {
    case 'number':
      return numberHolds(node, value as number | Exact);
    case 'string':
      return stringHolds(node, value as string);
    case 'array':
      return arrayHolds(node, value as readonly Value[], known);
    case 'object':
      return objectHolds(node, value as Members, known);
    default:
      return true;
  }
};

const numberHolds = ({ number }: Node, value: number | Exact): boolean => {
  if (!number) return true;
  const decimal = decimalOf(value);
  const { low, high, multiples } = number;
  const below = low ? compare(decimal, low.at) : 1;
  const above = high ? compare(decimal, high.at) : -1;
  if (below < 0 || (below === 0 && low?.open) || above > 0 || (above === 0 && high?.open)) return false;
  return multiples.every((step) => isMultiple(decimal, step));
};

/** In code points. */
const lengthOf = (text: string): number => Array.from(text).length;

const stringHolds = ({ string }: Node, value: string): boolean => {
  if (!string) return true;
  const length = string.min > 0 || string.max < Infinity ? lengthOf(value) : 0;
  if ((string.min > 0 && length < string.min) || length > string.max) return false;
  return (
    string.patterns.every((pattern) => matches(pattern, value)) &&
    string.formats.every((format) => acceptsFormat(format, value) ?? includes(formatLanguage(format), value))
  );
};

const arrayHolds = ({ array }: Node, value: readonly Value[], known: Known): boolean => {
  if (!array) return true;
  const { prefix, rest, contains } = array;
  if (value.length < array.min || value.length > array.max) return false;
  if (array.unique && new Set(value.map(canonical)).size < value.length) return false;
  for (const [at, item] of value.entries()) {
    const node = prefix[at] ?? rest;
    if (node && !meetsNode(node, item, known)) return false;
  }
  if (!contains) return true;
  const count = value.filter((item) => meetsNode(contains.node, item, known)).length;
  return count >= contains.min && count <= contains.max;
};

const objectHolds = ({ object }: Node, value: Members, known: Known): boolean => {
  if (!object) return true;
  const { properties, patterns, rest, names: nameNode, required } = object;
  for (const name of required) if (!Object.hasOwn(value, name)) return false;
  const names = Object.keys(value);
  if (names.length < object.min || names.length > object.max) return false;
  for (const name of names) {
    const member = value[name] as Value;
    if (nameNode && !meetsNode(nameNode, name, known)) return false;
    const property = properties.get(name);
    if (property && !meetsNode(property, member, known)) return false;
    let isNamed = property !== undefined;
    for (const [pattern, node] of patterns)
      if (matches(pattern, name)) {
        if (!meetsNode(node, member, known)) return false;
        isNamed = true;
      }
    if (!isNamed && rest && !meetsNode(rest, member, known)) return false;
  }
  return true;
};

/** What has been looked at: names, and positions. */
interface Looked {
  readonly names: Set<string>;
  readonly positions: Set<number>;
}

const leftOverHolds = (node: Node, value: Value, holds: Holds, whole: Whole): boolean => {
  const { unevaluatedItems, unevaluatedProperties } = node;
  if (!unevaluatedItems && !unevaluatedProperties) return true;
  const looked: Looked = { names: new Set(), positions: new Set() };
  if (unevaluatedItems && Array.isArray(value)) {
    look(node, value, { holds, whole }, looked, true);
    return value.every((item: Value, at) => looked.positions.has(at) || holds(unevaluatedItems, item));
  }
  if (unevaluatedProperties && typeOf(value) === 'object') {
    look(node, value, { holds, whole }, looked, true);
    return Object.entries(value as Members).every(([name, member]) => looked.names.has(name) || holds(unevaluatedProperties, member));
  }
  return true;
};

/** Notes what a node that holds has looked at, in place. */
const look = (
  part: Node,
  value: Value,
  engine: { readonly holds: Holds; readonly whole: Whole },
  looked: Looked,
  isRoot: boolean,
): void => {
  const { holds, whole } = engine;
  const node = whole(part);
  const { array, object } = node;
  if (Array.isArray(value)) {
    const all = array?.rest || (!isRoot && node.unevaluatedItems);
    for (const [at, item] of (value as readonly Value[]).entries())
      if (all || at < (array?.prefix.length ?? 0) || (array?.contains && node.containsEvaluates && holds(array.contains.node, item)))
        looked.positions.add(at);
  } else if (typeOf(value) === 'object')
    for (const name of Object.keys(value as Members)) {
      const named = object && (object.rest || object.properties.has(name) || object.patterns.some(([pattern]) => matches(pattern, name)));
      if (named || (!isRoot && node.unevaluatedProperties)) looked.names.add(name);
    }
  const enter = (child: Node): void => {
    if (holds(child)) look(child, value, engine, looked, false);
  };
  for (const child of [...node.all, ...node.any.flat(), ...node.one.flat()]) enter(child);
  for (const { test, yes, no } of node.conditions) {
    enter(test);
    const next = holds(test) ? yes : no;
    if (next) enter(next);
  }
  if (typeOf(value) === 'object')
    for (const { name, node: child } of node.dependents) if (Object.hasOwn(value as Members, name)) enter(child);
};
