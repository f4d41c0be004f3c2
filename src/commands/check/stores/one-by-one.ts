import type { RecordedStep } from '../../../storage/migrations/recorded.ts';

// A tool that is made to go one migration at a time says by nothing that none is left: it is seen by what it does then.

/** What is said otherwise every time: a moment, a number that is drawn. */
const passing = /'(?:\d{4}-\d\d-\d\d[ T][\d:.+Z-]+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})'/gi;

const lasting = (steps: readonly RecordedStep[]): string =>
  steps.map(({ name, sql }) => `${name}\n${sql.replaceAll(passing, "''")}`).join('');

/** All that it did was to make what was there already. */
const isOnlyThere = (steps: readonly RecordedStep[]): boolean =>
  steps.every(
    ({ isNoted, sql }) =>
      !isNoted &&
      sql
        .replaceAll(/^(?:BEGIN|COMMIT);$/gm, '')
        .split(/^;$/m)
        .every((one) => /^\s*(?:create\s[\w\s]*?\bif\s+not\s+exists\b|$)/i.test(one)),
  );

/**
 * One step after the other until nothing is left to do: nothing was done, or what is done whenever there is nothing left, which leaves the
 * schema as it was.
 */
export const oneByOne = async (
  once: () => Promise<readonly RecordedStep[]>,
  schema: () => Promise<string>,
  most: number,
): Promise<readonly RecordedStep[]> => {
  const runs: { readonly did: readonly RecordedStep[]; readonly isChange: boolean }[] = [];
  let before = await schema();
  for (let count = 0; count < most;) {
    const did = await once();
    if (did.length === 0) break;
    const after = await schema();
    const isChange = after !== before;
    before = after;
    if (!isChange && isOnlyThere(did)) break;
    const last = runs.at(-1);
    if (!isChange && last && lasting(did) === lasting(last.did)) {
      if (!last.isChange) runs.pop();
      break;
    }
    runs.push({ did, isChange });
    count += did.length;
  }
  // Named by its number, a step is the first of its own run only.
  return runs
    .flatMap(({ did }) => did)
    .map((step, index) => (/^\d+$/.test(step.name) && !step.isNoted ? { ...step, name: `${index + 1}` } : step));
};
