import type { Cell } from '../model/cell.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Hit } from '../model/rule.ts';
import type { Document } from './document.ts';
import type { Containment, Fact, Side } from './fact.ts';
import { fingerprintsOf } from './fingerprint.ts';
import { meetingsOf } from './met-in.ts';
import type { Profile } from './profile.ts';
import type { CompatRule } from './rule.ts';
import { type Judged, renamedFrom, waysOf } from './renamed.ts';
import { notDecided } from './rules/not-decided.ts';
import { rules } from './rules/registry.ts';
import { judgeUse } from './usage/judge.ts';
import type { Placed } from './usage/usage.ts';
import { announcedWords, endingText, isAnnounced, type SunsetPolicy } from './sunset.ts';

type State = Hit | 'unknown';
type Cells = Partial<Record<Cell, State>>;

export type Role = 'provider' | 'consumer' | 'both';

export interface Stance {
  /** Who the artifact is: it serves the contract, calls it, or does both and nobody else does either. */
  readonly role: Role;
  /** Documents of this contract outlive a release: each version meets what the other wrote, whoever uses it. */
  readonly persisted: boolean;
  /** May what is announced to end (`deprecated` with `x-sunset`) be removed once its day has come? Absent: no policy speaks of it. */
  readonly sunset?: SunsetPolicy;
  /** Who calls it, as far as that is declared; absent: nobody knows. */
  readonly consumers?: readonly Placed[];
  /** How clients read: by what travels (the default), or with code that was generated, for which names count too. */
  readonly profile?: Profile;
}

/** Which direction of containment decides a cell, seen from the provider: who sends is contained in who takes. */
const directionOf = (side: Side, cell: 'rollout' | 'rollback'): 'oldInNew' | 'newInOld' =>
  (side === 'response') === (cell === 'rollout') ? 'newInOld' : 'oldInNew';

/** What a failing containment means for a cell: what only N allows must be used first, except where N itself uses it by answering. */
const hitOf = (fact: Fact, side: Side, cell: 'rollout' | 'rollback'): Hit => {
  const newlyGuaranteed = fact.kind === 'property' && (fact.turn === 'added' || fact.turn === 'became-required');
  if (cell === 'rollout') return 'breaks';
  return side === 'response' && !newlyGuaranteed ? 'breaks' : 'breaks-if-used';
};

/** Does the cell hang on whether a member is there that one side demands? */
const isDemand = (fact: Fact, cell: 'rollout' | 'rollback'): boolean =>
  fact.kind === 'property' && fact.required && fact.turn === (cell === 'rollout' ? 'added' : 'removed');

const cellsOf = (fact: Fact, rule: CompatRule): Cells => {
  if (fact.kind === 'undecided') {
    if (fact.oldInNew === undefined || fact.newInOld === undefined || fact.side === undefined)
      return { rollout: 'unknown', rollback: 'unknown' };
  } else if (fact.kind === 'round-trip' && fact.certain) {
    return { ...rule.cells, rollout: 'breaks' };
  } else if (fact.kind !== 'aspect' && fact.kind !== 'property') return { ...rule.cells };
  const { side } = fact;
  if (side === undefined) return { ...rule.cells };
  const cells: Cells = fact.kind === 'property' ? { ...rule.cells } : {};
  for (const cell of ['rollout', 'rollback'] as const) {
    const answer = fact[directionOf(side, cell)];
    if (answer?.kind === 'not-contained') cells[cell] = hitOf(fact, side, cell);
    else if (answer?.kind === 'unknown') cells[cell] = 'unknown';
    else if (cells[cell] === 'breaks' || isDemand(fact, cell)) delete cells[cell]; // proved, whatever it looks like
  }
  return cells;
};

/** Both serve while traffic moves: what breaks either way breaks then, beside what only does then. */
const withMixed = ({ rollout, mixed: then, rollback }: Cells): Cells => {
  const states = new Set([rollout, then, rollback]);
  const mixed = (['breaks', 'unknown', 'breaks-if-used'] as const).find((state) => states.has(state));
  return { ...(rollout ? { rollout } : {}), ...(mixed ? { mixed } : {}), ...(rollback ? { rollback } : {}) };
};

