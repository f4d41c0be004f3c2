import { afterAll, describe, expect, test } from 'vitest';
import { diff } from '../../../src/commands/diff.ts';
import type { Catalog, ColumnObject } from '../../../src/storage/catalog.ts';
import { writeSnapshot } from '../../../src/storage/snapshot.ts';
import { folderOf } from '../schema/folder.ts';

const column = (name: string, more: Partial<ColumnObject> = {}): ColumnObject => ({
  kind: 'column',
  name: `public.orders.${name}`,
  table: 'public.orders',
  column: name,
  type: 'integer',
  notNull: false,
  ...more,
});
const snapshot = (columns: readonly ColumnObject[], engine = 'postgres'): string =>
  writeSnapshot({
    engine,
    server: '18.4',
    objects: [...columns, { kind: 'table', name: 'public.orders', persistence: 'permanent', columns: columns.map((one) => one.column) }],
  } satisfies Catalog);

const old = snapshot([column('id'), column('note'), column('total')]);
const folder = folderOf({
  'old.json': old,
  'dropped.json': snapshot([column('id'), column('total')]),
  'added.json': snapshot([column('id'), column('note'), column('total'), column('shop')]),
  'wider.json': snapshot([column('id'), column('note'), column('total', { type: 'bigint' })]),
  'empty.json': writeSnapshot({ engine: 'postgres', server: '18.4', objects: [] }),
  'other.json': snapshot([column('id')], 'sqlite'),
  'torn.json': old.slice(0, -20),
  'mistyped.json': old.replace('"notNull": false', '"notNul": false'),
  'contract.json': { type: 'object' },
});
afterAll(() => folder[Symbol.dispose]());

interface Told {
  readonly contracts: readonly {
    readonly is: string;
    readonly format: string;
    readonly compared: object;
    readonly cells: Record<string, { state: string; basis?: string; because: string }>;
    readonly findings: readonly { rule: string; object: string; at: object; fingerprint: string }[];
  }[];
  readonly judgement: { readonly outcome: string; readonly reasons: readonly { code: string; what: string }[] };
}
const told = async (...args: string[]): Promise<Told> => JSON.parse((await folder.run(diff, [...args, '--json'])).out) as Told;
const statesOf = ({ contracts: [store] }: Told): string[] => Object.values(store?.cells ?? {}).map(({ state }) => state);

