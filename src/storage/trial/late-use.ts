import { rules } from '../rules/registry.ts';
import type { Baseline } from './cells.ts';
import type { Judged } from './confirm.ts';

// Where the migration comes after the code N asks a schema that lacks what is new. What N was seen to ask, all of it, rules out what
// it does not ask for.

/** Only N on the schema of N-1 is hit by them. */
const ofLate: ReadonlySet<string> = new Set(rules.filter(({ cells }) => Object.keys(cells).length === 0).map(({ id }) => id));

const kinds: ReadonlySet<string> = new Set(['column', 'table', 'view', 'materialized view']);

/** What N was seen to ask. */
interface OfNew {
  readonly baseline: readonly Baseline[];
  /** Those that its own schema refused: they may touch anything. */
  readonly unusable: number;
}

/** Takes back what captured statements of N do not touch of what N alone has. */
export const ruleOutLate = (judged: readonly Judged[], { baseline, unusable }: OfNew): readonly Judged[] => {
  const asked = baseline.map(({ statement }) => statement);
  const isTold = unusable === 0 && asked.length > 0 && asked.every(({ touches, origin }) => touches.length > 0 && origin !== 'generated');
  if (!isTold) return judged;
  const touched = new Set(asked.flatMap(({ touches }) => touches));
  return judged.map((one) => {
    const { change, finding } = one;
    const { is, kind, turn } = change ?? {};
    if (turn !== 'added' || !is || !kinds.has(kind ?? '') || !ofLate.has(finding.rule) || finding.use?.state !== 'unknown') return one;
    if (touched.has(`${kind} ${is.name}`)) return one;
    return {
      change,
      finding: {
        ...finding,
        severity: 'note',
        downgraded: `none of ${asked.length} captured statements of N touches it`,
        use: { ...finding.use, state: 'ruled-out' },
      },
    };
  });
};
