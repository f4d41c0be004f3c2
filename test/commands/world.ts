import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import type { Io, Subcommand } from '../../src/commands/command.ts';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { DrillError } from '../../src/core/error.ts';
import { problemText } from '../../src/report/terminal/problem.ts';

/** A workspace of its own in a temporary folder, and commands that run in it as on a command line. */
export interface World extends AsyncDisposable {
  readonly root: string;
  readonly run: (line: string, clock?: Clock) => Promise<{ code: number; out: string; err: string }>;
}

const drillYaml = `version: 1
artifacts:
  orders:
    versions:
      1.3.0: { path: versions/1.3.0 }
      1.4.0: { path: versions/1.4.0 }
      1.5.0: { path: versions/1.5.0 }
      1.6.0: { path: versions/1.6.0, onDemand: true }
    run: { command: [node, server.js], ready: GET /healthz }
  payments:
    versions: { 2.0.0: { path: versions/1.3.0 } }
environments:
  local: { target: process }
  production: { target: process }
drills:
  orders-rollback: { kind: rollback, artifact: orders, environment: local, workload: { journeys: [{ name: read, steps: [{ request: GET / }] }] } }
policy:
  default: { from: [local], freshFor: 7d }
`;

const look = { colours: false, width: 100 };

export const openWorld = async (subcommands: readonly Subcommand[]): Promise<World> => {
  const root = await mkdtemp(join(tmpdir(), 'drill-world-'));
  await writeFile(join(root, 'drill.yaml'), drillYaml);
  for (const version of ['1.3.0', '1.4.0', '1.5.0', '1.6.0']) {
    await mkdir(join(root, 'versions', version), { recursive: true });
    await writeFile(join(root, 'versions', version, 'server.js'), `// ${version}\n`);
  }
  const run: World['run'] = async (line, clock = systemClock) => {
    let [code, out, err] = [0, '', ''];
    const io: Io = {
      out: (text) => (out += text),
      err: (text) => (err += text),
      look: { out: look, err: look },
      interactive: false,
      cwd: root,
      env: {},
      clock,
      signal: new AbortController().signal,
    };
    const program = new Command('drill').version('9.9.9').enablePositionalOptions();
    for (const subcommand of subcommands) program.addCommand(subcommand.build(io, (exit) => (code = exit)));
    const quiet = (command: Command): void => {
      command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
      command.commands.forEach(quiet);
    };
    quiet(program);
    try {
      await program.parseAsync(line.split(' '), { from: 'user' });
    } catch (error) {
      if (error instanceof CommanderError) code = error.exitCode === 0 ? 0 : 64;
      else if (error instanceof DrillError) {
        code = error.kind === 'usage' ? 64 : 70;
        for (const problem of error.problems) err += `${problemText(problem, look)}\n`;
      } else throw error;
    }
    return { code, out, err };
  };
  return { root, run, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
};
