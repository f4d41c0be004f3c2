import type { Element } from './xml.ts';

/** How one test of a suite went. `failure`: it does not hold; `error`: nobody can say. */
export interface Trouble {
  readonly kind: 'failure' | 'error' | 'skipped';
  /** A rule or a code. */
  readonly type: string;
  readonly message: string;
  readonly text?: string;
}

export interface Case {
  readonly name: string;
  readonly trouble?: Trouble;
  /** What is worth knowing all the same. */
  readonly out?: string;
}

export interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
  /** ISO 8601 */
  readonly at?: string;
  /** ms */
  readonly durationMs?: number;
  readonly properties?: Readonly<Record<string, string>>;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const caseOf = (suite: Suite, { name, trouble, out }: Case): Element => ({
  name: 'testcase',
  attributes: { classname: suite.name, name, time: '0' },
  holds: [
    ...(trouble
      ? [
          {
            name: trouble.kind,
            attributes: { message: trouble.message, ...(trouble.kind === 'skipped' ? {} : { type: trouble.type }) },
            ...(trouble.text === undefined ? {} : { holds: trouble.text }),
          },
        ]
      : []),
    ...(out === undefined || out === '' ? [] : [{ name: 'system-out', attributes: {}, holds: out }]),
  ],
});

const countOf = (suites: readonly Suite[], kind: Trouble['kind']): string =>
  String(suites.flatMap(({ cases }) => cases).filter(({ trouble }) => trouble?.kind === kind).length);

const suiteOf = (suite: Suite): Element => {
  const { name, cases, at, durationMs, properties = {} } = suite;
  const pairs = Object.entries(properties);
  return {
    name: 'testsuite',
    attributes: {
      name,
      tests: String(cases.length),
      failures: countOf([suite], 'failure'),
      errors: countOf([suite], 'error'),
      skipped: countOf([suite], 'skipped'),
      time: seconds(durationMs ?? 0),
      timestamp: at?.replace(/\.\d+Z$|Z$/, ''),
    },
    holds: [
      ...(pairs.length === 0
        ? []
        : [
            {
              name: 'properties',
              attributes: {},
              holds: pairs.map(([key, value]) => ({ name: 'property', attributes: { name: key, value } })),
            },
          ]),
      ...cases.map((one) => caseOf(suite, one)),
    ],
  };
};

export const suitesOf = (suites: readonly Suite[]): Element => ({
  name: 'testsuites',
  attributes: {
    name: 'drill',
    tests: String(suites.reduce((sum, { cases }) => sum + cases.length, 0)),
    failures: countOf(suites, 'failure'),
    errors: countOf(suites, 'error'),
    time: seconds(suites.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0)),
  },
  holds: suites.map(suiteOf),
});
