import type { Cell } from '../../model/cell.ts';
import type { Finding } from '../../model/finding.ts';
import type { Change } from '../change.ts';
import { rules } from '../rules/registry.ts';
import { explain } from './explain.ts';
import type { Met } from './filled.ts';
import { type Observation, witnessOf } from './observation.ts';
import { observedFinding } from './observed.ts';

/** A finding, and the change that it is of. */
export interface Judged {
  readonly change: Change;
  readonly finding: Finding;
}

/** That a connection keeps a statement prepared is seen where it was asked by that name. */
const isSeen = ({ statement, kind }: Observation): boolean =>
  statement.origin !== 'generated' && (kind !== 'plan' || statement.prepared === true);

/** What shows it best: what was captured before what was made, a refusal before another result, who reads before who writes beside it, a plan last. */
const byForce = (a: Observation, b: Observation): number => {
  const force = (one: Observation): number =>
    (isSeen(one) ? 10 : 0) - (one.weak ? 5 : 0) + { refused: 3, differs: one.statement.kind === 'select' ? 2.5 : 2, plan: 1 }[one.kind];
  return force(b) - force(a);
};

const hit = (cells: Finding['cells'], observations: readonly Observation[], state: 'breaks' | 'breaks-if-used'): Finding['cells'] => {
  const met = new Set<Cell>(observations.flatMap((one) => one.cells));
  return Object.fromEntries(
    (['rollout', 'mixed', 'rollback'] as const).flatMap((cell) => {
      const said = cells[cell];
      const now = met.has(cell) && said !== 'breaks' ? state : said;
      return now === undefined ? [] : [[cell, now]];
    }),
  );
};

/** The schema of N refuses it, or gives it other values, before anybody of N has written. */
const isHarm = ({ kind, weak, own, difference, statement }: Observation): boolean =>
  weak === undefined &&
  own === undefined &&
  statement.origin === 'generated' &&
  (kind === 'refused' || (kind === 'differs' && difference?.isMore === undefined && difference?.isOrder === undefined));

/** What might do no harm does: it is not assumed any more that nobody meets it. */
const raised = (finding: Finding, harm: Observation, server: string): Finding => {
  const { statement, refusal, difference } = harm;
  const what = refusal ? `is refused: ${refusal.message}` : `gives something else: ${difference?.what}`;
  return {
    ...finding,
    severity: 'error',
    raised: `N-1's ${statement.name} ${what}`,
    cells: hit(finding.cells, [harm], 'breaks-if-used'),
    use: { of: statement.name, state: 'unknown', assume: 'used' },
    witness: { kind: 'statement', value: witnessOf(harm), confirmedBy: server },
  };
};

/** A judged finding with what the server showed of it. A captured statement that fails is a use that is seen. */
const confirmed = (finding: Finding, observations: readonly Observation[], server: string): Finding => {
  const [best] = observations.toSorted(byForce);
  // A plan that is kept fails by any change of its table: that of nobody we have seen shows nothing of this one.
  if (!best || (best.kind === 'plan' && best.statement.origin === 'generated')) return finding;
  const seen = observations.filter(isSeen);
  const witness = { kind: 'statement', value: witnessOf(best), confirmedBy: server } as const;
  // The migration itself met rows that stop it: were they only made, it depends on whether there are such.
  const stopping = observations.filter(({ own, statement }) => own !== undefined && statement.origin === 'generated');
  if (seen.length === 0) {
    const shown = { ...finding, witness, cells: hit(finding.cells, stopping, 'breaks-if-used') };
    const harm = finding.severity === 'error' ? undefined : observations.find(isHarm);
    return harm ? raised(shown, harm, server) : shown;
  }
  const known = finding.use;
  return {
    ...finding,
    severity: 'error',
    ...(finding.severity === 'error' ? {} : { raised: `${best.statement.name} was captured, and does it` }),
    cells: hit(finding.cells, seen, 'breaks'),
    witness,
    ...(known && { use: { ...known, state: 'seen' as const } }),
  };
};

/** Who asks for rows and was seen to get those that he gets: more of them are other ones, unless the migration has put rows in where he looks. */
const isMore = ({ difference, statement: { kind, origin, touches } }: Observation, grown: Met['grown'] | undefined): boolean =>
  difference?.isMore === true &&
  (grown === undefined ||
    origin !== 'captured' ||
    kind !== 'select' ||
    difference.column !== undefined ||
    (touches.length === 0 ? grown.size > 0 : touches.some((object) => grown.has(object))));

