import type { Bench } from './bench.ts';
import { growth } from './containment/growth.ts';
import { known } from './containment/known.ts';
import { peer } from './containment/peer.ts';
import { realistic } from './containment/realistic.ts';

/** What is promised of JSON Schema containment: see docs/containment.md. Each fails on a wrong answer. */
export const containment: readonly Bench[] = [
  { name: 'containment of realistic schemas', sizes: [8, 400], unit: 'pairs of each kind', run: realistic },
  { name: 'containment beside json-schema-diff', sizes: [3, 60], unit: 'pairs of each kind', run: peer },
  { name: 'containment known by construction', sizes: [500, 100_000], unit: 'pairs', run: known },
  { name: 'containment in a large schema with one change', sizes: [1, 10], unit: 'MB', run: growth },
];
