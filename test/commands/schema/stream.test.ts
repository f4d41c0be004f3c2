import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable, type Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';

// The program itself, as a pipeline runs it.

const program = join(import.meta.dirname, '../../../bin/drill.js');
const question = '{"id":1,"a":{"type":"string"},"b":{"maxLength":3}}\n';

type Program = ChildProcessByStdio<Writable, Readable, Readable>;
const start = (): Program => spawn(process.execPath, [program, 'schema', '--batch'], { stdio: ['pipe', 'pipe', 'pipe'] });

/** Questions without end. */
const feed = (child: Program): void => {
  child.stdin.on('error', () => {});
  Readable.from(
    (function* () {
      for (;;) yield question.repeat(100);
    })(),
  ).pipe(child.stdin);
};

const codeOf = async (child: Program): Promise<unknown> => {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return code ?? signal;
};

describe('drill schema --batch in a pipeline', () => {
  it('answers while more is to come', async () => {
    const child = start();
    const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
    for (let i = 0; i < 3; i++) {
      child.stdin.write(question);
      expect(JSON.parse(String((await answers.next()).value))).toMatchObject({ id: 1, aInB: 'not-contained', aNotB: 'aaaa' });
    }
    child.stdin.end();
    expect(await codeOf(child)).toBe(0);
  });

  it('ends with 130 by Ctrl-C', async () => {
    const child = start();
    feed(child);
    child.stdout.resume();
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await codeOf(child)).toBe(130);
  });

  it('ends with 130 by Ctrl-C while it waits for a question', async () => {
    const child = start();
    child.stdin.write(question);
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await codeOf(child)).toBe(130);
  });

  it('ends with 130 when nobody reads the answers any more, and says so', async () => {
    const child = start();
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    feed(child);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await codeOf(child)).toBe(130);
    expect(said).toBe('drill: nobody reads the answers any more\n');
  });

  it('waits for a reader that is slow', async () => {
    const child = start();
    feed(child);
    // Nothing is read for a while: what is not taken is not made either.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    child.kill('SIGINT');
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => (bytes += chunk.length));
    expect(await codeOf(child)).toBe(130);
    expect(bytes).toBeLessThan(1024 * 1024);
  });
});
