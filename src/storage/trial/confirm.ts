import type { Cell } from '../../model/cell.ts';
import type { Finding } from '../../model/finding.ts';
import type { Change } from '../change.ts';
import { explain } from './explain.ts';
import { type Observation, witnessOf } from './observation.ts';
import { observedFinding } from './observed.ts';

/** A finding, and the change that it is of. */
export interface Judged {
  readonly change: Change;
  readonly finding: Finding;
}

const isSeen = ({ statement, kind }: Observation): boolean => statement.origin !== 'generated' && kind !== 'plan';

/** What shows it best: what was captured before what was made, a refusal before another result, a plan last. */
const byForce = (a: Observation, b: Observation): number => {
  const force = (one: Observation): number => (isSeen(one) ? 10 : 0) - (one.weak ? 5 : 0) + { refused: 3, differs: 2, plan: 1 }[one.kind];
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

/** A judged finding with what the server showed of it. A captured statement that fails is a use that is seen. */
const confirmed = (finding: Finding, observations: readonly Observation[], server: string): Finding => {
  const [best] = observations.toSorted(byForce);
  // A plan that is kept fails by any change of its table: that of nobody we have seen shows nothing of this one.
  if (!best || (best.kind === 'plan' && best.statement.origin === 'generated')) return finding;
  const seen = observations.filter(isSeen);
  const witness = { kind: 'statement', value: witnessOf(best), confirmedBy: server } as const;
  // The migration itself met rows that stop it: were they only made, it depends on whether there are such.
  const stopping = observations.filter(({ own, statement }) => own !== undefined && statement.origin === 'generated');
  if (seen.length === 0) return { ...finding, witness, cells: hit(finding.cells, stopping, 'breaks-if-used') };
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

/** A finding of its own, of all observations with one cause. */
const unexplained = (observations: readonly Observation[], object: string, server: string): Finding[] => {
  const [best] = observations.toSorted(byForce);
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
  const isMild = observations.every(({ difference }) => difference?.isMore);
  const made = observedFinding(rule, text, { object });
  return [
    {
      ...made,
      ...(isMild ? { severity: 'note' as const } : {}),
      cells:
        best.kind === 'plan' ? made.cells : hit({}, isAssumed ? observations : seen, isAssumed || isMild ? 'breaks-if-used' : 'breaks'),
      witness: { kind: 'statement', value: witnessOf(best), confirmedBy: server },
      ...(best.kind === 'plan'
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

/**
 * Joins what was judged with what was observed: an observation confirms the finding of its change, and what no judged change
 * explains is a finding by itself, one for each cause.
 */
export const confirm = (
  judged: readonly Judged[],
  observations: readonly Observation[],
  changes: readonly Change[],
  server: string,
): readonly Judged[] => {
  const isJudged = (change: Change): boolean => judged.some((one) => one.change === change);
  const explained = observations.map((observation) => ({ observation, change: explain(observation, changes, isJudged) }));
  const first = new Set<Change>();
  const told = judged.map((one): Judged => {
    // Of several findings of one change the first is the one that a statement shows.
    const mine = first.has(one.change) ? [] : explained.filter(({ change }) => change === one.change).map(({ observation }) => observation);
    first.add(one.change);
    return { ...one, finding: confirmed(one.finding, mine, server) };
  });
  const left = explained.filter(({ change, observation }) => observation.weak === undefined && (change === undefined || !isJudged(change)));
  const byCause = Map.groupBy(left, ({ observation, change }) => causeOf(observation, change));
  // What a view shows is told by its tables.
  const ofTables = [...byCause.keys()].some((cause) => cause.startsWith('table '));
  const causes = [...byCause].filter(([cause]) => !ofTables || !/^(?:materialized )?view /.test(cause));
  const own = causes.flatMap(([cause, group]) =>
    unexplained(
      group.map(({ observation }) => observation),
      cause,
      server,
    ).map((finding) => ({ change: group[0]?.change, finding })),
  );
  return [...told, ...(own as readonly Judged[])];
};
