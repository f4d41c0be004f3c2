import type { DrillExpectations, RollbackJournal, Rehearsal } from '../../src/model/journal.ts';
import { judgeDrill } from '../../src/verdict/drill.ts';
import { journal, rehearsal } from './journals.ts';

// Drills with one rehearsal, and what is said of them.

export const of = (more: Partial<Rehearsal>, expectations?: Partial<DrillExpectations>): RollbackJournal =>
  journal({ rehearsals: [rehearsal(more)], expectations: { ...journal().expectations, ...expectations } });
export const samples = (more: Partial<Rehearsal['samples']>): Pick<Rehearsal, 'samples'> => ({
  samples: { ...rehearsal().samples, ...more },
});
export const told = (it: RollbackJournal): readonly string[] => judgeDrill(it).reasons.map(({ outcome, code }) => `${outcome} ${code}`);
