import { brotliCompressSync } from 'node:zlib';
import type { ProviderContext, Repository } from '../../src/restore/provider.ts';
import { command } from '../../src/restore/providers/command.ts';
import type { InRows } from './rows.ts';
import { role, shop } from './shop.ts';

// A tool that restores: a program of its own that is given an address, as in drill.yaml.

const latin1 = (statement: string): string => statement.replaceAll("'Grüße '", `convert_from('\\x4772fcdf6520', 'LATIN1')`);

const statementsOf = ({ after = [], before = [], without, program }: InRows, rows: number): readonly string[] => {
  if (program === 'nothing at all') return [];
  const isHalf = program?.startsWith('is killed') ?? false;
  const all = [role, ...before, ...shop(isHalf ? Math.floor(rows / 2) : rows)].map((one) => (program === 'in Latin-1' ? latin1(one) : one));
  return [...all.filter((one) => !without?.test(one)), ...after];
};

const programOf = (given: InRows, rows: number): string => {
  const dump = JSON.stringify(statementsOf(given, rows));
  return `
  import { brotliDecompressSync } from 'node:zlib';
  import { Client } from 'pg';
  const client = new Client({ connectionString: process.env.DRILL_URL });
  await client.connect();
  const statements = ${given.program === 'compressed otherwise' ? `JSON.parse(brotliDecompressSync(Buffer.from('${brotliCompressSync(dump).toString('base64')}', 'base64')))` : dump};
  for (const statement of statements) await client.query(statement);
  ${given.program === 'is killed half-way' ? "process.kill(process.pid, 'SIGKILL');" : ''}
  await client.end();`;
};

const say = (text: string) => ({ command: ['echo', text] });
const node = (program: string) => ({ command: ['node', '--input-type=module', '-e', program] });

/** A place with one backup, that is restored so. @param at when it was taken, ISO 8601 */
export const toolFor = (given: InRows, rows: number, at: string, context: ProviderContext): Repository =>
  command.open(
    {
      commands: {
        list: say(JSON.stringify({ id: 'nightly', at })),
        restore: node(programOf(given, rows)),
        ...(given.verify !== undefined && { verify: say(given.verify) }),
      },
    },
    context,
  );
