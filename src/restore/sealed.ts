import { canonicalJson, sha256 } from '../core/hash.ts';
import type { InvariantState, Manifest } from './manifest.ts';

// What a manifest must know of values it knows as hashes: it lies in a file, and the values are other people's.

const isSealed = (text: string): boolean => /^sha256:[0-9a-f]{64}$/.test(text);

/** A text as a manifest has it; what is one already stays. */
export const sealText = (text: string): string => (isSealed(text) ? text : sha256(text));

/** An answer as a manifest has it: one row with one hash. */
export const sealAnswer = (answer: InvariantState['answer']): InvariantState['answer'] => {
  const [only] = answer.length === 1 && answer[0]?.length === 1 ? answer[0] : [];
  return typeof only === 'string' && isSealed(only) ? answer : [[sha256(canonicalJson(answer))]];
};

/** A manifest without values: whose data it is, and what invariants answered, are hashes. */
export const sealManifest = (manifest: Manifest): Manifest => ({
  ...manifest,
  cluster: { ...manifest.cluster, ...(manifest.cluster.tenant !== undefined && { tenant: sealText(manifest.cluster.tenant) }) },
  content: {
    ...manifest.content,
    invariants: manifest.content.invariants.map((one) => ({ ...one, answer: sealAnswer(one.answer) })),
  },
});
