import type { Bench } from './bench.ts';
import { curve } from './openapi/curve.ts';
import { identical, pair } from './openapi/pair.ts';
import { small } from './openapi/small.ts';

/** What is promised of `drill diff` of OpenAPI, by the command as its users run it. Each fails on a wrong answer. */
export const openapi: readonly Bench[] = [
  {
    name: "diff of GitHub's API 22.0.0 and 23.0.2",
    sizes: [1, 7],
    unit: 'runs',
    run: pair(['22.0.0', 'api.github.com'], ['23.0.2', 'api.github.com']),
  },
  {
    name: 'diff of GitHub Enterprise Server 3.18 and 3.19',
    sizes: [1, 7],
    unit: 'runs',
    run: pair(['23.0.2', 'ghes-3.18'], ['23.0.2', 'ghes-3.19']),
  },
  { name: "diff of GitHub's API and a copy", sizes: [1, 7], unit: 'runs', run: identical('23.0.2', 'api.github.com') },
  { name: 'diff by how much is changed', sizes: [1, 3], unit: 'runs', run: curve },
  { name: 'diff of small documents', sizes: [3, 25], unit: 'runs', run: small },
];
