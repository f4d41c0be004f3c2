import { describe, expect, it } from 'vitest';
import { estimateOf, type Production } from '../../src/restore/estimate.ts';
import type { Content } from '../../src/restore/manifest.ts';

const rto = { find: 100, fetch: 2000, start: 300, replay: 50 };
const content = {
  tables: [
    { table: 'public.orders', columns: [], rows: 1000, digest: '' },
    { table: 'public.lines', columns: [], rows: 500, digest: '' },
    { table: 'public.empty', columns: [], rows: 0, digest: '' },
  ],
} as unknown as Content;
const measured = { rto, bytes: 200e6, content };

const cases: readonly {
  readonly name: string;
  readonly production: Production;
  readonly of?: Partial<typeof measured>;
  readonly told: unknown;
}[] = [
  { name: 'nothing is declared', production: {}, told: undefined },
  { name: 'nothing was measured', production: { bytes: 1e12 }, of: { rto: undefined as never }, told: undefined },
  { name: 'too little was fetched to tell', production: { bytes: 1e12 }, of: { bytes: 9e6 }, told: undefined },
  {
    name: 'by bytes: fetching and replaying grow, finding and starting do not',
    production: { bytes: 2e9 },
    told: ['bytes', 10, 2e9, 20_900, { find: 100, fetch: 20_000, start: 300, replay: 500 }, 3],
  },
  {
    name: 'by rows of the tables that are declared and have some',
    production: { rows: { 'public.orders': 4000, 'public.lines': 2000, 'public.empty': 9, 'public.other': 9 } },
    told: ['rows', 4, 800e6, 8600, { find: 100, fetch: 8000, start: 300, replay: 200 }, 3],
  },
  {
    name: 'what was measured was small, and that is said',
    production: { bytes: 2e9 },
    of: { bytes: 20e6 },
    told: ['bytes', 100, 2e9, 205_400, { find: 100, fetch: 200_000, start: 300, replay: 5000 }, 4],
  },
  { name: 'none of the tables that are declared is there', production: { rows: { 'public.other': 9 } }, told: undefined },
];

describe('an estimate at production size', () => {
  it.each(cases)('$name', ({ production, of, told }) => {
    const made = estimateOf(production, { ...measured, ...of });
    expect(made && [made.by, made.factor, made.bytes, made.rtoMs, made.rto, made.assumes.length]).toEqual(told);
  });
});
