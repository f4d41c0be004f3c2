import { routes } from '../model/cell.ts';
import { outcomes } from '../model/outcome.ts';
import { anyText, digest, type Form, isRecord, list, mapOf, number, object, oneOf, optional, text, versionId, yes } from './form.ts';

// A ledger is a file that people can reach: whatever is read from it is looked at before it is believed,
// so that a line made by hand ends in a message and never in a crash further on.

const version = { artifact: text, version: text, digest };

const facts: Readonly<Record<string, Form>> = {
  version: object({ ...version, source: optional(text) }),
  deployed: object({ ...version, environment: text, firstRelease: optional(yes), beside: optional(yes) }),
  good: object({ ...version, environment: text, reason: optional(text) }),
  bad: object({ ...version, environment: optional(text), reason: optional(text) }),
  'rolled-back': object({ artifact: text, environment: text, from: versionId, to: versionId, reason: optional(text) }),
  backup: object({ artifact: text, environment: text, store: text, provider: text, backup: text, manifest: digest }),
  evidence: object({
    of: oneOf(['check', 'drill']),
    artifact: text,
    environment: optional(text),
    drill: optional(text),
    routes: optional(list(oneOf(routes))),
    from: versionId,
    to: versionId,
    outcome: oneOf(outcomes),
    reasons: list(object({ code: text, what: anyText })),
    work: mapOf(number),
    contracts: optional(list(object({ name: text, old: digest, new: digest }))),
    definition: optional(digest),
    restore: optional(
      object({
        store: text,
        provider: text,
        backup: text,
        at: text,
        bytes: optional(number),
        rtoMs: optional(number),
        rpoMs: optional(number),
      }),
    ),
    document: optional(object({ path: text, sha256: digest })),
  }),
};

/** What is wrong with a fact's form, e.g. `/environment of its "good" fact is missing`; undefined when nothing is. */
export const factFault = (fact: unknown): string | undefined => {
  if (!isRecord(fact)) return 'it holds no fact';
  const { kind } = fact;
  const form = typeof kind === 'string' && Object.hasOwn(facts, kind) ? facts[kind] : undefined;
  if (!form) return `it holds a fact of an unknown kind (${JSON.stringify(kind)})`;
  const fault = form(fact, '');
  return fault && `in its ${JSON.stringify(kind)} fact ${fault}`;
};

/** What is wrong with an entry's form; undefined when nothing is. Hash and order are the chain's matter. */
export const entryFault = (value: unknown): string | undefined => {
  if (!isRecord(value)) return 'it is not an entry';
  if (typeof value['v'] === 'number' && value['v'] > 1) return `it was written by a newer drill (entry version ${value['v']})`;
  if (value['v'] !== 1) return 'it has no entry version ("v": 1)';
  if (!Number.isSafeInteger(value['seq']) || (value['seq'] as number) < 1) return 'it has no sequence number ("seq")';
  if (typeof value['at'] !== 'string' || Number.isNaN(Date.parse(value['at']))) return 'it has no time ("at")';
  return digest(value['prev'], '"prev"') ?? digest(value['hash'], '"hash"') ?? factFault(value['fact']);
};
