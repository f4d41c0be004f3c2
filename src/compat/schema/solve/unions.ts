import type { Classes } from '../form/classes.ts';
import { bitOf, type Node } from '../form/node.ts';
import type { Type } from '../value.ts';
import type { AreApart } from './apart.ts';

// A union of unions accepts whatever one of the innermost branches accepts. Known as a set of classes, a branch that
// was chosen on one side refutes the refusal of a union of thousands on the other at once.

/**
 * The classes that a class is a union of, on all levels, itself included; undefined for what is no union, or more than
 * one. Whatever one of them accepts it accepts, and it accepts nothing else.
 */
export type Within = (cls: number, type: Type) => ReadonlySet<number> | undefined;

/** The branches of a node that is nothing but a choice between them: anyOf, or oneOf whose branches are apart. */
const branchesOf = (node: Node, type: Type, classes: Classes, areApart: AreApart): readonly Node[] | undefined => {
  if (!(node.types & bitOf[type]) || node.values || (type !== 'null' && type !== 'boolean' && node[type])) return undefined;
  if (node.all.length + node.not.length + node.conditions.length + node.dependents.length > 0) return undefined;
  if (node.unevaluatedItems ?? node.unevaluatedProperties) return undefined;
  if (node.any.length + node.one.length !== 1) return undefined;
  const [branches = []] = [...node.any, ...node.one];
  const left = branches.filter(({ cls }) => classes.typesOf(cls) & bitOf[type]);
  const excludeEachOther = (): boolean =>
    left.every((one, at) => left.every((other, i) => i <= at || areApart(one, other, type, left.length)));
  return node.any.length === 1 || excludeEachOther() ? left : undefined;
};

export const withinOf = (classes: Classes, areApart: AreApart): Within => {
  const known = new Map<number, ReadonlySet<number> | undefined>();
  const within: Within = (cls, type) => {
    const key = cls * 64 + bitOf[type];
    if (known.has(key)) return known.get(key);
    known.set(key, undefined);
    const branches = branchesOf(classes.node(cls), type, classes, areApart);
    if (!branches) return undefined;
    const found = new Set([cls]);
    for (const branch of branches) for (const one of within(branch.cls, type) ?? [branch.cls]) found.add(one);
    known.set(key, found);
    return found;
  };
  return within;
};
