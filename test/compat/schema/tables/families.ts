import { conditions, exclusive, logic } from './applicators.ts';
import { arrays, unique } from './arrays.ts';
import { containing } from './contained-items.ts';
import { dialectRows } from './dialects.ts';
import { exact } from './exact.ts';
import { annotations, formats } from './formats.ts';
import { names } from './names.ts';
import { numbers } from './numbers.ts';
import { dependents, objects } from './objects.ts';
import { recursion } from './recursion.ts';
import { references } from './references.ts';
import { lengths, patterns } from './strings.ts';
import { types } from './types.ts';
import { unevaluatedItems, unevaluatedProperties } from './unevaluated.ts';
import { values } from './values.ts';
import type { Row } from './row.ts';

/** All tables by what they are about. */
export const families: Readonly<Record<string, readonly Row[]>> = {
  types,
  numbers,
  'numbers that doubles get wrong': exact,
  lengths,
  patterns,
  'formats as annotations': annotations,
  'formats as assertions': formats,
  'enum and const': values,
  'items by position': arrays,
  'unique items': unique,
  'contained items': containing,
  'members by name': objects,
  'members that ask for others': dependents,
  'names of members': names,
  'allOf, anyOf and not': logic,
  oneOf: exclusive,
  'if, then and else': conditions,
  unevaluatedProperties,
  unevaluatedItems,
  references,
  recursion,
  'the words of the dialects': dialectRows,
};
