import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DrillError, messageOf } from '../core/error.ts';
import { exitCodes } from '../core/exit.ts';
import { loadWorkspace } from '../workspace/load.ts';
import { describe, type Io, type Subcommand } from './command.ts';
import { compose } from './init/compose.ts';
import { unresolved, writeExample } from './init/example.ts';
import { lookAround } from './init/findings.ts';
import { tagBefore } from './init/tags.ts';

const write = async (file: string, text: string, force: boolean): Promise<void> => {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new DrillError(
      exists ? 'init/exists' : 'init/unwritable',
      exists ? 'there is a drill.yaml here already' : `cannot write drill.yaml: ${messageOf(error)}`,
      {
        ...(exists ? { fix: 'change it by hand, or write it anew with `--force`' } : {}),
        cause: error,
      },
    );
  }
};

const first = async (io: Io, force: boolean): Promise<void> => {
  const findings = lookAround(io.cwd);
  const text = compose(findings, basename(io.cwd), await tagBefore(io.cwd, findings.version ?? ''));
  const file = join(io.cwd, 'drill.yaml');
  await write(file, text, force);
  try {
    await loadWorkspace(io.cwd, file);
  } catch (error) {
    if (!(error instanceof DrillError)) await rm(file, { force: true });
    throw error;
  }
  io.out('wrote drill.yaml; every guess in it says what it is made from\n');
  io.out('next: give the drill a workload that writes, then `drill doctor` and `drill run`\n');
};

export const init: Subcommand = {
  name: 'init',
  build: (io, exit) =>
    describe(
      'init',
      'Writes a first drill.yaml from what it finds here: package.json, OpenAPI documents, migrations, a Dockerfile, git tags.',
      [
        ['drill init', 'a first drill.yaml for this folder'],
        ['drill init --force', 'the same, in place of the one that is there'],
        ['drill init --example', 'an example that runs, in an empty folder'],
      ],
    )
      .option('--example', 'write the example `orders` instead; the folder must be empty (package.json and the like may be there)')
      .option('--force', 'overwrite drill.yaml')
      .action(async (options: { example?: boolean; force?: boolean }) => {
        if (options.example) {
          if (options.force)
            throw new DrillError('init/force-example', 'the example is written into an empty folder alone', { fix: 'leave out `--force`' });
          const written = await writeExample(io.cwd);
          io.out(`wrote ${written.join(', ')}\nnext: \`drill run\`, and then \`drill run orders-1.6.0\`, which fails\n`);
          const missing = unresolved(io.cwd);
          if (missing.length > 0) io.out(`first: \`npm install ${missing.join(' ')}\`, which the example’s services import\n`);
        } else await first(io, options.force ?? false);
        exit(exitCodes.pass);
      }),
};
