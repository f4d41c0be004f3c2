import type { Cell } from '../../model/cell.ts';
import type { Catalog } from '../catalog.ts';
import type { Connection, Refusal } from '../engine.ts';
import { dependsOnPlace } from '../statements/order.ts';
import type { Statement } from '../statements/statement.ts';
import { type Asking, askAll } from './ask.ts';
import { type Difference, differenceOf } from './compare.ts';
import { done, leftOtherwise } from './left.ts';
import type { Observation } from './observation.ts';
import { isPutOff } from './put-off.ts';

// The cells, each on connections of its own.

/** A statement of N-1, and what its own schema answers, twice. */
export interface Baseline {
  readonly statement: Statement;
  readonly own: readonly [Asking, Asking];
  /** Its own schema takes it as one of several of a transaction alone. */
  readonly isPart?: true;
  /** Does any of them touch the object? */
  readonly isTouched: (object: string) => boolean;
}

const isOrdered = ({ text }: Statement): boolean => /\border\s+by\b/i.test(text);

/** Generated statements that read give the same each time. */
const isSteady = ({ kind, origin }: Statement): boolean => kind === 'select' && origin === 'generated';

/** What any of them touches. Where it cannot be told of one it may be anything. */
const touchedBy = (statements: readonly Statement[]): Baseline['isTouched'] => {
  const touched = new Set(statements.flatMap(({ touches }) => touches));
  const isUntold = statements.some(({ touches }) => touches.length === 0);
  return (object) => isUntold || touched.has(object);
};

const isByPlace = ({ origin, text }: Statement): boolean => origin === 'captured' && dependsOnPlace(text);

const tablesOf = (statements: readonly Statement[]): readonly string[] => [
  ...new Set(statements.flatMap(({ touches }) => touches.flatMap((one) => (one.startsWith('table ') ? [one.slice('table '.length)] : [])))),
];

const askParts = async (session: Connection, parts: readonly Statement[], catalogs: readonly Catalog[]): Promise<readonly Asking[]> =>
  parts.length === 0 ? [] : await askAll(session, parts, catalogs, undefined, 'none');

/** Runs statements on the schema that they are made for, twice where their answers may differ by themselves; what it refuses shows nothing, and is counted. `turnRows` puts rows elsewhere. */
export const baselineOf = async (
  session: Connection,
  statements: readonly Statement[],
  catalogs: readonly Catalog[],
  asked: readonly Statement[] = statements,
  turnRows: (tables: readonly string[]) => Promise<void> = async () => {},
): Promise<{ usable: readonly Baseline[]; refused: readonly { readonly statement: Statement; readonly refusal: Refusal }[] }> => {
  const alone = await askAll(session, statements, catalogs);
  const parts = isPutOff(catalogs) ? statements.filter((_, index) => alone[index]?.reply.kind === 'refused') : [];
  const asPart = new Map((await askParts(session, parts, catalogs)).map((one, index) => [parts[index], one]));
  const first = statements.map((statement, index) => asPart.get(statement) ?? alone[index]);
  const unsteady = statements.filter((statement) => !isSteady(statement) && !asPart.has(statement));
  // Rows that nothing puts in order, or that are alike in what does, come as they lie: where they lie otherwise, those that N-1 gets may differ.
  const placed = unsteady.filter(isByPlace);
  const steady = unsteady.filter((statement) => !isByPlace(statement));
  const turn = (): Promise<void> => turnRows(tablesOf(placed));
  const answers = [
    ...(await askAll(session, steady, catalogs)),
    ...(placed.length > 0 ? await askAll(session, placed, catalogs, turn) : []),
  ];
  const second = new Map([...steady, ...placed].map((statement, index) => [statement, answers[index]]));
  const isTouched = touchedBy(asked);
  const again = statements.map((statement, index) => second.get(statement) ?? first[index]);
  const usable = statements.flatMap((statement, index): Baseline[] => {
    const [one, two] = [first[index], again[index]];
    if (one?.reply.kind !== 'done' || two?.reply.kind !== 'done') return [];
    return [{ statement, own: [one, two], isTouched, ...(asPart.has(statement) && { isPart: true }) }];
  });
  const refused = statements.flatMap((statement, index) => {
    const reply = first[index]?.reply;
    return reply?.kind === 'refused' ? [{ statement, refusal: reply.refusal }] : [];
  });
  return { usable, refused };
};

/** Columns of which the default that N-1 had is another one, or none: who leaves them out stores something else, and N reads it though N-1 may not. */
const otherDefaults = ([old, next]: readonly Catalog[]): ReadonlySet<string> => {
  const now = new Map(next?.objects.flatMap((one) => (one.kind === 'column' ? [[one.name, one.default] as const] : [])));
  return new Set(
    old?.objects.flatMap((one) =>
      one.kind === 'column' && one.default !== undefined && now.has(one.name) && now.get(one.name) !== one.default
        ? [`column ${one.name}`]
        : [],
    ),
  );
};

/** What became of the statement's answer or of the rows that it left, on the other schema. */
const differenceIn = (
  { statement, own: [first, again], isTouched }: Baseline,
  other: Asking,
  defaults: ReadonlySet<string>,
): Difference | undefined => {
  const [a, b, c] = [done(first.reply), done(again.reply), done(other.reply)];
  return (
    (a && b && c && differenceOf([a, b], c, isOrdered(statement), false, statement.origin === 'captured')) ??
    leftOtherwise(statement, [first, again], other, (object) => isTouched(object) || defaults.has(object))
  );
};

interface Where {
  readonly cells: readonly Cell[];
  readonly on: string;
  /** It holds the rows of the baseline, so that answers can be compared. */
  readonly sameRows: boolean;
  /** It holds no row: what is refused is so for the rows that are given, unless others are missing. */
  readonly isEmpty?: boolean;
}

/** Among other rows a key may be taken, or what is referred to not be there: that is no matter of the schema. */
const refusedOn = ({ cells, on, sameRows, isEmpty = false }: Where, statement: Statement, refusal: Refusal): Observation => ({
  cells,
  on,
  statement,
  kind: 'refused',
  refusal,
  ...(!sameRows && refusal.about === 'rows' && !(isEmpty && refusal.amongOthers === undefined) ? { weak: true } : {}),
});

/** Asks N-1's statements on another schema. */
export const observe = async (
  session: Connection,
  baseline: readonly Baseline[],
  where: Where,
  catalogs: readonly Catalog[],
): Promise<readonly Observation[]> => {
  const { cells, on } = where;
  const defaults = otherDefaults(catalogs);
  const [parts, others] = [baseline.filter(({ isPart }) => isPart), baseline.filter(({ isPart }) => !isPart)];
  const textsOf = (some: readonly Baseline[]): readonly Statement[] => some.map(({ statement }) => statement);
  const askings = [...(await askAll(session, textsOf(others), catalogs)), ...(await askParts(session, textsOf(parts), catalogs))];
  const askingOf = new Map([...others, ...parts].map((one, index) => [one, askings[index]]));
  return baseline.flatMap((one): Observation[] => {
    const asking = askingOf.get(one);
    const { statement } = one;
    if (asking?.reply.kind === 'refused') return [refusedOn(where, statement, asking.reply.refusal)];
    const difference = where.sameRows && asking ? differenceIn(one, asking, defaults) : undefined;
    return difference ? [{ cells, on, statement, kind: 'differs', difference }] : [];
  });
};
