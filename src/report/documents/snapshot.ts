import { any, count, head, list, object, oneOf, optional, text } from './values.ts';

const change = object(
  {
    turn: oneOf(['added', 'removed', 'changed', 'renamed'], 'Seen from the file: `added` is what it does not have.'),
    object: text('Kind and name: `column public.orders.note`.'),
    from: optional(text('Of what was renamed: its name in the file.')),
    fields: list(
      object({ field: text('Its name.'), was: optional(any('In the file.')), is: optional(any('As it was captured.')) }, 'One field.'),
      'What differs of it.',
    ),
  },
  'One difference.',
);

/** `drill snapshot … --json`. The snapshot itself is the file. */
export const snapshotDocument = object(
  {
    ...head('captured'),
    artifact: text('The artifact.'),
    of: text('Its version.'),
    from: oneOf(['migrations', 'database', 'dump'], 'What was captured.'),
    server: text('Version of the server that was read.'),
    stores: list(
      object(
        {
          store: text('The store.'),
          file: text('The snapshot, relative to the workspace.'),
          state: oneOf(
            ['written', 'rewritten', 'unchanged', 'equal', 'differs', 'missing'],
            'What became of the file; of `--check` how it stands to what was captured.',
          ),
          objects: count('How many objects the captured schema has.'),
          changes: list(change, 'From the file to what was captured.'),
        },
        'One store.',
      ),
      'The stores.',
    ),
    accept: optional(text('The command that takes what was captured; absent where the files say it.')),
  },
  'What was captured.',
);