/**
 * For a consumer the cells change places: in the rollout it is the artifact that sends what N sends. What is stored
 * needs nobody to use it; but a member that the other version passes over is no break, stored or not.
 */
const stand = (fact: Fact, cells: Cells, { role, persisted }: Stance): Cells => {
  const certain = Object.entries(cells).map(([cell, state]): [string, State] => {
    if (!persisted || state !== 'breaks-if-used') return [cell, state];
    const passedOver = fact.kind === 'property' && fact[directionOf(fact.side, cell as 'rollout' | 'rollback')]?.kind === 'contained';
    return [cell, passedOver ? state : 'breaks'];
  });
  const { rollout, mixed, rollback }: Cells = Object.fromEntries(certain);
  const [first, last] = role === 'consumer' ? [rollback, rollout] : [rollout, rollback];
  return { ...(first ? { rollout: first } : {}), ...(mixed ? { mixed } : {}), ...(last ? { rollback: last } : {}) };
};

/** Where both ends are of one release, N-1 meets N only while both serve: before and after there is nobody of the other version. */
const inTheWindow = (cells: Cells, { role, persisted }: Stance): Cells =>
  role !== 'both' || persisted ? cells : cells.mixed ? { mixed: cells.mixed } : {};

/**
 * Where the artifact calls and others answer, what is told from the seat of a server changes places; sides, and what is told of such
 * calls in words of their own, say themselves who sends; and a parameter is one of the answer.
 */
const seatOf = (fact: Fact, stance: Stance): Stance =>
  fact.reversed && !('side' in fact && fact.side) && !fact.kind.startsWith('delivery') && fact.kind !== 'parameter'
    ? { ...stance, role: turned[stance.role] }
    : stance;

const turned = { provider: 'consumer', consumer: 'provider', both: 'both' } as const;

const severityOf = (cells: Cells, rule: Pick<CompatRule, 'severity'>): Severity => {
  const states = Object.values(cells);
  if (states.includes('breaks')) return 'error';
  if (states.includes('unknown')) return 'warning';
  return rule.severity === 'error' ? 'note' : rule.severity;
};

/** The answer that shows the gravest of it. */
const shownBy = (fact: Fact, cells: Cells): Containment | undefined => {
  const answers = [fact.oldInNew, fact.newInOld].filter((answer) => answer !== undefined);
  const side = 'side' in fact ? fact.side : undefined;
  const grave = side && (['rollout', 'rollback'] as const).find((cell) => cells[cell] === 'breaks');
  const first = side && grave ? fact[directionOf(side, grave)] : undefined;
  return first?.kind === 'not-contained'
    ? first
    : (answers.find(({ kind }) => kind === 'not-contained') ?? answers.find(({ kind }) => kind === 'unknown'));
};

const detailOf = (fact: Fact, answer: Containment | undefined, isOpen: boolean): string => {
  if (fact.kind === 'undecided' || answer === undefined || answer.kind === 'contained') return '';
  if (answer.kind === 'unknown') {
    const seen = answer.unconfirmed === undefined ? '' : ` (${short(answer.unconfirmed.value)} shows it, unconfirmed)`;
    return `${isOpen ? ': ' : '; not decided: '}${answer.reason}${seen}`;
  }
  if (fact.kind === 'property') return '';
  return answer === fact.oldInNew
    ? `; ${short(answer.witness)} was valid before and is not now`
    : `; ${short(answer.witness)} is valid now and was not before`;
};

const short = (value: unknown): string => {
  if (typeof value === 'string' && value.length > 60) return `a string of ${value.length} characters`;
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};

/** What a fact's exchange is about, as N writes it where it has it. */
const operationOf = ({ spot }: Fact): { operation?: string } => {
  const path = spot?.path.new ?? spot?.path.old;
  return spot && path !== undefined ? { operation: `${spot.method.toUpperCase()} ${path}` } : {};
};

