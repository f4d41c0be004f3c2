import { recoveryPoints, recoverySteps } from '../../model/journal.ts';
import { count, list, moment, ms, object, oneOf, optional, text } from './values.ts';

/** How the route `restore` of a rollback drill brought the data back. */
export const recovery = object(
  {
    provider: text('What made the backup.'),
    backup: object(
      { id: text('The provider’s name of it.'), at: moment('When it was complete.'), bytes: optional(count('As it lies there.')) },
      'From before the rollout.',
    ),
    stores: list(text('A store.'), 'What was brought back; others stayed as N left them.'),
    point: object(
      {
        name: oneOf(recoveryPoints, 'What it is just before.'),
        at: ms('When that was'),
        place: text('In the log of the database.'),
        why: text('In words.'),
      },
      'What was gone back to.',
    ),
    steps: list(
      object({ name: oneOf(recoverySteps, 'The step.'), startedMs: ms('When it began'), endedMs: ms('When it ended') }, 'One step.'),
      'In their order.',
    ),
    log: optional(text('The command that replayed what came after the point.')),
    lastBack: optional(ms('When the last write was acknowledged that was first made after the point and is there')),
    requestTimeoutMs: ms('No request takes longer'),
    budgets: object(
      { rtoMs: optional(ms('Until N-1 is ready')), rpoMs: optional(ms('Of acknowledged writes')) },
      'What it may take and give up.',
    ),
  },
  'How the route `restore` brought the data back.',
);
