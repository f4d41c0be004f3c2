import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figures } from '../bench.ts';
import { type Command, drill, leastMs, nothing, said } from './command.ts';
import { oasdiff } from './oasdiff.ts';
import { api } from './synthetic.ts';

const contracts = join(import.meta.dirname, '..', '..', 'contracts', 'orders');

/** Documents of under 100 KB by the whole command, beside a process that does nothing at all. */
export const small = (runs: number): Figures => {
  const work = mkdtempSync(join(tmpdir(), 'small-'));
  const written = (name: string, document: object): string => {
    const file = join(work, name);
    writeFileSync(file, JSON.stringify(document, undefined, 2));
    return file;
  };
  try {
    const orders = [join(contracts, '1.4.0.yaml'), join(contracts, '1.5.0.yaml')] as const;
    const [old, next] = [written('old.json', api(60, false)), written('new.json', api(60, true))];
    const pairs = {
      'the same, JSON': [old, old],
      'every tenth operation changed, JSON': [old, next],
      'two versions of orders, YAML': orders,
    } as const;
    const peer = oasdiff(runs > 3);
    const figures = Object.entries(pairs).map(([name, [before, after]]) => {
      said(drill('diff', before, after), [0, 1]);
      const commands: Record<string, Command> = { ours: drill('diff', before, after), nothing };
      if ('program' in peer) commands['theirs'] = [peer.program, 'breaking', before, after];
      const { ours = 0, nothing: none = 0, theirs } = leastMs(commands, runs);
      const beside = theirs === undefined ? '' : `; oasdiff breaking: ${theirs.toFixed(0)} ms`;
      return `${name}, ${(statSync(before).size / 1000).toFixed(0)} KB: ${ours.toFixed(0)} ms (promised: 150); bare Node: ${none.toFixed(0)} ms; ratio ${(ours / none).toFixed(1)}${beside}`;
    });
    return { figures };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};
