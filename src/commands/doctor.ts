import { exitCodes } from '../core/exit.ts';
import { paint } from '../report/terminal/paint.ts';
import { describe, type Io, type Subcommand } from './command.ts';
import type { Check, Result, State } from './doctor/check.ts';
import { checks } from './doctor/registry.ts';

const colours = { ok: 'green', limited: 'yellow', missing: 'red' } as const satisfies Record<State, string>;

/** Can a drill run on the embedded database: is nothing missing that it needs? */
export const canRun = (results: readonly Result[]): boolean => results.every(({ needed, state }) => !needed || state !== 'missing');

/** What was looked at, one line each, and what to do about what is not ok. */
export const doctorText = (results: readonly Result[], look: Io['look']['out']): string => {
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.flatMap(({ name, state, what, fix }) => [
    `${paint(look, colours[state], state.padEnd(7))}  ${name.padEnd(width)}  ${what}`,
    ...(fix === undefined ? [] : [`${' '.repeat(width + 11)}what to do: ${fix}`]),
  ]);
  const end = canRun(results) ? '`drill run` can work here.' : '`drill run` cannot work here: something that it needs is missing.';
  return `${[...lines, '', end].join('\n')}\n`;
};

/** Looks at everything at once; the order of the answers is that of the checks. */
export const examine = (all: readonly Check[], io: Io): Promise<readonly Result[]> =>
  Promise.all(all.map(async ({ name, needed, look }) => ({ name, needed, ...(await look(io)) })));

export const doctor: Subcommand = {
  name: 'doctor',
  build: (io, exit) =>
    describe('doctor', 'Says what this machine can do (each: ok, limited or missing), and what to install for the rest.', [
      ['drill doctor', 'Node, PostgreSQL, ports, disk, drill.yaml, git, npm, Docker'],
      ['drill doctor --json', 'the same as one JSON document'],
    ])
      .addHelpText(
        'after',
        `\nExit code 0 when nothing is missing that \`drill run\` on the embedded database needs (${checks
          .filter(({ needed }) => needed)
          .map(({ name }) => name)
          .join(', ')}), else 1.`,
      )
      .option('--json', 'print one JSON document')
      .action(async (options: { json?: boolean }) => {
        const results = await examine(checks, io);
        const works = canRun(results);
        io.out(
          options.json
            ? `${JSON.stringify({ format: 'rollback-drill/doctor', version: 1, works, checks: results }, null, 2)}\n`
            : doctorText(results, io.look.out),
        );
        exit(works ? exitCodes.pass : exitCodes.fail);
      }),
};
