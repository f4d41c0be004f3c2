import type { Catalog, CatalogObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { mentions } from '../diff/texts.ts';
import type { Observation } from './observation.ts';
import { startWeight } from './session-settings.ts';

// Which change an observation is of. The server's own words come first (it names tables, columns and constraints), then what the
// statement touches, then what hangs together with it: the type of a column, the triggers and views of a table.

/** `public.orders.note` -> `note`, without quotes. */
const lastPart = (name: string): string => {
  const part = /(?:"((?:[^"]|"")*)"|([^."]+))$/.exec(name);
  return part?.[1]?.replaceAll('""', '"') ?? part?.[2] ?? name;
};

const namesOf = ({ was, is, name }: Change): readonly string[] => [
  ...new Set([was?.name, is?.name, name].filter((one) => one !== undefined)),
];

/** The table that it belongs to, or is. A rewrite rule's is in its name; a partition counts as its parent, into which rows are put. */
const tableOf = (object: CatalogObject | undefined): string | undefined =>
  object &&
  ('table' in object
    ? object.table
    : object.kind === 'rule'
      ? object.name.replace(/\.(?:"(?:[^"]|"")*"|[^."]+)$/, '')
      : object.kind === 'table' || object.kind === 'view' || object.kind === 'materialized view'
        ? object.name
        : undefined);

const parentOf = (object: CatalogObject | undefined): string | undefined =>
  object?.kind === 'table' ? object.partitionOf?.parent : undefined;

const quotedWords = (text: string): ReadonlySet<string> => new Set([...text.matchAll(/"((?:[^"]|"")+)"/g)].map((match) => match[1] ?? ''));

/** Types of the columns that are touched, as both catalogs know them. */
const typesOf = (touched: ReadonlySet<string>, catalogs: readonly Catalog[]): ReadonlySet<string> =>
  new Set(
    catalogs.flatMap(({ objects }) =>
      objects.flatMap((object) =>
        object.kind === 'column' && (touched.has(`column ${object.name}`) || touched.has(`table ${object.table}`))
          ? [object.type.replace(/\[\]$/, '')]
          : [],
      ),
    ),
  );

/** Tables that the views which are touched read, as both catalogs know them. */
const behindViews = (touched: ReadonlySet<string>, catalogs: readonly Catalog[]): readonly string[] =>
  catalogs.flatMap(({ objects }) => {
    const read = objects.flatMap((one) =>
      (one.kind === 'view' || one.kind === 'materialized view') && touched.has(`${one.kind} ${one.name}`) ? [one.definition] : [],
    );
    return objects.flatMap(({ kind, name }) => (kind === 'table' && read.some((text) => mentions(text, name)) ? [`table ${name}`] : []));
  });

/** Another order of columns gives no column other values to who names it, and another name of a constraint none at all. */
const cannotDiffer = ({ kind, turn, fields }: Change, { kind: seen, statement, difference }: Observation): boolean =>
  seen === 'differs' &&
  ((kind === 'table' &&
    turn === 'changed' &&
    fields.every(({ field }) => field === 'columns') &&
    statement.kind === 'select' &&
    difference?.column !== undefined) ||
    ((kind === 'constraint' || kind === 'index') && turn === 'renamed'));

