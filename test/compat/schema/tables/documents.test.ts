import { describe, expect, it } from 'vitest';
import { documentsFor } from '../documents.ts';
import { families } from './families.ts';
import { judge } from '../oracle.ts';
import type { Kind, Row } from './row.ts';

// The tables themselves, without the engine: what a row says of A and B is what ajv says of documents at random, and
// of those that the row names. A row that is wrong is found here, not in the engine.

/** May there be documents of A alone, of B alone, of both; must there be. */
const allowed: Readonly<Record<Kind, readonly [boolean, boolean, boolean]>> = {
  equivalent: [false, false, true],
  narrower: [false, true, true],
  wider: [true, false, true],
  overlapping: [true, true, true],
  disjoint: [true, true, false],
};

const wrongIn = ([, a, is, b, more = {}]: Row): string[] => {
  const dialect = more.dialects?.[0] ?? '2020-12';
  const asked = { formats: more.formatAssertion ?? false, schemas: more.schemas ?? {} };
  const [inA, inB] = [judge(a, { dialect, ...asked }), judge(b, { dialect: more.dialectOfB ?? dialect, ...asked })];
  const found: (string | undefined)[] = [undefined, undefined, undefined];
  for (const document of [
    ...Object.values(more.shows ?? {}),
    ...(['aNotB', 'bNotA'] as const).flatMap((name) => (name in more ? [more[name]] : [])),
    ...documentsFor([a, b], 600),
  ]) {
    const [one, two] = [inA(document), inB(document)];
    if (one === undefined || two === undefined || !(one || two)) continue;
    found[one && two ? 2 : one ? 0 : 1] ??= JSON.stringify(document);
  }
  const [ofA, ofB, ofBoth] = found;
  const [mayA, mayB, mayBoth] = allowed[is];
  const empty = a === false || b === false;
  return [
    !mayA && ofA ? `${ofA} is of A alone` : '',
    !mayB && ofB ? `${ofB} is of B alone` : '',
    !mayBoth && ofBoth ? `${ofBoth} is of both` : '',
    mayA && !ofA ? 'no document is of A alone' : '',
    mayB && !ofB ? 'no document is of B alone' : '',
    is === 'overlapping' && !ofBoth ? 'no document is of both' : '',
    is === 'equivalent' && !empty && !ofBoth ? 'no document is of both' : '',
  ].filter((problem) => problem !== '');
};

describe.each(Object.entries(families))('%s', (_, rows) => {
  it('is what ajv says of documents', () => {
    const problems = rows.flatMap((row) => (row[4]?.notByAjv === undefined ? wrongIn(row).map((problem) => `${row[0]}: ${problem}`) : []));
    expect(problems).toEqual([]);
  });
});
