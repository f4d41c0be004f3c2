import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { readLedger } from '../../../src/evidence/ledger.ts';
import type { Entry, Evidence } from '../../../src/model/fact.ts';
import type { RollbackJournal } from '../../../src/model/journal.ts';
import type { Judgement } from '../../../src/model/verdict.ts';
import type { Place } from './workspace.ts';

// The program as its users run it: bin/drill.js as a process, in the folder of a workspace.

const launcher = join(import.meta.dirname, '..', '..', '..', 'bin', 'drill.js');

export interface Done {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program while it runs. */
export interface Started {
  readonly child: ChildProcess;
  readonly done: Promise<Done>;
  /** Resolves when standard error holds the text; rejects when the program ended before. */
  readonly says: (text: string) => Promise<void>;
}

export interface How {
  readonly env?: Readonly<Record<string, string>>;
  /** The Node that runs the launcher. */
  readonly node?: string;
}

export const start = (at: Place, args: readonly string[], { env = {}, node = process.execPath }: How = {}): Started => {
  const child = spawn(node, [launcher, ...args], {
    cwd: at.root,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', TMPDIR: at.temporary, CI: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const done = new Promise<Done>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const says = async (text: string): Promise<void> => {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => (stderr.includes(text) ? resolve() : undefined);
      look();
      child.stderr.on('data', look);
      void done.then(() => reject(new Error(`it ended without saying ${JSON.stringify(text)}:\n${stderr}`)));
    });
  };
  return { child, done, says };
};

export const program = (at: Place, args: readonly string[], how: How = {}): Promise<Done> => start(at, args, how).done;

export type Document = RollbackJournal & { readonly judgement: Judgement };

/** `drill run --json`, and the document that it printed. */
export const run = async (at: Place, args: readonly string[] = [], how: How = {}): Promise<Done & { document: Document }> => {
  const done = await program(at, ['run', '--json', ...args], how);
  try {
    return { ...done, document: JSON.parse(done.stdout) as Document };
  } catch {
    throw new Error(`no document (exit code ${done.code}):\n${done.stdout}\n${done.stderr}`);
  }
};

/** The evidence in the workspace's ledger; throws when its chain does not verify. */
export const evidence = async (at: Place): Promise<Evidence[]> => {
  const { entries, problems } = await readLedger(at.root);
  if (problems.length > 0) throw new Error(problems.map(({ what }) => what).join('\n'));
  return entries.map(({ fact }: Entry) => fact).filter((fact) => fact.kind === 'evidence');
};
