import type { Cell } from '../../../model/cell.ts';
import type { RefusedPart } from '../../../model/exchange.ts';
import type { Hit } from '../../../model/rule.ts';
import type { Fact } from '../../fact.ts';
import type { End } from '../end.ts';
import type { Wish } from '../request.ts';
import type { ResponseWish } from '../response.ts';
import type { Lacking } from '../values.ts';
import { type Parties, partiesOf } from '../who.ts';

/** An exchange that would show a fact: who sends it, what is in it, and what is refused of it. */
export interface Plan {
  readonly sender: 'old' | 'new';
  readonly request: Wish;
  readonly response?: ResponseWish;
  readonly parties: Parties;
  readonly part: RefusedPart;
  /** Why it is refused; `at` is the place in the value, where one is refused. */
  readonly because: (at: string) => string;
}

export type Ends = Readonly<Record<'old' | 'new', End>>;
export type Cells = Readonly<Partial<Record<Cell, Hit>>>;

/** Which side may be the sender, the gravest cell's first: in the rollout clients are of N-1 and servers of N, in the rollback the other way. */
export const sendersOf = (cells: Cells, side: 'request' | 'response'): ('old' | 'new')[] => {
  const hit = (['rollout', 'rollback'] as const).filter((cell) => cells[cell] !== undefined);
  const ordered = hit.toSorted((a, b) => Number(cells[b] === 'breaks') - Number(cells[a] === 'breaks'));
  return ordered.map((cell) => ((cell === 'rollout') === (side === 'request') ? 'old' : 'new'));
};

export type Kind = Fact['kind'];
export type Planner<K extends Kind> = (fact: Extract<Fact, { kind: K }>, ends: Ends, cells: Cells) => Plan | Lacking | undefined;

export const nothing: Lacking = { lacking: 'no single call shows it' };

/** The first side that has something to show. */
export const firstOf = (
  cells: Cells,
  side: 'request' | 'response',
  plan: (sender: 'old' | 'new', refuser: string) => Omit<Plan, 'sender' | 'parties'> | undefined,
): Plan | Lacking => {
  for (const sender of sendersOf(cells, side)) {
    const parties = partiesOf(sender, side);
    const found = plan(sender, parties.refusedBy);
    if (found) return { sender, parties, ...found };
  }
  return nothing;
};
