import { describe, expect, it } from 'vitest';
import { goodEverywhere } from '../../src/commands/check/previous.ts';
import type { Entry, Fact } from '../../src/model/fact.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

const digest = (n: string): string => `sha256:${n.replaceAll('.', '').padEnd(64, '0')}`;
const ledger = (...places: readonly (readonly [version: string, environment: string])[]): Entry[] =>
  places
    .flatMap(([version, environment]): Fact[] =>
      (['deployed', 'good'] as const).map((kind) => ({ kind, artifact: 'orders', version, digest: digest(version), environment })),
    )
    .map((fact, index) => ({ v: 1, seq: index + 1, at: '2026-01-01T00:00:00.000Z', prev: '', hash: '', fact }));
const workspace = { environments: new Map(['staging', 'production'].map((name) => [name, { name }])) } as unknown as Workspace;

describe('N-1 of a check', () => {
  it.each<[string, Entry[], string | undefined, number]>([
    ['an empty ledger knows none', [], undefined, 0],
    ['one environment knows it', ledger(['1.4.0', 'production']), '1.4.0', 0],
    ['both know the same', ledger(['1.4.0', 'staging'], ['1.4.0', 'production']), '1.4.0', 0],
    ['they differ: none, and it is said', ledger(['1.5.0', 'staging'], ['1.4.0', 'production']), undefined, 1],
    ['an environment that is not declared does not count', ledger(['1.5.0', 'elsewhere'], ['1.4.0', 'production']), '1.4.0', 0],
  ])('%s', (_, entries, version, notes) => {
    const said: string[] = [];
    expect([goodEverywhere(workspace, 'orders', entries, (text) => void said.push(text)), said.length]).toEqual([version, notes]);
  });
});
