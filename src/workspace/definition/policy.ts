import { Type } from 'typebox';
import { severities } from '../../model/finding.ts';
import { duration, named, object, oneOf, optional, text } from './values.ts';

const severity = Type.Union(
  [
    oneOf(severities, 'What its findings weigh: an error fails, a warning and a note pass.'),
    object({ off: text('Why its findings are of no interest here; needed.') }),
  ],
  { description: 'What findings of the rule weigh; `{ off: <reason> }` leaves them out.' },
);

const judging = {
  severities: optional(
    Type.Record(Type.String({ minLength: 1 }), severity, {
      description:
        'What findings weigh, by rule (`compat/` or `storage/` may be left out; `*` stands for anything). A rule’s own id counts before a glob, a longer glob before a shorter one.',
    }),
  ),
  sunsets: optional(
    oneOf(
      ['allow', 'refuse'],
      'May what was announced to end (`deprecated` with `x-sunset`) be removed once that day has come? Default: allow.',
    ),
  ),
};

export const policy = object(
  {
    mode: optional(oneOf(['enforce'], 'How the answer counts.')),
    needs: optional(
      Type.Array(oneOf(['check', 'drill'], 'A kind of evidence.'), {
        uniqueItems: true,
        minItems: 1,
        description: 'The evidence that a rollout needs (default: check and drill).',
      }),
    ),
    from: optional(
      Type.Array(Type.String({ description: 'An environment, by name.' }), {
        minItems: 1,
        description: 'Environments whose drills count. Default: the environment asked about.',
      }),
    ),
    freshFor: optional(duration('Evidence older than this does not count (default 7d); more than nothing.')),
    return: optional(
      object(
        {
          versions: optional(
            Type.Integer({
              minimum: 1,
              maximum: 100,
              description: 'The last known good version, and so many of those before it in all (default 1).',
            }),
          ),
          days: optional(Type.Integer({ minimum: 1, maximum: 3650, description: 'And every version that ran within so many days.' })),
        },
        {
          description:
            'The versions that must stay reachable, in each environment: what is dropped from a store must not be needed by any of them (`drill check --contract-ready`, `plans`).',
        },
      ),
    ),
    ...judging,
    environments: optional(
      named(
        object(judging, { description: 'What counts there instead.' }),
        'What counts in one environment, by name, over what counts everywhere: `drill check --environment <name>`.',
      ),
    ),
  },
  { description: 'What a rollout of one artifact needs.' },
);