/** A finding of its own, of all observations with one cause. */
const unexplained = (observations: readonly Observation[], object: string, server: string, grown: Met['grown'] | undefined): Finding[] => {
  // The migration's own refusal is told where that is all.
  const [best = observations[0]] = observations.filter(({ own }) => own === undefined).toSorted(byForce);
  if (!best) return [];
  if (best.own) return [best.own];
  // Most releases add a column: a connection that nobody has seen keeps no plan.
  if (best.kind === 'plan' && best.statement.origin === 'generated') return [];
  const rule = best.kind === 'refused' ? 'refused' : best.kind === 'differs' ? 'differs' : 'cachedPlan';
  const said = best.refusal ? `: ${best.refusal.message}` : best.difference ? `: ${best.difference.what}` : '';
  const whose = best.cells.includes('rollout') ? 'N' : 'N-1';
  const text =
    best.kind === 'refused'
      ? `${whose}'s ${best.statement.name} is refused on ${best.on}${said}`
      : best.kind === 'differs'
        ? `${whose}'s ${best.statement.name} gives something else on ${best.on}${said}`
        : `${whose}'s ${best.statement.name} fails on a connection that had prepared it before the migration${said}`;
  const seen = observations.filter(isSeen);
  const isAssumed = seen.length === 0;
  // What was unknown is known now, or rows came to those that were there: whoever counts on there being none is hit, and nobody else.
  const isMild = observations.every((one) => isMore(one, grown));
  const made = observedFinding(rule, text, { object });
  return [
    {
      ...made,
      ...(isMild ? { severity: 'note' as const } : best.kind === 'plan' && !isAssumed ? { severity: 'error' as const } : {}),
      cells:
        best.kind === 'plan' && isAssumed
          ? made.cells
          : hit({}, isAssumed ? observations : seen, isAssumed || isMild ? 'breaks-if-used' : 'breaks'),
      witness: { kind: 'statement', value: witnessOf(best), confirmedBy: server },
      ...(best.kind === 'plan' && isAssumed
        ? {}
        : {
            use: {
              of: best.statement.name,
              state: isAssumed || isMild ? ('unknown' as const) : ('seen' as const),
              assume: isMild ? ('unused' as const) : ('used' as const),
            },
          }),
    },
  ];
};

/** The cause of what no judged change explains, in words: the change, else the table. */
const causeOf = (observation: Observation, change: Change | undefined): string =>
  change ? `${change.kind} ${change.name}` : (observation.statement.touches[0] ?? observation.statement.name);

const stoppedByAny = new Set(rules.filter(({ stopsAtAnyRow }) => stopsAtAnyRow).map(({ id }) => id));

/** The migration went through with rows in the table, any of which would have stopped it. */
const withoutStop = ({ finding, change: { is } }: Judged, filled: ReadonlySet<string>): Finding => {
  if (!stoppedByAny.has(finding.rule) || !is || !('table' in is) || !filled.has(is.table)) return finding;
  const { rollout: _, ...cells } = finding.cells;
  return { ...finding, cells };
};

interface Explained {
  readonly observation: Observation;
  readonly change: Change | undefined;
}

const messagesOf = (group: readonly Explained[]): readonly string[] =>
  group.flatMap(({ observation }) => observation.refusal?.message ?? []);

/** What a view shows is told by its tables, and what a sequence refuses by those that take its numbers. */
const isToldByTable = (cause: string, group: readonly Explained[], byCause: ReadonlyMap<string, readonly Explained[]>): boolean => {
  const tables = [...byCause].filter(([other]) => other.startsWith('table '));
  if (/^(?:materialized )?view /.test(cause)) return tables.length > 0;
  const said = new Set(tables.flatMap(([, others]) => messagesOf(others)));
  const mine = messagesOf(group);
  return cause.startsWith('sequence ') && mine.length > 0 && mine.every((message) => said.has(message));
};

/** In the very words in which it is told of a change: a foreign key or a trigger that acts on another table has led there. */
const isToldByChange = (group: readonly Explained[], byCause: ReadonlyMap<string, readonly Explained[]>): boolean => {
  if (!group.every(({ change, observation }) => change === undefined && observation.refusal !== undefined && observation.own === undefined))
    return false;
  const said = new Set([...byCause.values()].flatMap((others) => messagesOf(others.filter(({ change }) => change !== undefined))));
  return messagesOf(group).every((message) => said.has(message));
};

/** Nothing of the schema changed that has to do with it: whoever asks the same is refused, N too. */
const withNew = (finding: Finding, group: readonly Explained[]): Finding =>
  group.every(({ observation, change }) => observation.kind === 'refused' && observation.own === undefined && change === undefined)
    ? { ...finding, cells: { rollout: 'breaks-if-used', ...finding.cells } }
    : finding;

/**
 * Joins what was judged with what was observed: an observation confirms the finding of its change, and what no judged change
 * explains is a finding by itself, one for each cause.
 * @param met rows of N-1 as the migration went through; absent: that is not known
 */
export const confirm = (
  judged: readonly Judged[],
  observations: readonly Observation[],
  changes: readonly Change[],
  server: string,
  { filled = new Set(), grown }: Partial<Met> = {},
): readonly Judged[] => {
  const isJudged = (change: Change): boolean => judged.some((one) => one.change === change);
  const explained = observations.map((observation) => ({ observation, change: explain(observation, changes, isJudged) }));
  const shown = new Map<Change, Judged>();
  for (const one of judged) {
    const known = shown.get(one.change);
    if (!known || (known.finding.use?.assume === 'unused' && one.finding.use?.assume === 'used')) shown.set(one.change, one);
  }
  const told = judged.map((one): Judged => {
    // Of several findings of one change a statement shows the first, unless that is assumed of nobody.
    const isShown = shown.get(one.change) === one;
    const mine = isShown ? explained.filter(({ change }) => change === one.change).map(({ observation }) => observation) : [];
    return { ...one, finding: confirmed(withoutStop(one, filled), mine, server) };
  });
  const left = explained.filter(({ change, observation }) => observation.weak === undefined && (change === undefined || !isJudged(change)));
  const byCause = Map.groupBy(left, ({ observation, change }) => causeOf(observation, change));
  const own = [...byCause]
    .filter(([cause, group]) => !isToldByTable(cause, group, byCause) && !isToldByChange(group, byCause))
    .flatMap(([cause, group]) => {
      const mine = group.map(({ observation }) => observation);
      return unexplained(mine, cause, server, grown).map((finding) => ({ change: group[0]?.change, finding: withNew(finding, group) }));
    });
  return [...told, ...(own as readonly Judged[])];
};
