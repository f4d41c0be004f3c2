import { randomBytes } from 'node:crypto';
import { openScratch } from '../../core/scratch/scratch.ts';
import { type EngineName, engineNames } from '../../model/engine.ts';
import type { ScratchServer } from '../../storage/engine.ts';
import { engines } from '../../storage/engines/registry.ts';

/** A scratch server below a folder of its own; both are gone when it is disposed of, or when the next command runs. */
export const scratchServer = async (signal: AbortSignal, engine: EngineName = engineNames[0]): Promise<ScratchServer> => {
  const scratch = await openScratch(`migration${randomBytes(4).toString('hex')}`);
  try {
    const server = await engines[engine].start(scratch, signal);
    return {
      ...server,
      [Symbol.asyncDispose]: async () => {
        await server[Symbol.asyncDispose]();
        await scratch[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await scratch[Symbol.asyncDispose]();
    throw error;
  }
};
