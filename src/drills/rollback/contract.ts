import { request } from 'undici';
import { messageOf } from '../../core/error.ts';
import type { Running, Stage } from './stage.ts';

/** A contract is not longer, and a version does not take longer to say it. */
const most = 64 * 1024 * 1024;
const patienceMs = 30_000;

const ask = async (origin: string, line: string, signal: AbortSignal): Promise<Uint8Array> => {
  const [method = 'GET', path = '/'] = line.split(' ');
  const answer = await request(origin + path, {
    method: method as 'GET',
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
  });
  if (answer.statusCode !== 200) {
    await answer.body.dump();
    throw new Error(`it answered ${answer.statusCode}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    size += (chunk as Uint8Array).length;
    if (size > most) throw new Error(`it answered with more than ${most} bytes`);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
};

/**
 * Asks a version that has just started for its contracts, once a drill, before it has traffic. One that does not say it is told of and
 * stops nothing: the drill is about going back, and `drill check` says what it lacks.
 */
export const captureContracts = async (stage: Stage, { backend }: Running, signal: AbortSignal): Promise<void> => {
  if (stage.route !== stage.plan.routes[0]) return;
  for (const { contract, request: line } of stage.plan.captures) {
    try {
      await stage.keepContract({ version: backend.version, contract, bytes: await ask(backend.origin, line, signal) });
    } catch (error) {
      signal.throwIfAborted();
      stage.progress.note(`${backend.version} did not give its contract ${contract} (${line}): ${messageOf(error)}`);
    }
  }
};
