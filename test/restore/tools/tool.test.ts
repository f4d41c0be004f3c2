import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrillError } from '../../../src/core/error.ts';
import { environmentOf } from '../../../src/restore/tools/environment.ts';
import { pipeTools } from '../../../src/restore/tools/pipe.ts';
import { askTool, hidden, lastWords, refusedBy, type Tool } from '../../../src/restore/tools/tool.ts';

// Programs of others: that they are not there, that they hang, what they may know and what is shown of what they say.

const never = new AbortController().signal;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drill-tools-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tool = (secrets: readonly string[] = [], program = '/bin/sh'): Tool => ({
  name: 'Keeper',
  program,
  install: 'apt-get install keeper',
  env: { PATH: '/usr/bin:/bin' },
  secrets,
});
const problem = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (!(error instanceof DrillError)) return error;
    const { code, what, why, fix } = error.problems[0] ?? { code: '', what: '' };
    return { code, what, why, fix, kind: error.kind };
  }
};

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

describe('a tool', () => {
  it('tells what it said and how it ended', async () => {
    expect(await askTool(tool(), ['-c', 'echo out; echo err >&2; exit 3'], {}, never)).toEqual({ code: 3, out: 'out\n', err: 'err\n' });
  });

  it('is not there: how it is installed is told', async () => {
    expect(await problem(askTool(tool([], '/no/such/keeper'), ['list'], {}, never))).toEqual({
      code: 'backup/tool-missing',
      what: 'Keeper cannot be run: there is no /no/such/keeper here',
      why: undefined,
      fix: 'apt-get install keeper; or say where it is: `program`',
      kind: 'usage',
    });
  });

  it('hangs: it is ended with all that it started, and what it said is told', async () => {
    const pids = join(folder, 'pids');
    const script = `trap '' TERM; sleep 300 & echo $$ $! >${pids}; echo began >&2; wait`;
    expect(await problem(askTool(tool(), ['-c', script], { limitMs: 300 }, never))).toEqual({
      code: 'backup/tool-hangs',
      what: '/bin/sh took longer than 300 ms, and was ended',
      why: 'began',
      fix: undefined,
      kind: 'internal',
    });
    await expect.poll(() => readFileSync(pids, 'utf8').trim().split(' ').map(Number).filter(isThere)).toEqual([]);
  }, 10_000);

  it('is ended when it is interrupted, with the reason of that', async () => {
    const stop = new AbortController();
    const pids = join(folder, 'stopped');
    const work = problem(askTool(tool(), ['-c', `echo $$ >${pids}; sleep 300`], {}, stop.signal));
    const reason = new Error('enough');
    setTimeout(() => stop.abort(reason), 200);
    expect(await work).toBe(reason);
    await expect.poll(() => isThere(Number(readFileSync(pids, 'utf8')))).toBe(false);
  });

  it('leaves nothing in the background, also where that holds its outputs open', async () => {
    const pids = join(folder, 'left');
    const begun = performance.now();
    const { code, out } = await askTool(tool(), ['-c', `echo said; sleep 300 & echo $! >${pids}`], {}, never);
    expect([code, out, performance.now() - begun < 20_000]).toEqual([0, 'said\n', true]);
    await expect.poll(() => isThere(Number(readFileSync(pids, 'utf8')))).toBe(false);
  }, 30_000);

  it('is shown without passwords', async () => {
    const keeper = tool(['hunter2!']);
    const said = await askTool(
      keeper,
      ['-c', 'echo "cannot log in: hunter2! at postgres://app:s3cret@db/shop password=x1y2" >&2; exit 1'],
      {},
      never,
    );
    const error = refusedBy(keeper, ['list'], said, []);
    expect(error.problems[0]).toEqual({
      code: 'backup/tool-failed',
      what: '/bin/sh list ended with exit code 1',
      why: 'cannot log in: ••• at postgres://app:•••@db/shop password=•••',
    });
    expect(lastWords(keeper, { code: 0, out: 'hunter2!', err: '' })).toBe('•••');
  });

  it('gets no more of the environment than is named', () => {
    const context = { root: folder, env: { PATH: '/bin', HOME: '/home/me', PGPASSWORD: 'no', TOKEN: 'tok-1234' } };
    writeFileSync(join(folder, 'pass'), 'from a file\n');
    expect(
      environmentOf(
        { API_TOKEN: { fromEnvironment: 'TOKEN' }, KEY: { fromFile: 'pass' }, AWS_REGION: { fromEnvironment: 'HOME' } },
        context,
      ),
    ).toEqual({
      env: {
        LC_ALL: 'C.UTF-8',
        TZ: 'UTC',
        PATH: '/bin',
        HOME: '/home/me',
        API_TOKEN: 'tok-1234',
        KEY: 'from a file',
        AWS_REGION: '/home/me',
      },
      secrets: ['tok-1234', 'from a file'],
    });
    expect(() => environmentOf({ A: { fromEnvironment: 'NOT_SET' } }, context)).toThrow('the variable NOT_SET is not set');
    expect(() => environmentOf({ A: { fromFile: 'none' } }, context)).toThrow('A of `backup.env` cannot be read');
  });

  it.each([
    ['a longer secret that holds a shorter one', 'xx abcdef abc', ['abc', 'abcdef'], 'xx ••• •••'],
    ['a secret that is too short to be one', 'a b', ['a'], 'a b'],
    ['a URL without a password', 'postgres://app@db/shop', [], 'postgres://app@db/shop'],
  ])('hides %s', (_name, text, secrets, shown) => expect(hidden(text, secrets)).toBe(shown));
});

describe('a tool that writes to another', () => {
  const part = (script: string) => ({ tool: tool(), args: ['-c', script] });

  it('hands over all of it', async () => {
    const [first, second] = await pipeTools(part('head -c 5000000 /dev/zero'), part('wc -c'), never);
    expect([first.code, second.code, second.out.trim()]).toEqual([0, 0, '5000000']);
  });

  it('fails: the other is ended before it takes what came for the whole', async () => {
    const kept = join(folder, 'kept');
    const [first, second] = await pipeTools(part('echo half; echo broken >&2; exit 4'), part(`cat >/dev/null; echo all >${kept}`), never);
    expect([first.code, first.err, second.code]).toEqual([4, 'broken\n', undefined]);
    expect(() => readFileSync(kept)).toThrow('ENOENT');
  });

  it('is ended where the other does not want it', async () => {
    const [first, second] = await pipeTools(part('yes'), part('echo locked >&2; exit 9'), never);
    expect([first.code === 0, second.code, second.err]).toEqual([false, 9, 'locked\n']);
  });
});
