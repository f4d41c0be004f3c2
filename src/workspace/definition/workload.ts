import { Type } from 'typebox';
import { object, oneOf, optional, pointer, requestLine, text } from './values.ts';

const status = Type.Integer({ minimum: 100, maximum: 599, description: 'An HTTP status.' });
export const step = object(
  {
    request: requestLine('The request; `${name}` is filled in from `${key}`, `${n}` and captured values.'),
    headers: optional(
      Type.Record(Type.String(), Type.String({ description: 'The header’s value.' }), { description: 'Headers of the request.' }),
    ),
    body: optional(Type.Unknown({ description: 'What is sent, as JSON; `${…}` in its texts is filled in.' })),
    status: optional(
      Type.Union([status, Type.Array(status, { minItems: 1, description: 'Any of these.' })], {
        description: 'Expected status; any 2xx when absent.',
      }),
    ),
    expect: optional(Type.Unknown({ description: 'What the answer must contain: members named here must be equal, others may be there.' })),
    capture: optional(
      Type.Record(Type.String(), pointer('JSON pointer into the answer.'), {
        description: 'Names for values of the answer, by JSON pointer.',
      }),
    ),
    write: optional(
      object(
        {
          resource: optional(
            text(
              'Name of what is written; a later write of the same resource takes the place of the earlier one. Default: the journey’s key.',
            ),
          ),
          read: requestLine('How it is read back later.'),
          at: optional(pointer('JSON pointer into that answer; where it leads to a list, the list must hold this one item, once.')),
          among: optional(Type.Boolean({ description: 'The list holds other things too: exactly one item must match.' })),
          expect: optional(Type.Unknown({ description: 'What must be readable later; members not named may be anything.' })),
          gone: optional(Type.Boolean({ description: 'The write was a deletion: reading must answer 404 or 410 (or an empty list).' })),
        },
        { description: 'This request writes: once acknowledged, what must be readable later.' },
      ),
    ),
  },
  { description: 'One request of a journey.' },
);

/** A workload as it is written down, in drill.yaml or in a YAML file of its own. */
export const workloadDefinition = object(
  {
    journeys: Type.Array(
      object(
        {
          name: text('What this client does.'),
          weight: optional(Type.Number({ exclusiveMinimum: 0, description: 'Its share among the journeys (default 1).' })),
          only: optional(oneOf(['old', 'new'], 'Only while that version alone serves: `old` is N-1, `new` is N.')),
          steps: Type.Array(step, { minItems: 1, description: 'Its requests, one after the other.' }),
        },
        { description: 'What one client does.' },
      ),
      { minItems: 1, description: 'What clients do, each beginning at its own time.' },
    ),
  },
  { description: 'Requests written down here.' },
);

export const workload = Type.Union(
  [text('A TypeScript or JavaScript module whose default export is a workload, or a YAML file of the form below.'), workloadDefinition],
  { description: 'The traffic of the drill: a file, or requests written down here.' },
);
