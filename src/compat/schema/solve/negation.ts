import { bitOf, type Node } from '../form/node.ts';
import { type Type, typeOf } from '../value.ts';
import { type Alternative, type Clause, literal } from './atom.ts';
import type { Domain, Engine } from './domain.ts';
import { fails, holds, type Literal } from './literal.ts';
import { unevaluatedAtom } from './unevaluated.ts';

/** True as it is: the value is of a type, or in a way, that the node refuses at once. */
const always: Clause = [[]];
export const isAlways = (clause: Clause): boolean => clause.some((ways) => ways.length === 0);

/** All the ways in which a value of a type can fail to meet a node, each with everything that it takes. */
export const negationOf = (node: Node, type: Type, domain: Domain<unknown>, engine: Engine): Clause => {
  const bit = bitOf[type];
  if (!(node.types & bit)) return always;
  const ways: Alternative[] = [];
  if (node.values) {
    const values = new Map([...node.values].filter(([, value]) => typeOf(value) === type));
    if (values.size === 0) return always;
    ways.push([{ kind: 'not-values', values }]);
  }
  for (const way of domain.failures(node, engine)) ways.push(way);
  for (const child of node.all) {
    const inner = negationOf(engine.classes.node(child.cls), type, domain, engine);
    if (isAlways(inner)) return always;
    engine.budget.spend(1 + inner.length);
    for (const way of inner) ways.push(way);
  }
  const possible = (branches: readonly Node[]): Node[] => branches.filter(({ cls }) => engine.classes.typesOf(cls) & bit);
  for (const branches of node.any) {
    const left = possible(branches);
    if (left.length === 0) return always;
    ways.push(left.map(({ cls }) => literal(fails(cls))));
  }
  for (const branches of node.one) {
    const left = possible(branches);
    if (left.length === 0) return always;
    ways.push(left.map(({ cls }) => literal(fails(cls))));
    for (const [i, one] of left.entries())
      for (const other of left.slice(i + 1))
        if (!engine.areApart(one, other, type, left.length)) ways.push([literal(holds(one.cls)), literal(holds(other.cls))]);
    engine.budget.spend(left.length ** 2);
  }
  for (const child of node.not) if (engine.classes.typesOf(child.cls) & bit) ways.push([literal(holds(child.cls))]);
  for (const { test, yes, no } of node.conditions) {
    if (yes) ways.push([literal(holds(test.cls)), literal(fails(yes.cls))]);
    if (no) ways.push([literal(fails(test.cls)), literal(fails(no.cls))]);
  }
  if (type === 'object')
    for (const { name, node: child } of node.dependents) ways.push([{ kind: 'member', name, literals: [] }, literal(fails(child.cls))]);
  const unevaluated = unevaluatedAtom(node, type, false, engine.classes);
  if (unevaluated) ways.push([unevaluated]);
  return ways;
};

export const isLiteral = (one: Alternative[number]): one is { readonly kind: 'literal'; readonly literal: Literal } =>
  one.kind === 'literal';
