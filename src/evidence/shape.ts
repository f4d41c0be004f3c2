import { outcomes } from '../model/outcome.ts';

// A ledger is a file that people can reach: whatever is read from it is looked at before it is believed,
// so that a line made by hand ends in a message and never in a crash further on.

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const text: Check = (value) => typeof value === 'string' && value !== '';
const absentOr =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const digest: Check = (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
const fits =
  (shape: Shape): Check =>
  (value) =>
    isRecord(value) && Object.entries(shape).every(([name, check]) => check(value[name]));
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

const versionId = fits({ version: text, digest: text });
const version: Shape = { artifact: text, version: text, digest };

const facts: Readonly<Record<string, Shape>> = {
  version: { ...version, source: absentOr(text) },
  deployed: { ...version, environment: text, firstRelease: absentOr((value) => value === true) },
  good: { ...version, environment: text, reason: absentOr(text) },
  bad: { ...version, environment: absentOr(text), reason: absentOr(text) },
  'rolled-back': { artifact: text, environment: text, from: versionId, to: versionId, reason: absentOr(text) },
  evidence: {
    of: (value) => value === 'check' || value === 'drill',
    artifact: text,
    environment: absentOr(text),
    drill: absentOr(text),
    from: versionId,
    to: versionId,
    outcome: (value) => outcomes.some((outcome) => outcome === value),
    reasons: list(fits({ code: text, what: (value) => typeof value === 'string' })),
    work: (value) => isRecord(value) && Object.values(value).every((count) => typeof count === 'number'),
    document: absentOr(fits({ path: text, sha256: digest })),
  },
};

/** What is wrong with a fact's form, e.g. `"environment" of a "good" fact is missing or of the wrong type`; undefined when nothing is. */
export const factFault = (fact: unknown): string | undefined => {
  if (!isRecord(fact)) return 'it holds no fact';
  const shape = typeof fact['kind'] === 'string' && Object.hasOwn(facts, fact['kind']) ? facts[fact['kind']] : undefined;
  if (!shape) return `it holds a fact of an unknown kind (${JSON.stringify(fact['kind'])})`;
  const wrong = Object.entries(shape).find(([name, check]) => !check(fact[name]));
  return wrong && `${JSON.stringify(wrong[0])} of its ${JSON.stringify(fact['kind'])} fact is missing or of the wrong type`;
};

/** What is wrong with an entry's form; undefined when nothing is. Hash and order are the chain's matter. */
export const entryFault = (value: unknown): string | undefined => {
  if (!isRecord(value)) return 'it is not an entry';
  if (typeof value['v'] === 'number' && value['v'] > 1) return `it was written by a newer drill (entry version ${value['v']})`;
  if (value['v'] !== 1) return 'it has no entry version ("v": 1)';
  if (!Number.isSafeInteger(value['seq']) || (value['seq'] as number) < 1) return 'it has no sequence number ("seq")';
  if (typeof value['at'] !== 'string' || Number.isNaN(Date.parse(value['at']))) return 'it has no time ("at")';
  if (!digest(value['prev'])) return 'it has no hash of the entry before ("prev")';
  if (!digest(value['hash'])) return 'it has no hash ("hash")';
  return factFault(value['fact']);
};