/** What an observation's statement reaches, and the words that the server quotes. */
interface Reach {
  readonly touched: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

const reachOf = ({ statement, refusal }: Observation, catalogs: readonly Catalog[]): Reach => {
  const touched = new Set([...statement.touches, ...behindViews(new Set(statement.touches), catalogs)]);
  return { touched, types: typesOf(touched, catalogs), words: quotedWords(refusal?.message ?? '') };
};

/** How surely the observation is of this change; 0: it is not. */
const weightOf = (change: Change, observation: Observation, { touched, types, words }: Reach): number => {
  if (cannotDiffer(change, observation)) return 0;
  const atStart = startWeight(change, observation);
  if (atStart !== undefined) return atStart;
  const { refusal, difference } = observation;
  const names = namesOf(change);
  const tables = new Set([change.was, change.is].flatMap((one) => [tableOf(one), parentOf(one)]).filter((one) => one !== undefined));
  const isOnTable = [...tables].some((table) => touched.has(`table ${table}`));
  const short = names.map(lastPart);
  // What makes the rows of a stored view differ from one another is asked for where it is refreshed beside its readers.
  if (change.kind === 'index' && refusal !== undefined && /^\s*refresh\b[^]*\bconcurrently\b/i.test(observation.statement.text))
    return [...tables].some((table) => words.has(table)) ? 94 : 0;
  if (change.kind === 'grant') {
    const on = [change.was, change.is].flatMap((one) => (one?.kind === 'grant' ? [one.on] : []));
    return refusal?.about === 'rights' &&
      on.some((object) => touched.has(object) || words.has(lastPart(object)) || refusal.message.endsWith(` ${lastPart(object)}`))
      ? 99
      : 0;
  }
  if (isOnTable && refusal?.constraint !== undefined && short.includes(refusal.constraint)) return 98;
  if (isOnTable && change.kind === 'column' && refusal?.column !== undefined && short.includes(refusal.column)) return 97;
  if (isOnTable && change.kind === 'column' && difference?.column !== undefined && short.includes(difference.column)) return 96;
  // `column "note" of relation "orders" does not exist`, `column orders.note does not exist`.
  if (isOnTable && short.some((name) => words.has(name) || (refusal?.message ?? '').includes(`.${name} `))) return 95;
  if (names.some((name) => touched.has(`${change.kind} ${name}`) || touched.has(`table ${name}`))) return change.kind === 'table' ? 90 : 92;
  if (names.some((name) => types.has(name) || types.has(lastPart(name)))) return 85;
  if (isOnTable) return change.kind === 'trigger' || change.kind === 'policy' || change.kind === 'rule' ? 75 : 70;
  if (short.some((name) => words.has(name))) return 65;
  // A rule on the table that a foreign key of the one that is asked leads to.
  if (change.kind === 'rule' && [...tables].some((table) => words.has(lastPart(table)))) return 62;
  // What has no table acts from afar: a function by its triggers, a sequence by defaults, a table by foreign keys.
  if (change.kind === 'function' || change.kind === 'sequence' || change.kind === 'schema') return 20;
  if (
    [change.was, change.is].some(
      (one) => one?.kind === 'constraint' && one.references !== undefined && touched.has(`table ${one.references.table}`),
    )
  )
    return 60;
  return 0;
};

/** Of two alike the one that is judged: the type of a column that is judged (85) goes before its default that only follows (96). */
const rank = ({ weight, judged }: { readonly weight: number; readonly judged: boolean }): number => weight + (judged ? 13 : 0);

/** The key that makes the column NOT NULL. */
const keyOf = ({ kind, fields, is }: Change, changes: readonly Change[]): Change | undefined =>
  kind === 'column' && is?.kind === 'column' && fields.every(({ field }) => field === 'notNull')
    ? changes.find(
        ({ is: key }) =>
          key?.kind === 'constraint' && key.type === 'primary key' && key.table === is.table && key.columns.includes(is.column),
      )
    : undefined;

/** The schema whose name what is renamed has lost. */
const schemaOf = ({ turn, was }: Change, changes: readonly Change[]): Change | undefined =>
  turn === 'renamed'
    ? changes.find((one) => one.kind === 'schema' && one.turn === 'removed' && was?.name.startsWith(`${one.name}.`))
    : undefined;

/** A sequence that comes with its table is told by the table, a column that a key makes NOT NULL by the key, and what lay in a schema by that. */
const tellerOf = (change: Change | undefined, changes: readonly Change[], isJudged: (change: Change) => boolean): Change | undefined => {
  const teller = change && !isJudged(change) ? (keyOf(change, changes) ?? schemaOf(change, changes)) : undefined;
  if (teller) return teller;
  const owner = change?.is?.kind === 'sequence' && !isJudged(change) ? change.is.ownedBy : undefined;
  return changes.find((one) => one.kind === 'table' && owner?.startsWith(`${one.name}.`) && isJudged(one)) ?? change;
};

/** The change that explains the observation: the likeliest; undefined when none does. */
export const explain = (
  observation: Observation,
  changes: readonly Change[],
  isJudged: (change: Change) => boolean,
): Change | undefined => {
  // What may have other reasons counts where the server names the very thing that changed.
  const least = observation.weak && observation.refusal?.about === 'rows' ? 95 : 1;
  const [first] = changes;
  if (!first) return undefined;
  // All changes lie between the same two catalogs.
  const reach = reachOf(observation, [first.old, first.new]);
  const candidates = changes
    .map((change) => ({ change, weight: weightOf(change, observation, reach), judged: isJudged(change) }))
    .filter(({ weight }) => weight >= least);
  return tellerOf(candidates.toSorted((a, b) => rank(b) - rank(a))[0]?.change, changes, isJudged);
};
