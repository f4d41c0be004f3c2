import type { MigrationReport } from '../../model/migration.ts';
import { nameOf } from '../../storage/objects.ts';
import type { Subject } from '../../storage/trial/subject.ts';
import { wayBackWith } from '../../storage/trial/chain/chain.ts';
import type { Trial } from '../../storage/trial/trial.ts';

/** A trial as a document. */
export const reportOf = (trial: Trial & Pick<MigrationReport, 'watch' | 'chain'>, { before, up, down }: Subject): MigrationReport => {
  const { changes, ...rest } = trial;
  return {
    format: 'rollback-drill/migration',
    version: 1,
    files: { before: before.file, up: up.file, ...(down && { down: down.file }) },
    ...rest,
    wayBack: rest.chain ? wayBackWith(rest.wayBack, rest.chain) : rest.wayBack,
    changes: changes.map((change) => ({ turn: change.turn, object: nameOf(change) })),
  };
};
