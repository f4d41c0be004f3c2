import type { ObjectPart } from '../form/node.ts';
import { includes, type Language } from '../language/language.ts';
import { matches } from '../language/matches.ts';
import { holds, type Literal } from './literal.ts';

// What is demanded of the members of an object.

/** Members that must be there and whose name is one of a language. */
export interface SomeMember {
  readonly names: Language;
  readonly literals: readonly Literal[];
}
interface EveryMember {
  readonly names: Language;
  readonly literal: Literal;
}
export interface Objects {
  parts: readonly ObjectPart[];
  every: readonly EveryMember[];
  members: ReadonlyMap<string, readonly Literal[]>;
  some: readonly SomeMember[];
  lacks: ReadonlySet<string>;
  min: number;
  max: number;
}

/** What the member of a name must meet, if it is there. */
export const demandsOn = (state: Objects, name: string): Literal[] => {
  const demands: Literal[] = [];
  for (const part of state.parts) {
    let isNamed = false;
    const property = part.properties.get(name);
    if (property) {
      demands.push(holds(property.cls));
      isNamed = true;
    }
    for (const [pattern, node] of part.patterns)
      if (matches(pattern, name)) {
        demands.push(holds(node.cls));
        isNamed = true;
      }
    if (!isNamed && part.rest) demands.push(holds(part.rest.cls));
  }
  for (const { names, literal } of state.every) if (includes(names, name)) demands.push(literal);
  return demands;
};
