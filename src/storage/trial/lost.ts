import { sleep } from '../../core/deadline.ts';
import { DrillError } from '../../core/error.ts';
import type { Finding } from '../../model/finding.ts';
import type { ScratchServer } from '../engine.ts';

// A connection notices that its server is gone before the server's end is known. Until then all that it says looks like a refusal.

/** Milliseconds in which the end of a server is known. */
const patienceMs = 500;

/** Class 08: the connection is gone; 57P: somebody ended it, or the server shuts down. */
const isCut = ({ witness }: Finding): boolean => {
  const value = witness?.value as { readonly error?: { readonly code?: string } } | null | undefined;
  return /^(?:08|57P)/.test(value?.error?.code ?? '');
};

/** The error that is to be told where the server itself has ended; undefined: it is there. */
const lostServer = async (server: ScratchServer, cause: unknown): Promise<DrillError | undefined> => {
  const how = await Promise.race([server.lost, sleep(patienceMs).then(() => undefined)]);
  return how === undefined
    ? undefined
    : new DrillError('migration/server-lost', `the scratch server ended in the middle of the trial (${how})`, {
        cause,
        kind: 'internal',
        fix: 'Try again; often the disk is full or memory ran out.',
      });
};

/** What was found with a server that ended meanwhile is nothing. @throws DrillError `migration/server-lost` */
export const refuseLost = async (findings: readonly Finding[], server: ScratchServer): Promise<void> => {
  if (!findings.some(isCut)) return;
  const lost = await lostServer(server, undefined);
  if (lost) throw lost;
};

/** The error that counts: what was given is wrong, the server was lost, or whatever it was. */
export const errorOf = async (error: unknown, server: ScratchServer): Promise<unknown> => {
  if (error instanceof DrillError && error.kind === 'usage' && !/\(its connection was ended\)/.test(error.message)) return error;
  return (await lostServer(server, error)) ?? error;
};
