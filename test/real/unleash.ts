// Rehearses unleash-server 7.6.5 -> 8.2.0 -> 7.6.5 with the program as its users run it, and asserts what that is known to
// find (docs/example-unleash.md). Needs the npm registry once, then only what is in the cache. Last line: the sum.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checksOf, type Document } from './unleash/checks.ts';

const root = join(import.meta.dirname, '../..');

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const run = (...args: string[]): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'bin/drill.js'), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (texts.out += String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => {
      texts.err += String(chunk);
      process.stderr.write(chunk);
    });
    child.on('error', reject).on('close', (code) => resolve({ code, ...texts }));
  });

/** A drill that did not come about at all says nothing about its findings: that is one failure, and told as such. */
const nothingDrilled = (why: string): { passed: number; failed: number } => {
  process.stdout.write(`not ok  nothing was drilled: ${why}\n`);
  return { passed: 0, failed: 1 };
};

const documentIn = (text: string): Document | undefined => {
  try {
    return JSON.parse(text) as Document;
  } catch {
    return undefined;
  }
};

const assess = ({ code, out, err }: Ran): { passed: number; failed: number } => {
  if (/\[source\/(npm-failed|no-npm|cache-unwritable)\]/.test(err))
    return nothingDrilled('the versions could not be fetched from npm (see above)');
  const drill = documentIn(out);
  if (!drill?.rehearsals?.length) return nothingDrilled(`exit code ${code}, and no journal with a rehearsal`);
  const sum = { passed: 0, failed: 0 };
  for (const rehearsal of drill.rehearsals)
    for (const [name, check] of Object.entries(checksOf(drill, rehearsal, code))) {
      const told = `${rehearsal.route}: ${name}`;
      try {
        check();
        sum.passed++;
        process.stdout.write(`ok      ${told}\n`);
      } catch (error) {
        sum.failed++;
        process.stdout.write(`not ok  ${told}\n        ${(error as Error).message.replaceAll('\n', '\n        ')}\n`);
      }
    }
  return sum;
};

/** What the two versions said of themselves while they were rehearsed, compared: 750 KB of OpenAPI each. */
const assessContract = ({ code, out, err }: Ran): { passed: number; failed: number } => {
  const report = documentIn(out) as
    | { contracts?: { compared: { count: number }; findings: { rule: string; operation?: string }[] }[] }
    | undefined;
  const contract = report?.contracts?.[0];
  const removed = contract?.findings.filter(({ rule }) => rule === 'compat/operation-removed').length ?? 0;
  const isFound = code === 1 && (contract?.compared.count ?? 0) > 200 && removed > 0;
  const what = `the contracts that both versions told are compared: ${contract?.compared.count ?? 0} operations, ${contract?.findings.length ?? 0} findings, ${removed} operations removed`;
  process.stdout.write(isFound ? `ok      ${what}\n` : `not ok  ${what}\n        exit code ${code}: ${err.slice(0, 500)}\n`);
  return isFound ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
};

const drilled = assess(await run('run', 'unleash', '--json'));
const checked = assessContract(await run('check', 'unleash', '--no-record', '--json'));
const [passed, failed] = [drilled.passed + checked.passed, drilled.failed + checked.failed];
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
