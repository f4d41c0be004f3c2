import { describe, expect, it } from 'vitest';
import { judgePlan, type PlanCase } from '../../../src/storage/plans/judge.ts';
import type { Readiness } from '../../../src/storage/plans/readiness.ts';
import { spokenNames, targetOf, targetText } from '../../../src/storage/plans/target.ts';
import { sharedWrites, type Write, type Writer } from '../../../src/storage/plans/writers.ts';

describe('what a plan names', () => {
  it.each([
    ['column orders.email', 'column public.orders.email'],
    ['column Shop.Orders.Email', 'column shop.orders.email'],
    ['column "Shop"."a.b"."C""d"', 'column "Shop"."a.b"."C""d"'],
    ['column "orders".email', 'column public.orders.email'],
    ['table orders', 'table public.orders'],
    ['table shop.orders', 'table shop.orders'],
    ['value state.open', 'value public.state.open'],
    ['value shop.state.In Progress', 'value shop.state.In Progress'],
    ['value shop.state.v1.0', 'value shop.state.v1.0'],
    ['column email', undefined],
    ['column a.b.c.d', undefined],
    ['table a.b.c', undefined],
    ['value open', undefined],
    ['index orders.email', undefined],
    ['', undefined],
  ])('%s: %s', (text, name) => {
    const target = targetOf(text);
    expect(target && targetText(target)).toBe(name);
  });

  it('is spoken of without the schema where that is public', () => {
    expect(spokenNames({ kind: 'column', of: 'public.orders', part: 'email' })).toEqual(['public.orders.email', 'orders.email']);
    expect(spokenNames({ kind: 'table', of: 'shop.orders' })).toEqual(['shop.orders']);
  });
});

const versions = ['1.0', '1.1', '1.2', '1.3', '1.4'];
const standing = (state: 'needs' | 'free' | 'unknown') => ({
  artifact: 'orders',
  store: 'db',
  version: '1.1',
  because: ['it runs in production'],
  state,
  what: 'so it is',
  statements: [],
});
const readiness = (answer: Readiness['answer']): Readiness => ({
  answer,
  versions: [standing(answer === 'ready' ? 'free' : answer === 'needed' ? 'needs' : 'unknown')],
  gaps: [],
});
const dropped = { old: true, next: false };
const kept = { old: true, next: true };
const base: PlanCase = {
  name: 'mail',
  target: { kind: 'column', of: 'public.orders', part: 'email' },
  steps: { expand: '1.0', 'stop-using': '1.2', contract: '1.3' },
  to: '1.3',
  has: dropped,
  isAtLeast: (version, other) => versions.indexOf(version) >= versions.indexOf(other),
  readiness: readiness('ready'),
};

describe('a release held against a plan', () => {
  it.each<[string, Partial<PlanCase>, string]>([
    ['it drops what may go, at its step', {}, 'ready'],
    ['after its step', { to: '1.4' }, 'ready'],
    ['before its step, and nobody needs it', { to: '1.2' }, 'step'],
    ['before its step, and it is needed', { to: '1.2', readiness: readiness('needed') }, 'needed'],
    ['at its step, and it is needed', { readiness: readiness('needed') }, 'needed'],
    ['at its step, and nobody knows', { readiness: readiness('unknown') }, 'unknown'],
    ['in the release that stops using it', { to: '1.2', steps: { 'stop-using': '1.2' } }, 'step'],
    ['in the one after that, where no release is named', { to: '1.3', steps: { 'stop-using': '1.2' } }, 'ready'],
    ['the order of versions is not known', { to: '1.2', isAtLeast: () => undefined }, 'ready'],
    ['it does not drop it', { has: kept, to: '1.2' }, 'nothing'],
    ['it adds it', { has: { old: false, next: true }, to: '1.0' }, 'nothing'],
  ])('%s: %s', (_, plan, expected) => {
    const { early, ready, notices } = judgePlan({ ...base, ...plan });
    expect([early?.state ?? (ready === undefined ? 'nothing' : 'ready'), notices]).toEqual([expected, []]);
  });

  it('says why in words', () => {
    expect(judgePlan({ ...base, to: '1.2', readiness: readiness('needed') }).early?.because).toBe(
      'it is dropped in 1.2, and the plan drops it in 1.3; it is still needed: orders 1.1: it runs in production, and so it is',
    );
    expect(judgePlan(base).ready).toBe('plan mail: column public.orders.email may go: orders 1.1: so it is');
  });

  it.each<[string, Partial<PlanCase>, readonly string[]]>([
    [
      'out of order',
      { steps: { expand: '1.2', 'stop-using': '1.1', contract: '1.4' } },
      ['plan mail is out of order: stop-using in 1.1 comes before expand in 1.2'],
    ],
    ['at the same release', { steps: { expand: '1.2', 'stop-using': '1.2', contract: '1.4' } }, []],
    ['overdue', { has: kept }, ['plan mail is overdue: column public.orders.email was to be dropped in 1.3, and 1.3 still has it']],
    [
      'never finished',
      { has: kept, steps: { 'stop-using': '1.2' } },
      [
        'plan mail is not finished: column public.orders.email has not been used since 1.2, and no release is named that drops it (contract)',
      ],
    ],
    [
      'still used',
      { has: kept, to: '1.2', own: standing('needs') },
      ['plan mail: 1.2 was to have stopped using column public.orders.email, and so it is'],
    ],
    ['used as long as it may be', { has: kept, to: '1.1', own: standing('needs') }, []],
    [
      'nothing in its place',
      { has: kept, to: '1.1', replacedBy: { kind: 'column', of: 'public.orders', part: 'contact' }, hasReplacement: false },
      ['plan mail: column public.orders.contact was to be there since 1.0, and 1.1 does not have it'],
    ],
  ])('%s is a notice', (_, plan, notices) => expect(judgePlan({ ...base, ...plan }).notices).toEqual(notices));
});

describe('what two artifacts write', () => {
  const writer = (artifact: string, objects: readonly string[], owns: readonly string[] = []): Writer => ({
    artifact,
    store: 'db',
    version: '1',
    writes: objects.map((object): Write => ({ object, by: 'q.sql:1' })),
    owns,
  });
  const [id, note, email, rows] = ['column public.o.id', 'column public.o.note', 'column public.o.email', 'table public.o'];
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['the same column', [id, note], [note], ['public.o note']],
    ['several of one table are told once', [id, note, email], [email, id], ['public.o email,id']],
    ['another column of the same table', [id, note], [email], []],
    ['rows that the other deletes', [note], [rows], ['public.o note']],
    ['rows that both delete', [rows], [rows], ['public.o ']],
    ['other tables', [id], ['column public.other.id', 'table public.o2'], []],
  ])('%s', (_, a, b, expected) => {
    const told = (all: ReturnType<typeof sharedWrites>) => all.map(({ table, columns }) => `${table} ${columns.join(',')}`);
    expect(told(sharedWrites(writer('a', a), writer('b', b)))).toEqual(expected);
    expect(told(sharedWrites(writer('b', b), writer('a', a)))).toEqual(expected);
  });

  it('is agreed where one of them owns the table, or the column', () => {
    const told = (owns: readonly string[]) =>
      sharedWrites(writer('a', [id, note], owns), writer('b', [id, note])).flatMap(({ columns }) => columns);
    expect(told(['public.o'])).toEqual([]);
    expect(told(['public.o.note'])).toEqual(['id']);
    expect(sharedWrites(writer('a', [id]), writer('b', [id], ['public.o.id']))).toEqual([]);
  });
});
