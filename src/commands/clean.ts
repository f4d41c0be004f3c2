import { exitCodes } from '../core/exit.ts';
import { listScratches, removeScratch } from '../core/scratch/scratch.ts';
import { describe, type Subcommand } from './command.ts';
import { removers } from './server/removers.ts';

export const clean: Subcommand = {
  name: 'clean',
  build: (io, exit) =>
    describe('clean', 'Removes what runs have left: what `--keep` kept, and what killed runs could not remove.', [
      ['drill clean', 'remove it all; runs that go on are left alone'],
      ['drill clean --dry-run', 'say what there is'],
    ])
      .option('--dry-run', 'say what would be removed, and how to look at it')
      .action(async (options: { dryRun?: boolean }) => {
        const found = await listScratches();
        const removable = found.filter(({ state }) => state !== 'running');
        for (const scratch of removable) {
          if (!options.dryRun) await removeScratch(scratch, removers);
          io.out(`${options.dryRun ? 'would remove' : 'removed'} ${scratch.id} (${scratch.state}), ${scratch.folder}\n`);
          if (options.dryRun) for (const line of scratch.how) io.out(`  ${line}\n`);
        }
        for (const scratch of found) if (scratch.state === 'running') io.out(`left alone ${scratch.id}: its run goes on\n`);
        if (found.length === 0) io.out('nothing to remove\n');
        exit(exitCodes.pass);
      }),
};
