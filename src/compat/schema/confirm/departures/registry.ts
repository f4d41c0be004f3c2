import type { Departure } from '../departure.ts';
import { containedItems } from './contained-items.ts';
import { doubles } from './doubles.ts';
import { formats } from './formats.ts';
import { ifWithoutThen } from './if-without-then.ts';
import { lonelyIf } from './lonely-if.ts';
import { nestedItems } from './nested-items.ts';
import { protoMember } from './proto-member.ts';

/** Every known departure of ajv from its dialects. */
export const departures: readonly Departure[] = [containedItems, doubles, formats, ifWithoutThen, lonelyIf, nestedItems, protoMember];
