import { Type } from 'typebox';
import { engineNames } from '../../model/engine.ts';
import { backup } from './backup.ts';
import { command, duration, object, oneOf, optional, text } from './values.ts';

// `stores:` of drill.yaml.

const tool = object(
  {
    up: command,
    down: optional(command),
    step: optional(
      object(
        { up: command, down: optional(command) },
        {
          description:
            'The same tool, one migration at a time: `drill check` runs `up` until nothing is left, and tells each step by itself.',
        },
      ),
    ),
    deadline: optional(duration('How long the tool may take each time it is run (default 1m); then it is ended, and has failed.')),
  },
  { description: 'The artifact’s own migration tool, which is given DATABASE_URL.' },
);

const statements = Type.Union(
  [
    text('File or folder in the version: what it asks of the store, as `.sql` files or as the server’s log (jsonlog, csvlog).'),
    object({ captured: Type.Literal(true, { description: 'They are what a drill saw the version ask while it alone served.' }) }),
  ],
  { description: 'What the version asks of the store, all of it; what it never touches is ruled out. Default: made from the schema.' },
);

export const store = object(
  {
    engine: oneOf(engineNames, 'The storage engine.'),
    migrations: optional(
      Type.Union(
        [text('Folder of plain SQL files in the version, applied in order of name; docs/storage.md says which layouts are read.'), tool],
        { description: 'How the store’s schema comes about: a folder of SQL files, or commands.' },
      ),
    ),
    migrate: optional(
      oneOf(
        ['before', 'on-start', 'after', 'background'],
        'When migrations run: before the version starts (default), by the artifact itself when it starts, once the version serves alone, or while both serve.',
      ),
    ),
    statements: optional(statements),
    seed: optional(text('File of SQL in the version: rows that are placed beside the generated ones when its migrations are tried.')),
    rows: optional(
      Type.Record(Type.String(), Type.Integer({ minimum: 1, description: 'Rows in production.' }), {
        description: 'How many rows a table has in production, by its name with its schema, such as `public.orders: 4000000`.',
        additionalProperties: false,
      }),
    ),
    database: optional(
      text('Name of the database, where stores of several artifacts are in the same one: those that say the same name share it.'),
    ),
    role: optional(
      text('The role that it connects as. Where no statements are captured, what the role was granted tells what it may write.'),
    ),
    owns: optional(
      Type.Array(
        Type.String({ description: 'A table or a column with its schema, such as public.orders or public.orders.email.', minLength: 1 }),
        {
          uniqueItems: true,
          description: 'Of a shared database: what is this artifact’s to write; that others write it, too, is agreed then.',
        },
      ),
    ),
    backup: optional(backup),
    lockBudget: optional(duration('How long a lock of a migration may keep others waiting (default 200ms).')),
  },
  { description: 'A store: where the artifact keeps its data.' },
);
