import type { Classes } from '../form/classes.ts';
import { bitOf, blank, type Node } from '../form/node.ts';
import type { Type, Value } from '../value.ts';
import { holds, type Literal } from './literal.ts';

// Most choices of exactly one are told apart by a member that says which one it is. Of two branches that cannot both
// hold, one refuses the other without a word, and that spares the search the exclusion of each by each.

/** Choices of so many are asked pair by pair where nothing shows that they are apart. */
const fewEnough = 12;

/** The values of members that a node demands, where it lists them. */
const tagsOf = (node: Node, classes: Classes): ReadonlyMap<string, ReadonlyMap<string, Value>> => {
  const tags = new Map<string, ReadonlyMap<string, Value>>();
  const visit = (part: Node): void => {
    const { object, all } = classes.node(part.cls);
    for (const name of object?.required ?? []) {
      const property = object?.properties.get(name);
      const values = property && classes.node(property.cls).values;
      if (values) tags.set(name, values);
    }
    for (const one of all) visit(one);
  };
  visit(node);
  return tags;
};

/** Can no value of a type be accepted by both of two nodes? `false` where that is not certain. */
export type AreApart = (a: Node, b: Node, type: Type, choices: number) => boolean;

/** @param isEmpty is it proved, for good, that no value meets these? */
export const apartOf = (classes: Classes, isEmpty: (literals: readonly Literal[]) => boolean): AreApart => {
  const known = new Map<number, boolean>();
  const tags = new Map<number, ReturnType<typeof tagsOf>>();
  const tagsIn = (node: Node): ReturnType<typeof tagsOf> => {
    let found = tags.get(node.cls);
    if (!found) tags.set(node.cls, (found = tagsOf(node, classes)));
    return found;
  };
  const areTagged = (a: Node, b: Node): boolean => {
    const others = tagsIn(b);
    for (const [name, values] of tagsIn(a)) {
      const theirs = others.get(name);
      if (theirs && ![...values.keys()].some((key) => theirs.has(key))) return true;
    }
    return false;
  };
  return (a, b, type, choices) => {
    const bit = bitOf[type];
    if (!(classes.typesOf(a.cls) & classes.typesOf(b.cls) & bit)) return true;
    // Classes are counted from 0; there are fewer than 2^23 of them.
    const key = (Math.min(a.cls, b.cls) * 2 ** 23 + Math.max(a.cls, b.cls)) * 64 + bit;
    let answer = known.get(key);
    if (answer === undefined) {
      answer = type === 'object' && areTagged(a, b);
      if (!answer && choices <= fewEnough) answer = isEmpty([holds(a.cls), holds(b.cls), holds(classes.of({ ...blank(), types: bit }))]);
      known.set(key, answer);
    }
    return answer;
  };
};
