import { problem } from './parts.ts';
import { count, head, list, moment, ms, object, oneOf, optional, text, yes } from './values.ts';

const backup = object(
  {
    id: text('The provider’s name of it.'),
    at: moment('When it was complete.'),
    ageMs: ms('Since then'),
    form: oneOf(['physical', 'logical'], 'Files of a cluster, or statements of a database.'),
    bytes: optional(count('As it lies there.')),
    major: optional(count('Of the server.')),
    systemIdentifier: optional(text('PostgreSQL’s own number of the cluster that it is of.')),
    manifest: yes('What the source held was written down with it.'),
    proved: optional(moment('When it was last restored and judged good.')),
  },
  'One backup.',
);

/** `drill backups --json` */
export const backupsDocument = object(
  {
    ...head('backups'),
    at: moment('When it was looked.'),
    stores: list(
      object(
        {
          artifact: text('The artifact.'),
          store: text('The store.'),
          provider: text('What makes its backups.'),
          where: optional(text('Where they are.')),
          backups: list(backup, 'The newest first.'),
          lastProved: optional(
            object(
              {
                at: moment('When it was proved.'),
                drill: text('The drill.'),
                environment: text('Where.'),
                backup: text('The backup.'),
                of: optional(moment('When that was complete.')),
                bytes: optional(count('Of the backup.')),
                rtoMs: optional(ms('What it took')),
                rpoMs: optional(ms('What it lost')),
              },
              'The last restore that was judged good.',
            ),
          ),
          budgets: object({ rtoMs: optional(ms('RTO')), rpoMs: optional(ms('RPO')) }, 'What it may take and lose.'),
          problem: optional(problem),
          written: optional(
            object(
              { backup: text('Of which backup.'), manifest: text('Its hash, as it stands in the ledger.') },
              'The manifest that was written now.',
            ),
          ),
        },
        'The backups of one store.',
      ),
      'Every store that has some declared.',
    ),
  },
  'What backups there are.',
);