const operationsOf = ({ operation, operations, elsewhere }: Finding): readonly string[] =>
  elsewhere === undefined ? (operations ?? (operation === undefined ? [] : [operation])) : [];

/**
 * Judges facts by the rules; a fact that no rule speaks of is a bug of ours and is never dropped.
 *
 * @param met hears of each finding and what it was found by
 */
export const judgeFacts = (
  facts: readonly Fact[],
  old: Document,
  next: Document,
  stance: Stance,
  met: (finding: Finding, fact: Fact) => void = () => {},
): Finding[] => {
  const { consumers = [], role, persisted } = stance;
  // What is stored is met by whoever comes, and what the artifact calls itself is not called by those who call it.
  const use = role === 'provider' && !persisted ? judgeUse(consumers, old, next) : (finding: Finding): Finding => finding;
  const used = (fact: Fact): Judged[] => judgeFact(fact, old, next, stance).map((finding) => ({ finding: use(finding, fact), fact }));
  const judged = facts.flatMap((fact) => {
    const found = fact.kind === 'property-renamed' ? renamedFrom(fact, fact.parts.flatMap(used), [old, next]) : used(fact);
    return found.map((one) => ({ ...one, shown: one.fact, fact }));
  });
  const meetings = meetingsOf(old, next);
  const found = judged.map((one) => ({ ...one, finding: { ...one.finding, ...meetings(one.fact) } }));
  const prints = fingerprintsOf(
    found.map(({ finding, fact }) => ({ rule: finding.rule, fact, operations: operationsOf(finding) })),
    old,
    next,
  );
  return found.map(({ finding, shown }, i) => {
    const printed = { ...finding, ...(prints[i] ?? { fingerprint: '' }) };
    met(printed, shown);
    return printed;
  });
};

const judgeFact = (fact: Fact, old: Document, next: Document, stance: Stance): Finding[] => {
  for (const rule of rules) {
    const text = rule.check(fact);
    if (text === undefined) continue;
    const asSaid = cellsOf(fact, rule);
    const announced = isAnnounced(fact, stance.sunset);
    const provider: Cells = announced && asSaid.rollout === 'breaks' ? { ...asSaid, rollout: 'breaks-if-used' } : asSaid;
    // What is announced hits nobody yet, and is said all the same.
    if (Object.keys(provider).length === 0 && fact.kind !== 'deprecation') return [];
    if ((fact.kind === 'naming' || ('isKnown' in fact && fact.isKnown)) && stance.profile !== 'codegen') return [];
    const cells = inTheWindow(withMixed(stand(fact, provider, seatOf(fact, stance))), stance);
    const answer = shownBy(fact, provider);
    // What nobody knows is not said as if it were so.
    const isOpen = fact.kind === 'aspect' && Object.values(cells).length > 0 && Object.values(cells).every((state) => state === 'unknown');
    // Whoever was told in time is assumed to have listened.
    const assume = announced ? 'unused' : rule.assume;
    return [
      {
        rule: rule.id,
        severity: severityOf(cells, announced ? { severity: 'note' } : rule),
        cells,
        ...operationOf(fact),
        where: fact.where,
        what: `${fact.where}${waysOf(fact)}: ${isOpen ? `whether ${text} is not decided` : text}${detailOf(fact, answer, isOpen)}${fact.also === undefined ? '' : `; ${fact.also}`}${endingText(fact, stance.sunset)}`,
        ...(announced ? announcedWords : { why: (isOpen ? notDecided : rule).why, fix: (isOpen ? notDecided : rule).fix }),
        at: {
          ...(fact.old === undefined ? {} : { old: old.placeOf(fact.old) }),
          ...(fact.new === undefined ? {} : { new: next.placeOf(fact.new) }),
        },
        ...(answer?.kind === 'not-contained'
          ? { witness: { kind: 'value' as const, value: answer.witness, confirmedBy: answer.confirmedBy } }
          : {}),
        ...(assume && Object.values(cells).includes('breaks-if-used') ? { use: { of: text, state: 'unknown' as const, assume } } : {}),
      },
    ];
  }
  throw new Error(`no rule speaks of ${JSON.stringify(fact)}`);
};
