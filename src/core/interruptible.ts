import { Script } from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import { Stopped } from './deadline.ts';

const name = 'rollback-drill.work';
const call = new Script(`globalThis[Symbol.for(${JSON.stringify(name)})]()`);

/**
 * Does work that lets nobody have a turn, such as a library's parser, so that Ctrl-C ends it all the same: a handler of signals waits for
 * its turn, and Node's watchdog does not. Whoever listens for SIGINT hears it afterwards. Other signals wait until the work is done.
 *
 * @param work holds nothing that has to be put back: it ends wherever it is
 * @throws Stopped where it was interrupted; what the work throws
 */
export const interruptible = <T>(work: () => T): T => {
  if (!isMainThread) return work();
  let result: { readonly value: T } | undefined;
  Reflect.set(globalThis, Symbol.for(name), () => void (result = { value: work() }));
  try {
    call.runInThisContext({ breakOnSigint: true });
  } catch (error) {
    if ((error as { code?: unknown } | undefined)?.code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error;
    process.emit('SIGINT', 'SIGINT');
    throw new Stopped('interrupted', 'interrupted by SIGINT; cleaning up');
  } finally {
    Reflect.deleteProperty(globalThis, Symbol.for(name));
  }
  if (!result) throw new Error('the work ended without a result');
  return result.value;
};
