import { partiesOf } from '../who.ts';
import { firstOf, type Planner } from './plan.ts';

export const operation: Planner<'operation'> = (fact, ends) => {
  // The call is taken by a template, and what becomes of it there is another finding.
  if (fact.beside !== undefined) return undefined;
  const sender = fact.turn === 'removed' ? 'old' : 'new';
  const parties = partiesOf(sender, 'request');
  return {
    sender,
    parties,
    request: {},
    part: 'operation',
    because: () => `${parties.refusedBy} has no ${fact.spot?.method ?? ''} ${ends[sender].template}`,
  };
};

export const operationMoved: Planner<'operation-moved'> = (fact, ends, cells) =>
  firstOf(cells, 'request', (sender, refuser) => ({
    request: {},
    part: 'operation',
    because: () => `${refuser} has no ${fact.spot?.method.toUpperCase() ?? ''} ${ends[sender].template}`,
  }));
