import type { Value } from '../schema/value.ts';
import type { Step } from '../site.ts';

/** A schema (2020-12) of every value that holds another one at the end of some steps. */
export const pinned = (steps: readonly Step[], value: Value): unknown => {
  let schema: unknown = { enum: [value] };
  for (const step of steps.toReversed()) {
    if (typeof step === 'string') schema = { type: 'object', properties: ownMember(step, schema), required: [step] };
    else if (typeof step === 'number')
      schema = { type: 'array', prefixItems: [...Array.from({ length: step }, () => true), schema], minItems: step + 1 };
    else if (step.any === 'item') schema = { type: 'array', contains: schema };
    // Some member is so: not every member is otherwise.
    else schema = { type: 'object', not: { additionalProperties: { not: schema } } };
  }
  return schema;
};

/** `__proto__` is a name like others. */
const ownMember = (name: string, value: unknown): object =>
  Object.defineProperty({}, name, { value, enumerable: true, writable: true, configurable: true });