describe('two snapshots of a store', () => {
  test('are compared as a store, each finding at its place in both files', async () => {
    const answer = await told('old.json', 'dropped.json');
    expect(answer.contracts.map(({ is, format, compared }) => [is, format, compared])).toEqual([
      ['store', 'postgres', { what: 'objects', count: 4, identical: 3 }],
    ]);
    expect(statesOf(answer)).toEqual(['holds', 'breaks-if-used', 'breaks-if-used']);
    const [finding, ...more] = answer.contracts[0]?.findings ?? [];
    expect(more).toEqual([]);
    const line = old.split('\n').findIndex((text) => text.includes('"note"')) + 1;
    expect(finding).toMatchObject({
      rule: 'storage/column-dropped',
      object: 'column public.orders.note',
      at: { old: { file: 'old.json', line, column: 9, pointer: '/tables/public.orders/columns/note' } },
      use: { assume: 'used', state: 'unknown' },
    });
    expect(answer.judgement.outcome).toBe('fail');
    expect(answer.judgement.reasons.map(({ code, what }) => [code, what])).toEqual([
      [
        'check/breaks-rollback',
        `store postgres: 1 change breaks the cell rollback, first column public.orders.note: it is gone (old.json:${line}:9)`,
      ],
    ]);
  });

  test('that are equal pass, proved', async () => {
    const answer = await told('old.json', 'old.json');
    expect([answer.judgement.outcome, statesOf(answer)]).toEqual(['pass', ['holds', 'holds', 'holds']]);
    expect(answer.contracts[0]?.cells['rollback']?.basis).toBe('proved');
  });

  test('of which the newer has more pass by the schemas alone, which proves nothing', async () => {
    const answer = await told('old.json', 'added.json');
    expect([answer.judgement.outcome, statesOf(answer), answer.contracts[0]?.findings]).toEqual(['pass', ['holds', 'holds', 'holds'], []]);
    expect(answer.contracts[0]?.cells['rollback']?.basis).toBeUndefined();
  });

  test('whose values widen pass with a note', async () => {
    const answer = await told('old.json', 'wider.json');
    expect([answer.judgement.outcome, statesOf(answer)]).toEqual(['pass', ['holds', 'breaks-if-used', 'breaks-if-used']]);
  });

  test('of nothing are inconclusive', async () => {
    const answer = await told('empty.json', 'empty.json');
    expect([answer.judgement.outcome, statesOf(answer)]).toEqual(['inconclusive', ['unknown', 'unknown', 'unknown']]);
  });

  test('are judged by when the migration runs', async () => {
    const answer = await told('old.json', 'added.json', '--migrate', 'after');
    expect([answer.judgement.outcome, statesOf(answer), answer.contracts[0]?.findings.map(({ rule }) => rule)]).toEqual([
      'fail',
      ['holds', 'breaks-if-used', 'holds'],
      ['storage/column-added'],
    ]);
  });

  test('are told to people: no, and why', async () => {
    const { out, code } = await folder.run(diff, ['old.json', 'dropped.json']);
    expect(out).toContain('error[storage/column-dropped] column public.orders.note: it is gone\n');
    expect(out).toContain('safe to roll out: yes / safe to roll back: no, as long as what has changed is used (1 finding)\n');
    expect(out).toContain('  assumed  used, for nobody has seen whether it is used\n');
    expect(code).toBe(1);
  });

  test('are red in JUnit where they fail', async () => {
    const { out } = await folder.run(diff, ['old.json', 'dropped.json', '--format', 'junit']);
    expect(out).toContain('<testsuite name="store postgres"');
    expect(out.match(/<failure /g)).toHaveLength(2);
  });

  test('may be lines of a batch: values, texts and files', async () => {
    const [was, is]: unknown[] = [JSON.parse(old), JSON.parse(snapshot([column('id'), column('total')]))];
    const lines = [
      { id: 1, old: was, new: is },
      { id: 2, old, new: 'dropped.json' },
      { id: 3, old: 'old.json', new: 'added.json', migrate: 'after' },
      { id: 4, old: was, new: { type: 'object' } },
      { id: 5, old: was, new: is, role: 'consumer' },
      { id: 6, old: { type: 'object' }, new: { type: 'object' }, migrate: 'after' },
      { id: 7, old: was, new: was },
    ];
    const { out, code } = await folder.run(diff, ['--batch'], lines.map((line) => JSON.stringify(line)).join('\n'));
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { verdict?: string; findings?: { rule: string; object: string }[]; error?: { code: string } });
    expect(
      answers.map(
        ({ verdict, findings, error }) => error?.code ?? [verdict, ...(findings ?? []).map(({ rule, object }) => `${rule} ${object}`)],
      ),
    ).toEqual([
      ['fail', 'storage/column-dropped column public.orders.note'],
      ['fail', 'storage/column-dropped column public.orders.note'],
      ['fail', 'storage/column-added column public.orders.shop'],
      'diff/two-kinds',
      'batch/stray-option',
      'batch/stray-option',
      ['pass'],
    ]);
    expect(code).toBe(64);
  });

  test.each([
    [['old.json', 'contract.json'], 'diff/two-kinds'],
    [['contract.json', 'old.json'], 'diff/two-kinds'],
    [['old.json', 'other.json'], 'diff/two-engines'],
    [['old.json', 'torn.json'], 'snapshot/not-json'],
    [['old.json', 'mistyped.json'], 'snapshot/missing-key snapshot/unknown-key'],
    [['old.json', 'old.json', '--as', 'openapi'], 'diff/stray-option'],
    [['old.json', 'old.json', '--persisted'], 'diff/stray-option'],
    [['contract.json', 'contract.json', '--migrate', 'after'], 'diff/stray-option'],
  ])('%j is refused as %s', async (args, code) => {
    const { problems, code: exit } = await folder.run(diff, args);
    expect([problems.map((problem) => problem.code).join(' '), exit]).toEqual([code, 64]);
  });
});
