import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { request } from 'undici';
import { parseDuration } from '../../core/duration.ts';
import { sleep } from '../../core/deadline.ts';
import { DrillError, messageOf } from '../../core/error.ts';
import { freePort } from '../../core/port.ts';
import { type Child, exitText, startChild } from '../../core/scratch/child.ts';
import type { RunDefinition } from '../../workspace/definition.ts';
import { atPointer } from '../workload/pointer.ts';
import { type Instance, type StartRequest, StartFailed, type Target } from './target.ts';

/** Of the machine's environment a process gets these alone; a version's settings are part of the version. */
const inherited = ['HOME', 'LANG', 'TZ', 'TMPDIR'];

const environmentOf = (
  { run, stores, machine, variables = {} }: Pick<StartRequest, 'run' | 'stores' | 'machine' | 'variables'>,
  port: number,
): Record<string, string> => {
  const values: Record<string, string> = { port: String(port), host: '127.0.0.1' };
  for (const [name, url] of Object.entries(stores)) values[`stores.${name}.url`] = url;
  const fill = (text: string): string =>
    text.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined)
        throw new DrillError('run/unknown-placeholder', `${whole} in run.env is not known`, {
          fix: `known: ${Object.keys(values).join(', ')}`,
        });
      return value;
    });
  const env: Record<string, string> = { PATH: `${dirname(process.execPath)}:${machine['PATH'] ?? '/usr/bin:/bin'}` };
  for (const name of inherited) if (machine[name] !== undefined) env[name] = machine[name];
  const firstStore = Object.keys(stores)[0];
  const declared = run.env ?? { PORT: '${port}', ...(firstStore === undefined ? {} : { DATABASE_URL: `\${stores.${firstStore}.url}` }) };
  for (const [name, value] of Object.entries(declared)) {
    if (name in variables) continue;
    if (typeof value === 'string') env[name] = fill(value);
    else {
      const taken = machine[value.fromEnvironment];
      if (taken === undefined)
        throw new DrillError('run/environment-missing', `the variable ${value.fromEnvironment} is not set`, {
          why: `run.env.${name} takes its value from it`,
          fix: `set ${value.fromEnvironment}`,
        });
      env[name] = taken;
    }
  }
  return { ...env, ...variables };
};

const partsOf = (line: string): { method: string; path: string } => {
  const [method = 'GET', path = '/'] = line.split(' ');
  return { method, path };
};

/** Asks until the answer is 2xx, the process ends or time is up. */
const untilReady = async (child: Child, origin: string, run: RunDefinition, signal: AbortSignal): Promise<void> => {
  const { method, path } = partsOf(run.ready);
  let last = 'it never answered';
  for (;;) {
    const ended = child.exit();
    if (ended) throw new StartFailed(`it ended before it was ready (${exitText(ended)})`, await child.tail(20));
    if (signal.aborted) throw new StartFailed(`it was not ready in time: ${last} (${run.ready})`, await child.tail(20));
    try {
      const answer = await request(origin + path, { method, signal: AbortSignal.any([signal, AbortSignal.timeout(2000)]) });
      await answer.body.dump();
      if (answer.statusCode >= 200 && answer.statusCode < 300) return;
      last = `it answered ${answer.statusCode}`;
    } catch (error) {
      last = messageOf(error);
    }
    await sleep(25, signal).catch(() => {});
  }
};

const runningVersion = async (origin: string, run: RunDefinition, signal: AbortSignal): Promise<string | undefined> => {
  if (run.version === undefined) return undefined;
  const asked = typeof run.version === 'string' ? { request: run.version, at: undefined } : run.version;
  const { method, path } = partsOf(asked.request);
  const text = await request(origin + path, { method, signal })
    .then(async (answer) => (await answer.body.text()).trim())
    .catch((error: unknown) => {
      throw signal.aborted
        ? error
        : new StartFailed(`it was ready, but did not say its version (${asked.request}): ${messageOf(error)}`, []);
    });
  try {
    const parsed = JSON.parse(text) as unknown;
    const value =
      asked.at !== undefined ? atPointer(parsed, asked.at) : typeof parsed === 'object' ? atPointer(parsed, '/version') : parsed;
    return String(value);
  } catch {
    return text;
  }
};

const countServed = async (
  child: Child,
  origin: string,
  served: RunDefinition['served'],
): Promise<{ count: number; how: string } | undefined> => {
  if (served === undefined || 'header' in served) return undefined;
  if ('log' in served) {
    const pattern = new RegExp(served.log);
    const lines = (await readFile(child.logFile, 'utf8')).split('\n');
    return { count: lines.filter((line) => pattern.test(line)).length, how: `lines of its log that match ${served.log}` };
  }
  const { method, path } = partsOf(served.request);
  const answer = await request(origin + path, { method, signal: AbortSignal.timeout(2000) });
  const count = Number(atPointer(await answer.body.json(), served.at));
  return Number.isFinite(count) ? { count, how: `${served.request}, ${served.at}` } : undefined;
};

const startOn = async (port: number, wanted: StartRequest, signal: AbortSignal): Promise<Instance> => {
  const { scratch, run, version, folder, inside } = wanted;
  const [program, ...args] = run.command;
  const shown = await inside?.show(port).catch((error: unknown) => {
    throw new StartFailed(`its port cannot be had: ${messageOf(error)}`, [messageOf(error)]);
  });
  const child = await startChild({
    scratch,
    // The Node that drill itself runs on, whatever PATH says.
    command: [program === 'node' ? process.execPath : (program ?? ''), ...args],
    cwd: folder,
    declared: '`run.command` in drill.yaml',
    env: environmentOf(wanted, port),
    family: `${scratch.id}-${wanted.artifact}-${version}-${wanted.label}`,
    logFile: join(scratch.folder, `${wanted.artifact}-${version}-${wanted.label}.log`),
    ...(inside && { inside }),
  }).catch(async (error: unknown) => {
    await shown?.[Symbol.asyncDispose]();
    throw error;
  });
  const origin = `http://127.0.0.1:${port}`;
  let wantedEnd = false;
  const stop = async (): Promise<void> => {
    wantedEnd = true;
    await child.stop(parseDuration(run.stop ?? '5s') ?? 5000);
    await shown?.[Symbol.asyncDispose]();
  };
  try {
    await untilReady(child, origin, run, signal);
    const says = await runningVersion(origin, run, signal);
    if (says !== undefined && says !== version)
      throw new StartFailed(`it says that it is version ${says}, not ${version}`, await child.tail(20));
  } catch (error) {
    await stop();
    throw error instanceof StartFailed && error.log.length === 0 ? new StartFailed(error.message, await child.tail(20)) : error;
  }
  return {
    version,
    origin,
    logFile: child.logFile,
    crashed: child.exited.then((exit) => (wantedEnd ? new Promise<never>(() => {}) : exitText(exit))),
    tail: child.tail,
    served: () => countServed(child, origin, run.served).catch(() => undefined),
    stop,
  };
};

/** A version as a process of this machine, on a port of its own. */
export const processTarget: Target = {
  name: 'process',
  check: ({ run, stores, machine }) =>
    void environmentOf({ run, stores: Object.fromEntries(stores.map((name) => [name, ''])), machine }, 0),
  start: async (wanted, signal) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await startOn(await freePort(), wanted, signal);
      } catch (error) {
        const portTaken = error instanceof StartFailed && error.log.some((line) => line.includes('EADDRINUSE'));
        if (!portTaken || attempt === 3) throw error;
      }
    }
  },
};
