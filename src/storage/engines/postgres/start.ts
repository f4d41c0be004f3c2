import { DrillError } from '../../../core/error.ts';
import type { Scratch } from '../../../core/scratch/scratch.ts';
import { type EmbeddedOptions, type PostgresServer, startEmbedded } from './embedded.ts';
import { type Where, whereOf } from './where.ts';

type Starter<Kind extends Where['kind']> = (
  where: Extract<Where, { readonly kind: Kind }>,
  scratch: Scratch,
  signal: AbortSignal,
  options: EmbeddedOptions,
) => Promise<PostgresServer>;

/** One line a place. Those that need a library load it when they are asked for. */
const starters: { readonly [Kind in Where['kind']]: Starter<Kind> } = {
  embedded: async ({ major }, scratch, signal, options) => {
    const server = await startEmbedded(scratch, signal, options);
    if (major === undefined || major === server.major) return server;
    await server[Symbol.asyncDispose]();
    throw new DrillError('server/other-major', `the embedded server is PostgreSQL ${server.version}, not ${major}`, {
      fix: `--server docker:postgres:${major} starts one of that version`,
    });
  },
  docker: async ({ image }, ...rest) => (await import('./docker.ts')).startContainer(image, ...rest),
  given: async ({ url }, scratch) => (await import('./given.ts')).openGiven(url, scratch),
};

/** Starts or opens a server for scratch databases, which are gone with it. @param where as `whereOf` reads it; embedded where nothing is said */
export const startServer = async (
  where: string | undefined,
  scratch: Scratch,
  signal: AbortSignal,
  options: EmbeddedOptions = {},
): Promise<PostgresServer> => {
  const found = whereOf(where ?? 'embedded');
  const start = starters[found.kind] as Starter<Where['kind']>;
  return start(found, scratch, signal, options);
};
