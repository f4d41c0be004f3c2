import { describe, expect, it } from 'vitest';
import type { Chain, ChainStep } from '../../../src/model/chain.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { wayBackWith } from '../../../src/storage/trial/chain/chain.ts';
import { wayBackOf } from '../../../src/storage/trial/summary.ts';

const finding = (more: Partial<Finding>): Finding => ({
  rule: 'storage/column-dropped',
  severity: 'error',
  cells: { rollback: 'breaks' },
  what: 'it is gone',
  why: '',
  fix: '',
  at: {},
  ...more,
});
const cell = { state: 'breaks', because: '' } as const;
const cells = { rollout: cell, mixed: cell, rollback: cell };
const assumed = finding({
  rule: 'storage/down-failed',
  severity: 'note',
  route: 'down',
  cells: { rollback: 'breaks-if-used' },
  use: { of: 'a longer text', state: 'unknown', assume: 'unused' },
});

describe('the way back, where the down migration did not go through', () => {
  it.each<[string, readonly Finding[], string]>([
    ['for good', [finding({ route: 'down' })], 'N-1 can come back on the schema that N leaves; the down migration does not go through'],
    [
      'with what nobody was seen to write',
      [assumed],
      'N-1 can come back on the schema that N leaves; the down migration brings it back as long as N has stored nothing that only N can, and is refused then',
    ],
    [
      'with what nobody was seen to write, and the schema may not stay',
      [assumed, finding({})],
      'N-1 cannot come back on the schema that N leaves; the down migration brings it back as long as N has stored nothing that only N can, and is refused then',
    ],
    [
      'for good, and the schema may not stay',
      [finding({}), finding({ route: 'down' })],
      'N-1 cannot come back on the schema that N leaves; the down migration does not go through: this is the point of no return',
    ],
  ])('%s', (_, findings, text) => expect(wayBackOf(findings, cells, undefined, true, [])).toBe(text));
});

describe('the point of no return', () => {
  const step = (name: string): ChainStep => ({ name, file: `${name}.sql`, back: 'none', asked: 1, leftOut: 0, upMs: 1 });
  const none = 'N-1 cannot come back on the schema that N leaves, and there is no down migration: this is the point of no return';
  it.each<[string, string, Chain, string]>([
    [
      'has the name of the migration',
      none,
      { steps: [step('1')], pointOfNoReturn: { step: '1', file: '1.sql', why: 'it is gone' } },
      'N-1 cannot come back on the schema that N leaves, and there is no down migration; point of no return: 1 (it is gone)',
    ],
    [
      'is the one that stops where none before it is',
      none,
      { steps: [], stopped: '1' },
      'N-1 cannot come back on the schema that N leaves, and there is no down migration; point of no return: 1',
    ],
    [
      'is not said where there is none',
      'N-1 can come back on the schema that N leaves',
      { steps: [], stopped: '1' },
      'N-1 can come back on the schema that N leaves',
    ],
  ])('%s', (_, text, chain, expected) => expect(wayBackWith(text, chain)).toBe(expected));
});
