import { type Static, type TObject, Type } from 'typebox';
import { pointKinds } from '../../model/journal.ts';
import { backupSettings, type ProviderName, providerNames } from './backups/registry.ts';
import { duration, object, oneOf, optional, text } from './values.ts';

// `backup:` of a store in drill.yaml: what every provider is told, and to each what is its own.

const reference = (description: string) =>
  Type.Union(
    [
      object({ fromEnvironment: text('Name of the variable of the machine that holds it.') }),
      object({ fromFile: text('File that holds it, relative to drill.yaml.') }),
    ],
    { description },
  );

const invariant = Type.Union(
  [
    Type.String({ description: 'A query. What it answers when the backup is taken, it must answer on the copy.' }),
    object({
      sql: text('A query of one value.'),
      is: text('What it must answer on any copy, in quotes. It is asked also where nothing tells what the source held.'),
    }),
  ],
  { description: 'A query, or one with its answer.' },
);

const common = {
  source: optional(reference('URL of the database that is backed up. Default: the drill makes one, which N-1 writes to.')),
  take: optional(
    Type.Boolean({
      description:
        'Take a backup first (default where the drill makes the source), or find the newest that there is (default where there is a source).',
    }),
  ),
  moment: optional(
    oneOf(
      ['snapshot', 'lock'],
      'How it is known what the source held at one place of its log: by looking until nobody wrote meanwhile (default where there is a source); or with a restore point, for which writers wait for some milliseconds.',
    ),
  ),
  points: optional(
    Type.Array(oneOf(pointKinds, 'A restore point by its name, an instant, a place in the log, or a transaction.'), {
      uniqueItems: true,
      description:
        'Points in time that the copy is brought to after a backup is taken: what is committed just before each must be there, what is just after it must not. On a source that is there they are transactions that write a message to its log and nothing else (default: time where the drill makes the source, else none).',
    }),
  ),
  expects: optional(
    object(
      {
        systemIdentifier: optional(
          text('PostgreSQL’s own number of the cluster, in quotes: SELECT system_identifier FROM pg_control_system().'),
        ),
        tenant: optional(text('What the query `tenant` answers.')),
      },
      { description: 'What a backup must be of, where no source tells.' },
    ),
  ),
  database: optional(
    text('Name of the database in a backup of a whole cluster. Default: that of the source, of the manifest, or of the store.'),
  ),
  server: optional(
    text(
      'Folder of the programs of the server that copies are started on. Default: the embedded one, or one that is installed, of the backup’s version.',
    ),
  ),
  into: optional(
    object(
      {
        url: reference('URL of a server that dumps are restored on, in a database of the drill’s own.'),
        scratch: Type.Literal(true, { description: 'Nothing on it matters to anybody; one of which nobody says so is refused.' }),
      },
      { description: 'Where dumps are restored. Default: a server of the drill’s own.' },
    ),
  ),
  rto: optional(duration('The longest that it may take from looking for a backup until the copy serves.')),
  rpo: optional(duration('The most of acknowledged writes that may be lost, as time.')),
  size: optional(
    Type.String({
      description:
        'What a backup weighs in production: a restore’s time there is estimated. Default: by `rows` of the store, where they are declared.',
      pattern: '^[0-9]+(\\.[0-9]+)? ?(MB|GB|TB)$',
      patternErrorMessage: 'a size, such as 400 GB',
      examples: ['400 GB'],
    }),
  ),
  tenant: optional(text('A query of one value that tells whose data it is, such as SELECT name FROM tenant.')),
  invariants: optional(Type.Record(Type.String(), invariant, { description: 'What must hold of a restored copy, by names of your own.' })),
};

type Common = Static<TObject<typeof common>>;

/** What one provider is told by itself. */
export type BackupSettings<Name extends ProviderName> = Static<TObject<(typeof backupSettings)[Name]>>;

/** `backup:` of a store. */
export type BackupDefinition = { [Name in ProviderName]: { readonly provider: Name } & BackupSettings<Name> & Common }[ProviderName];

export const backup = Type.Unsafe<BackupDefinition>(
  Type.Union(
    providerNames.map((name) =>
      object({
        provider: Type.Literal(name, { description: 'What makes its backups and gives them back (docs/restore.md).' }),
        ...backupSettings[name],
        ...common,
      }),
    ),
    { description: 'Its backups: what a drill of kind restore brings back.' },
  ),
);
