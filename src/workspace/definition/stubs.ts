import { Type } from 'typebox';
import { named, object, optional } from './values.ts';

// `stubs:` of a drill: what stands in for what a version calls, where it can reach nothing.

const stub = object(
  {
    variable: Type.String({
      description:
        'Name of the variable by which the version is told where it is: `http://127.0.0.1:41234`, in place of what `run.env` says.',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
      patternErrorMessage: 'the name of a variable, such as PAYMENTS_URL',
      examples: ['PAYMENTS_URL'],
    }),
    answers: optional(
      Type.Array(
        object({
          request: Type.String({
            description: 'A method and a path with its query; `*` in it stands for any text: `POST /charges`, `GET /users/*`, `*`.',
            pattern: '^(\\*|(\\*|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) [/*]\\S*)$',
            patternErrorMessage: 'a method and a path, such as POST /charges or GET /users/*, or * alone',
            examples: ['POST /charges', '*'],
          }),
          status: optional(Type.Integer({ minimum: 200, maximum: 599, description: 'The status (default 200).' })),
          headers: optional(
            Type.Record(Type.String(), Type.String({ description: 'The header’s value.' }), { description: 'Headers of the answer.' }),
          ),
          body: optional(Type.Unknown({ description: 'The body: a text as it is, anything else as JSON.' })),
        }),
        { minItems: 1, description: 'The first that fits is the answer; to what none fits it answers 501.' },
      ),
    ),
  },
  { description: 'Something that a version calls: a small HTTP server of the drill.' },
);

export const stubs = named(stub, 'What answers in place of what N-1 calls, by names of your own: on the copy it can reach nothing else.');
