import { systemClock, type Clock } from '../../src/core/clock.ts';
import { canonicalJson, sha256 } from '../../src/core/hash.ts';
import { noEntryBefore, seal } from '../../src/evidence/entry.ts';
import type { Entry, Evidence, Fact } from '../../src/model/fact.ts';
import type { VersionId } from '../../src/model/version.ts';

// Facts as the tests of this room write them: `orders`, its versions 1.4.0, 1.5.0 …, in `local` unless said otherwise.

export const digestOf = (version: string): string => sha256(`content of ${version}`);
export const id = (version: string): VersionId => ({ version, digest: digestOf(version) });

const named = (version: string) => ({ artifact: 'orders', ...id(version) });
export const known = (version: string): Fact => ({ kind: 'version', ...named(version) });
export const deployed = (version: string, environment = 'local'): Fact => ({ kind: 'deployed', ...named(version), environment });
export const good = (version: string, environment = 'local'): Fact => ({ kind: 'good', ...named(version), environment });
export const bad = (version: string, environment?: string): Fact => ({
  kind: 'bad',
  ...named(version),
  ...(environment && { environment }),
});
export const rolledBack = (from: string, to: string, environment = 'local'): Fact => ({
  kind: 'rolled-back',
  artifact: 'orders',
  environment,
  from: id(from),
  to: id(to),
});
export const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  kind: 'evidence',
  of: 'check',
  artifact: 'orders',
  from: id('1.4.0'),
  to: id('1.5.0'),
  outcome: 'pass',
  reasons: [],
  work: { operations: 5 },
  ...more,
});

/** A clock that stands still. */
export const clockAt = (iso: string): Clock => ({ ...systemClock, now: () => new Date(iso) });

/** A chain of facts, a minute apart. */
export const chainOf = (...facts: readonly Fact[]): readonly Entry[] => {
  const entries: Entry[] = [];
  for (const [index, fact] of facts.entries())
    entries.push(
      seal(fact, index + 1, entries.at(-1)?.hash ?? noEntryBefore, new Date(Date.parse('2026-03-01T12:00:00Z') + index * 60_000)),
    );
  return entries;
};

export const textOf = (entries: readonly Entry[]): string => entries.map((entry) => `${canonicalJson(entry)}\n`).join('');
