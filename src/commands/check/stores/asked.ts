import type { ScratchServer } from '../../../storage/engine.ts';
import { queriesOfFiles } from '../../../storage/statements/files.ts';
import type { Query } from '../../../storage/statements/query.ts';
import type { Subject } from '../../../storage/trial/subject.ts';
import type { Given } from './given.ts';

/** What both versions ask of their store, and rows. */
export interface GivenOfBoth {
  readonly old?: Given;
  readonly next?: Given;
}

/** What is read of it. @throws DrillError for statements that cannot be read: nothing captured is not a workload that touches nothing */
export const askedOf = (
  { old, next }: GivenOfBoth = {},
  { split }: Pick<ScratchServer, 'split'>,
): Pick<Subject, 'captured' | 'capturedNew' | 'seed'> => {
  const queries = (given: Given | undefined): readonly Query[] | undefined =>
    given?.statements && queriesOfFiles(given.statements.files, given.statements.from, split);
  const [captured, capturedNew] = [queries(old), queries(next)];
  return { ...(captured && { captured }), ...(capturedNew && { capturedNew }), ...(old?.seed && { seed: old.seed }) };
};
