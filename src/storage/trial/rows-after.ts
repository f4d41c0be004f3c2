import type { Finding } from '../../model/finding.ts';
import type { Catalog } from '../catalog.ts';
import type { Statement } from '../statements/statement.ts';
import type { Fates, Harmed } from './fate.ts';
import { listed } from './listed.ts';
import { observedFinding } from './observed.ts';

// What is told of rows after a down migration: those of N-1, those that N wrote, and those of which nothing is known.

/** What N-1 was seen to ask; absent: nothing was captured. */
type Asked = readonly Statement[] | undefined;

const harmText = ({ table, is, columns, times }: Harmed): string => {
  const rows = times === undefined ? 'a row' : `at least ${times} rows`;
  return is ? `${columns.join(', ')} of ${rows} of ${table} changed` : `${rows} of ${table} ${times === undefined ? 'is' : 'are'} gone`;
};

/** Does somebody ask for one of these objects? Where nobody knows, yes. */
export const isAsked = (objects: readonly string[], asked: Asked): boolean =>
  asked === undefined || asked.some(({ touches }) => touches.length === 0 || objects.some((object) => touches.includes(object)));

const objectsOf = ({ table, is, columns }: Harmed): readonly string[] =>
  is ? columns.map((column) => `column ${table}.${column}`) : [`table ${table}`];

/** What a finding is where nobody asks for what it is of. */
export const unless = (isUsed: boolean, asked: Asked, of: string): Partial<Finding> =>
  isUsed
    ? {}
    : {
        severity: 'note',
        downgraded: `none of ${asked?.length ?? 0} captured statements of N-1 touches it`,
        use: { of, state: 'ruled-out', assume: 'used' },
      };

const oldRowsFinding = (all: readonly Harmed[], server: string, asked: Asked): Finding[] => {
  const used = all.filter((one) => isAsked(objectsOf(one), asked));
  const harmed = used.length > 0 ? used : all;
  const [first] = harmed;
  if (!first) return [];
  return [
    observedFinding(
      'downHarmsOld',
      `${harmText(first)} by going up and down${harmed.length > 1 ? `, and ${harmed.length - 1} more` : ''}`,
      {
        object: `table ${first.table}`,
        witness: { kind: 'row', value: { table: first.table, was: first.was, is: first.is ?? null }, confirmedBy: server },
        ...unless(used.length > 0, asked, `rows of ${first.table}`),
      },
    ),
  ];
};

/** What N wrote where N-1 has a place for it too; what only N knows goes with N. */
const newRowsFinding = ({ columns }: Fates, old: Catalog, server: string, asked: Asked): Finding[] => {
  const known = new Set(old.objects.flatMap((object) => (object.kind === 'column' ? [`${object.table} ${object.column}`] : [])));
  const inOld = columns.map((one) => ({ ...one, ...one.old, name: `${one.table}.${one.column}`, place: one }));
  const all = inOld.filter(({ table, column, changed, lost }) => changed + lost > 0 && known.has(`${table} ${column}`));
  const used = all.filter(({ table, column }) => isAsked([`column ${table}.${column}`], asked));
  const hit = used.length > 0 ? used : all;
  const [first] = hit;
  if (!first) return [];
  const names = hit.map(({ name, old: other }) => (other ? `${name} (${other.table}.${other.column} to N-1)` : name));
  return [
    observedFinding('downHarmsNew', `the down migration loses or changes what N wrote in ${listed(names)}`, {
      object: `column ${first.table}.${first.column}`,
      witness: { kind: 'row', value: { table: first.place.table, column: first.place.column, ...first.shown }, confirmedBy: server },
      ...unless(used.length > 0, asked, `${first.table}.${first.column}`),
    }),
  ];
};

/** Tables of which it is not known what becomes of the rows that N writes. */
const notJudged = (unknown: Fates['unknown'], server: string): Finding[] => {
  const [first] = unknown;
  if (!first) return [];
  return [
    observedFinding(
      'downNotJudged',
      `what the down migration does to rows that N writes into ${listed(unknown.map(({ table }) => table))} is not known: ${first.why}`,
      {
        cells: { rollback: 'unknown' },
        object: `table ${first.table}`,
        witness: { kind: 'statement', value: { tables: unknown.slice(0, 5) }, confirmedBy: server },
      },
    ),
  ];
};

/** What is to be told of rows. */
export const rowFindings = (fates: Fates, old: Catalog, asked: Asked, server: string): readonly Finding[] => [
  ...oldRowsFinding(fates.harmed, server, asked),
  ...newRowsFinding(fates, old, server, asked),
  ...notJudged(fates.unknown, server),
];
