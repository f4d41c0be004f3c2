import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DrillError } from '../../core/error.ts';
import type { KeepStatements } from '../../drills/rollback/stage.ts';
import { writeWhole } from '../../evidence/durable.ts';
import { dialectOf } from '../../storage/engines/dialects.ts';
import { loggedIn } from '../../storage/statements/logged.ts';
import { scrubbed } from '../../storage/statements/scrub.ts';
import { writtenStatements } from '../../storage/statements/written.ts';
import type { Artifact, Workspace } from '../../workspace/workspace.ts';
import { capturedFile, capturedOf } from '../check/stores/given.ts';

/**
 * Writes what versions were seen to ask of their stores to where `drill check` looks for it, each file whole or not at all. What an earlier
 * drill captured of the same content stays. Outside of synthetic environments nobody's values are kept.
 */
export const keepingStatements =
  ({ root }: Workspace, { name: artifact, stores = {} }: Artifact, synthetic: boolean): KeepStatements =>
  async ({ version, digest, store, log }) => {
    const file = capturedFile({ artifact, version }, store);
    const path = join(root, file);
    try {
      const { split } = dialectOf({ engine: stores[store]?.engine ?? '' });
      const queries = loggedIn(log, `${basename(file, '.sql')}.csv`, { split });
      const earlier = await readFile(path, 'utf8').catch(() => '');
      const head = capturedOf(digest);
      const before = earlier.startsWith(`${head}\n`) ? earlier : '';
      const text = `${head}\n${writtenStatements(queries, before, synthetic ? undefined : scrubbed)}`;
      if (text === earlier) return undefined;
      await mkdir(dirname(path), { recursive: true });
      await writeWhole(path, text);
      return `${file}: what ${version} asks of its store ${store}${synthetic ? '' : ', without values'}`;
    } catch (error) {
      // Nothing was asked: the check says that there is nothing, and makes statements.
      if (error instanceof DrillError && error.problems[0]?.code === 'statements/none')
        return `${version} asked nothing of its store ${store}`;
      throw error;
    }
  };
