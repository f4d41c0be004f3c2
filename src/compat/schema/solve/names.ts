import type { Classes } from '../form/classes.ts';
import { bitOf, type Node } from '../form/node.ts';
import { anything, both, either, type Language, matching, not, nothing, oneOf } from '../language/language.ts';
import { formatLanguage } from './string.ts';

// A schema of names speaks of strings alone, so it is a language.

const everyOne = (languages: readonly Language[]): Language => languages.reduce(both, anything);
const anyOne = (languages: readonly Language[]): Language => languages.reduce(either, nothing);

/** The strings that a class accepts. @throws Undecided where a pattern or format is not regular. */
export const stringsOf = (classes: Classes): ((cls: number) => Language) => {
  const known = new Map<number, Language>();
  const languageOf = (cls: number): Language => {
    let language = known.get(cls);
    if (!language) known.set(cls, (language = read(classes.node(cls))));
    return language;
  };
  const of = (node: Node): Language => languageOf(node.cls);
  const read = (node: Node): Language => {
    if (!(node.types & bitOf.string)) return nothing;
    const demands: Language[] = [];
    if (node.values) demands.push(oneOf([...node.values.values()].filter((value) => typeof value === 'string')));
    if (node.string) {
      const { min, max, patterns, formats } = node.string;
      if (min > max) return nothing;
      if (min > 0 || max < Infinity) demands.push(matching(`^[^]{${min},${max < Infinity ? max : ''}}$`));
      demands.push(...patterns.map(matching), ...formats.map(formatLanguage));
    }
    demands.push(...node.all.map(of), ...node.any.map((branches) => anyOne(branches.map(of))));
    for (const branches of node.one) {
      const languages = branches.map(of);
      demands.push(anyOne(languages.map((one, i) => everyOne([one, ...languages.filter((_, j) => j !== i).map(not)]))));
    }
    demands.push(...node.not.map((one) => not(of(one))));
    for (const condition of node.conditions) {
      const test = of(condition.test);
      demands.push(
        either(both(test, condition.yes ? of(condition.yes) : anything), both(not(test), condition.no ? of(condition.no) : anything)),
      );
    }
    return everyOne(demands);
  };
  return languageOf;
};
