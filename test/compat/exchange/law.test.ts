import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { api, compareTexts } from '../contracts.ts';
import { pairs } from './apis.ts';
import { type Paths, requestProblems, responseProblems } from './checker.ts';

const all = { error: 1000, warning: 1000, note: 1000 };
const versionOf = (who: string): 'N-1' | 'N' => (who.endsWith(' N-1') ? 'N-1' : 'N');

it('every exchange is accepted by the one document and refused by the other, as an independent checker sees them', () => {
  let [exchanges, responses] = [0, 0];
  fc.assert(
    fc.property(pairs, ([old, next]) => {
      const { findings } = compareTexts(api(old), api(next), 'openapi', { exchanges: all });
      for (const { rule, exchange } of findings) {
        if (!exchange) continue;
        const documents: Record<'N-1' | 'N', Paths> = { 'N-1': old, N: next };
        const [mine, theirs] = [documents[versionOf(exchange.acceptedBy)], documents[versionOf(exchange.refusedBy)]];
        const said = exchange.response
          ? { mine: responseProblems(mine, exchange), theirs: responseProblems(theirs, exchange) }
          : { mine: requestProblems(mine, exchange.request), theirs: requestProblems(theirs, exchange.request) };
        expect({ rule, exchange, problems: said.mine }).toEqual({ rule, exchange, problems: [] });
        expect({ rule, exchange, refused: said.theirs.length > 0 }).toEqual({ rule, exchange, refused: true });
        exchanges++;
        if (exchange.response) responses++;
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 25) },
  );
  // A law about nothing would hold.
  expect(exchanges).toBeGreaterThan(60);
  expect(responses).toBeGreaterThan(20);
}, 120_000);
