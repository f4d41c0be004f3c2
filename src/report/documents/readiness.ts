import { judgement, place } from './parts.ts';
import { head, list, mapOf, moment, object, oneOf, optional, text } from './values.ts';

const statement = object(
  { name: text('As reports call it: `orders.sql:12`.'), text: text('The statement.'), at: optional(place('Where it stands.')) },
  'A captured statement.',
);

const version = object(
  {
    artifact: text('The artifact: another one where it is in the same database.'),
    store: text('Its store.'),
    version: text('The version.'),
    because: list(text('A reason.'), 'Why it must be able to run.'),
    state: oneOf(['needs', 'free', 'unknown'], 'Does it need what goes?'),
    what: text('The same in words.'),
    statements: list(statement, 'What needs it, or of what it cannot be told.'),
    fix: optional(text('What would tell.')),
  },
  'One version that must be able to run.',
);

/** `drill check --contract-ready … --json`. */
export const readinessDocument = object(
  {
    ...head('readiness'),
    artifact: text('The artifact.'),
    store: text('Its store.'),
    object: text('What goes: `column public.orders.email`.'),
    plan: optional(
      object(
        {
          name: text('Its name in drill.yaml.'),
          replacedBy: optional(text('What takes its place.')),
          steps: mapOf(text('A version.'), 'Which release takes which step.'),
        },
        'The plan that it is of.',
      ),
    ),
    environment: optional(text('The environment that was asked about; absent: all of them.')),
    at: moment('When it was asked.'),
    answer: oneOf(['ready', 'needed', 'unknown'], 'May it be dropped now?'),
    versions: list(version, 'Every version that must be able to run.'),
    gaps: list(object({ what: text('What is not known.'), fix: text('What would tell.') }, 'One gap.'), 'What is not known beside them.'),
    judgement,
  },
  'Whether something may be dropped from a store.',
);
