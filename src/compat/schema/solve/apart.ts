import type { Classes } from '../form/classes.ts';
import { bitOf, blank, type Node } from '../form/node.ts';
import type { Type } from '../value.ts';
import { holds, type Literal } from './literal.ts';
import { areTaggedOf } from './tags.ts';

// Of two branches that cannot both hold, one refuses the other without a word, and that spares the search the exclusion
// of each by each.

/** Choices of so many are asked pair by pair where nothing shows that they are apart. */
const fewEnough = 12;
/** Branches that hold so many choices themselves are not asked at all. */
const many = 32;

/** Can no value of a type be accepted by both of two nodes? `false` where that is not certain. */
export type AreApart = (a: Node, b: Node, type: Type, choices: number) => boolean;

/** @param isEmpty is it proved, for good, that no value meets these? */
export const apartOf = (
  classes: Classes,
  typesOf: (cls: number) => number,
  isEmpty: (literals: readonly Literal[]) => boolean,
): AreApart => {
  const shown = new Map<number, boolean>();
  const proved = new Map<number, boolean>();
  const areTagged = areTaggedOf(classes);
  const sizes = new Map<number, number>();
  /** How many choices a class holds, one within the other counted too. */
  const choicesIn = (cls: number): number => {
    const before = sizes.get(cls);
    if (before !== undefined) return before;
    const { all, any, one } = classes.node(cls);
    const size = [...all, ...any.flat(), ...one.flat()].reduce((sum, child) => sum + choicesIn(child.cls), 1);
    sizes.set(cls, size);
    return size;
  };
  return (a, b, type, choices) => {
    const bit = bitOf[type];
    if (!(typesOf(a.cls) & typesOf(b.cls) & bit)) return true;
    // Classes are counted from 0; there are fewer than 2^23 of them.
    const key = (Math.min(a.cls, b.cls) * 2 ** 23 + Math.max(a.cls, b.cls)) * 64 + bit;
    const before = proved.get(key) ?? shown.get(key);
    if (before || (before !== undefined && (choices > fewEnough || proved.has(key)))) return before;
    let answer = type === 'object' && areTagged(a, b);
    shown.set(key, answer);
    if (answer || choices > fewEnough || choicesIn(a.cls) + choicesIn(b.cls) > many) return answer;
    answer = isEmpty([holds(a.cls), holds(b.cls), holds(classes.of({ ...blank(), types: bit }))]);
    proved.set(key, answer);
    return answer;
  };
};
