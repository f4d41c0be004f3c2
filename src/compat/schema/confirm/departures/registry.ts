import type { Departure } from '../departure.ts';
import { absentDependency } from './absent-dependency.ts';
import { containedItems } from './contained-items.ts';
import { doubles } from './doubles.ts';
import { emptyName } from './empty-name.ts';
import { formats } from './formats.ts';
import { ifWithoutThen } from './if-without-then.ts';
import { lonelyIf } from './lonely-if.ts';
import { methodMember } from './method-member.ts';
import { nestedItems } from './nested-items.ts';
import { passedContains } from './passed-contains.ts';
import { protoMember } from './proto-member.ts';

/** Every known departure of ajv from its dialects. */
export const departures: readonly Departure[] = [
  absentDependency,
  containedItems,
  doubles,
  emptyName,
  formats,
  ifWithoutThen,
  lonelyIf,
  methodMember,
  nestedItems,
  passedContains,
  protoMember,
];
