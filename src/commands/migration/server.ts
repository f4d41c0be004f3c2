import { randomBytes } from 'node:crypto';
import { openScratch } from '../../core/scratch/scratch.ts';
import { type EngineName, engineNames } from '../../model/engine.ts';
import type { ScratchServer } from '../../storage/engine.ts';
import { engines } from '../../storage/engines/registry.ts';

/** A scratch server below a folder of its own; both are gone when it is disposed of, or when the next command runs. */
export const scratchServer = async (
  signal: AbortSignal,
  { engine = engineNames[0], where }: { readonly engine?: EngineName; readonly where?: string | undefined } = {},
): Promise<ScratchServer> => {
  const scratch = await openScratch(`migration${randomBytes(4).toString('hex')}`);
  try {
    const server = await engines[engine].start(scratch, signal, where);
    return {
      ...server,
      [Symbol.asyncDispose]: async () => {
        try {
          await server[Symbol.asyncDispose]();
        } finally {
          await scratch[Symbol.asyncDispose]();
        }
      },
    };
  } catch (error) {
    await scratch[Symbol.asyncDispose]();
    throw error;
  }
};
