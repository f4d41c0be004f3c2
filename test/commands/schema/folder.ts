import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import type { Io, Subcommand } from '../../../src/commands/command.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { DrillError, type Problem } from '../../../src/core/error.ts';

interface Ran {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
  readonly problems: readonly Problem[];
}

/** A folder of files, and commands that run in it. */
export interface Folder extends Disposable {
  readonly path: string;
  readonly run: (command: Subcommand, argv: readonly string[], input?: string | AsyncIterable<Uint8Array>) => Promise<Ran>;
}

const look = { colours: false, width: 100 };

export const folderOf = (files: Readonly<Record<string, unknown>>): Folder => {
  const path = mkdtempSync(join(tmpdir(), 'drill-schema-'));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(path, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return {
    path,
    run: async (command, argv, input) => {
      let [out, err, code] = ['', '', undefined as number | undefined];
      const io: Io = {
        out: (text) => void (out += text),
        err: (text) => void (err += text),
        ...(input === undefined
          ? {}
          : {
              input: () =>
                typeof input === 'string'
                  ? (async function* () {
                      yield Buffer.from(input);
                    })()
                  : input,
            }),
        look: { out: look, err: look },
        interactive: false,
        cwd: path,
        env: {},
        clock: systemClock,
        signal: new AbortController().signal,
      };
      try {
        await command
          .build(io, (exit) => void (code = exit))
          .exitOverride()
          .configureOutput({ writeOut: io.out, writeErr: io.err })
          .parseAsync([...argv], { from: 'user' });
        return { code, out, err, problems: [] };
      } catch (error) {
        if (error instanceof DrillError) return { code: 64, out, err, problems: error.problems };
        if (error instanceof CommanderError) return { code: error.exitCode === 0 ? 0 : 64, out, err, problems: [] };
        throw error;
      }
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
};
