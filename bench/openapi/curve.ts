import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckReport } from '../../src/model/check.ts';
import type { Figures } from '../bench.ts';
import { bare, drill, leastMs, said } from './command.ts';
import { described } from './described.ts';
import { api } from './synthetic.ts';

interface Operation {
  parameters?: object[];
}
interface Api {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

const operationsOf = ({ paths }: Api): Operation[] =>
  Object.values(paths).flatMap((item) => Object.entries(item).flatMap(([name, operation]) => (methods.has(name) ? [operation] : [])));

/** The same with so many operations, evenly spread, that demand a parameter more. */
const changed = (text: string, count: number): string => {
  const document = JSON.parse(text) as Api;
  const all = operationsOf(document);
  for (let n = 0; n < count; n++)
    (all[Math.floor((n * all.length) / count)]!.parameters ??= []).push({
      name: 'bench',
      in: 'query',
      required: true,
      schema: { type: 'integer', minimum: 1 },
    });
  return JSON.stringify(document);
};

/** Cost follows the change: the whole command above parsing, with 0, 1, 10, 100 and all operations of one description changed. */
export const curve = (runs: number): Figures => {
  const file = described('23.0.2', 'api.github.com', runs > 1);
  const text = runs > 1 && file !== undefined ? JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))) : JSON.stringify(api(200, false));
  const total = operationsOf(JSON.parse(text) as Api).length;
  const work = mkdtempSync(join(tmpdir(), 'curve-'));
  try {
    const old = join(work, 'old.json');
    writeFileSync(old, text);
    const figures = [0, 1, 10, 100, total].map((count) => {
      const next = join(work, `${count}.json`);
      writeFileSync(next, changed(text, count));
      const report = JSON.parse(said(drill('diff', old, next, '--json'), [count > 0 ? 1 : 0])) as CheckReport;
      const found = report.contracts.flatMap(({ findings }) => findings).length;
      if (found !== count) throw new Error(`${found} findings for ${count} changed operations`);
      const { ours, parsing } = leastMs({ ours: drill('diff', old, next, '--json'), parsing: bare(old, next) }, runs);
      return `${count} of ${total} changed: ${(ours - parsing).toFixed(0)} ms above parsing (${ours.toFixed(0)} and ${parsing.toFixed(0)})`;
    });
    return { figures };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};
