import type { CheckReport, ContractReport } from '../../src/model/check.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { About, Report } from '../../src/model/report.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { judgeCheck } from '../../src/verdict/check.ts';
import { judgeDrill } from '../../src/verdict/drill.ts';
import { migrationJournal, triedStore } from '../verdict/migration-journals.ts';
import { failure, journal, rehearsal, version, write } from '../verdict/journals.ts';

// Reports as the commands make them, for every reporter: plain ones, and such as try to break out of the form that they are told in.

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

export const about: About = {
  tool: '1.2.3',
  folder: 'services/orders/',
  workspace: 'services/',
  rules: [
    {
      id: 'compat/operation-added',
      severity: 'note',
      cells: { rollback: 'breaks-if-used' },
      assume: 'unused',
      why: 'A client of N that calls it meets N-1, which does not know it.',
      fix: 'Let clients call it only once N-1 is out of reach.',
    },
    {
      id: 'compat/response-enum-widened',
      severity: 'error',
      cells: { rollout: 'breaks' },
      why: 'N answers with what a client of N-1 was never told of.',
      fix: 'Teach clients to understand it first.',
    },
  ],
};

export const finding = (line: number, more: Partial<Finding> = {}): Finding => ({
  rule: 'compat/response-enum-widened',
  severity: 'error',
  cells: { rollout: 'breaks', mixed: 'breaks' },
  what: 'GET /orders, response 200, status: the values are widened; "held" is valid now and was not before',
  why: 'N answers with what a client of N-1 was never told of.',
  fix: 'Teach clients to understand it first.',
  at: {
    old: { file: 'old.yaml', line: 7, column: 3, pointer: '/paths/~1orders' },
    new: { file: 'new.yaml', line, column: 3, pointer: '/paths/~1orders' },
  },
  witness: { kind: 'value', value: 'held', confirmedBy: 'ajv 8' },
  ...more,
});

export const added = finding(3, {
  rule: 'compat/operation-added',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  what: 'GET /orders/{id}/history: the operation is new',
  at: { new: { file: 'new.yaml', line: 3, column: 5 } },
  use: { of: 'the operation is new', state: 'unknown', assume: 'unused' },
});

export const undecided = finding(4, {
  rule: 'compat/request-pattern-changed',
  severity: 'warning',
  cells: { rollout: 'unknown', mixed: 'unknown' },
  what: 'GET /orders, query parameter q: the pattern is changed; not decided: pattern',
});

const weight = ['breaks-if-used', 'unknown', 'breaks'] as const;
const cellOf = (findings: readonly Finding[], cell: 'rollout' | 'mixed' | 'rollback') => ({
  state: weight.findLast((state) => findings.some(({ cells }) => cells[cell] === state)) ?? ('holds' as const),
  because: '12 operations compared, 9 of them identical',
});

export const contract = (findings: readonly Finding[], more: Partial<ContractReport> = {}): ContractReport => ({
  name: 'http',
  format: 'openapi',
  files: { old: 'old.yaml', new: 'new.yaml' },
  digests: { old: digest('1'), new: digest('2') },
  compared: { what: 'operations', count: 12, identical: 9 },
  cells: { rollout: cellOf(findings, 'rollout'), mixed: cellOf(findings, 'mixed'), rollback: cellOf(findings, 'rollback') },
  findings,
  ...more,
});

export const check = (contracts: readonly ContractReport[], more: Partial<CheckReport> = {}): Extract<Report, { kind: 'check' }> => {
  const report: CheckReport = {
    format: 'rollback-drill/check',
    version: 1,
    artifact: 'orders',
    from: { version: '1.4.0', digest: digest('3') },
    to: { version: '1.5.0', digest: digest('4') },
    at: '2026-11-23T07:00:00.000Z',
    contracts,
    ...more,
  };
  return { kind: 'check', report, judgement: judgeCheck(report), about };
};

const hostile =
  'a|b `c` *d* <script>x</script> </details> @team #17 PAY-42 https://example.com/x www.example.com !3 ~bug :smile: $x$ [l](http://e) 100%,:\r\n::error::x ##[error]y \u0000\u001b[31m\ud800 &amp; ]]>';

const drill = (more: Parameters<typeof journal>[0], path?: string): Extract<Report, { kind: 'drill' }> => {
  const made = journal(more);
  return { kind: 'drill', journal: made, judgement: judgeDrill(made), ...(path === undefined ? {} : { path }) };
};

const migrations = (more: Parameters<typeof migrationJournal>[0]): Extract<Report, { kind: 'drill' }> => {
  const made = migrationJournal(more);
  return { kind: 'drill', journal: made, judgement: judgeDrill(made) };
};

const verdict = (more: Partial<Verdict>): Report => ({
  kind: 'gate',
  verdict: {
    artifact: 'orders',
    environment: 'production',
    direction: 'forward',
    from: version('1.4.0'),
    to: version('1.5.0'),
    outcome: 'pass',
    reasons: [{ outcome: 'pass', code: 'evidence/holds', what: 'the check passed 2 h 0 m ago (5 operations)' }],
    expires: '2026-03-08T12:00:00.000Z',
    ...more,
  },
});

/** Every report by a name that golden files bear. */
export const samples: Readonly<Record<string, readonly Report[]>> = {
  'check-findings': [check([contract([added, finding(9, { fingerprint: 'a1b2c3d4' })])])],
  'check-clean': [check([contract([])])],
  'check-unknown': [check([contract([undecided])])],
  'check-waived': [
    check([
      contract([
        finding(9, { waived: { reason: 'no client reads it', expires: '2026-12-31' } }),
        finding(12, { what: 'it is back', waiverExpired: { reason: 'was agreed', expires: '2026-01-31' } }),
      ]),
    ]),
  ],
  'check-many': [check([contract(Array.from({ length: 12 }, (_, i) => finding(i + 1, { what: `finding ${i + 1}` })))])],
  'check-hostile': [
    check([
      contract([finding(9, { what: hostile, fix: hostile, witness: { kind: 'value', value: hostile, confirmedBy: 'ajv 8' } })], {
        name: 'a|b',
      }),
    ]),
  ],
  'check-exchange': [
    check(
      [
        contract(
          [
            finding(9, {
              at: { old: { file: 'main (0a1b2c3d):api/old file.yaml', line: 2, column: 1 } },
              exchange: {
                request: {
                  method: 'post',
                  target: '/orders?a=1',
                  headers: { accept: '*/*' },
                  body: { media: 'application/json', text: '{"a":1}' },
                },
                response: { status: 201, headers: {}, body: { media: 'application/json', text: '{"status":"held"}' } },
                acceptedBy: 'server N',
                refusedBy: 'client N-1',
                refused: { part: 'body', because: 'status must be one of "open", "closed"' },
                confirmedBy: 'ajv 8',
              },
            }),
          ],
          { files: { old: 'main (0a1b2c3d):api/old file.yaml', new: '../new.yaml' } },
        ),
      ],
      { from: { version: 'main (0a1b2c3d)', digest: digest('3') } },
    ),
  ],
  'check-nothing': [check([])],
  'check-several': [check([contract([])], { artifact: 'payments' }), check([contract([finding(9)])])],
  none: [],
  'drill-pass': [drill({}, '.drill/journals/x.json')],
  'drill-fail': [
    drill({
      rehearsals: [
        rehearsal({
          writes: [write(1), write(2, { state: 'lost', got: { status: 404, why: 'it answered 404' } })],
          failedExpectations: [
            { phase: 'rollback', version: '1.4.0', journey: 'read', request: 'GET /orders', what: 'it answered 500', count: 3 },
          ],
        }),
      ],
    }),
  ],
  'drill-migrations': [
    migrations({
      stores: [
        triedStore({
          captured: [
            {
              of: 'N-1',
              from: '.drill/captured/orders-1.4.0-db.sql',
              statements: 9,
              asked: 7,
              prepared: 1,
              refused: 1,
              untold: 1,
              tables: [{ table: 'public.orders', touched: ['id', 'note'], untouched: ['"a|b"'] }],
              untouched: ['public.visits'],
            },
          ],
        }),
      ],
    }),
  ],
  'drill-migrations-fail': [
    migrations({
      stores: [
        triedStore({
          findings: [finding(9, { rule: 'storage/column-dropped', cells: { rollback: 'breaks' } })],
          cells: { ...triedStore().cells, rollback: { state: 'breaks', because: '1 finding' } },
        }),
      ],
      failures: [{ who: 'harness', at: 300_000, what: 'the drill orders-migrations timed out' }],
      asked: ['db', 'log'],
    }),
  ],
  'drill-inconclusive': [drill({ rehearsals: [rehearsal({ failures: [failure('baseline', 'old')] })] })],
  'gate-pass': [verdict({})],
  'gate-inconclusive': [
    verdict({
      outcome: 'inconclusive',
      reasons: [
        {
          outcome: 'inconclusive',
          code: 'evidence/missing',
          what: 'there is no drill of orders 1.4.0 → 1.5.0',
          fix: 'drill run orders-rollback',
        },
      ],
    }),
  ],
  'readiness-needed': [
    {
      kind: 'readiness',
      report: {
        format: 'rollback-drill/readiness',
        version: 1,
        artifact: 'orders',
        store: 'db',
        object: 'column public.orders.email',
        plan: { name: 'mail', replacedBy: 'column public.orders.contact', steps: { expand: '1.5.0', contract: '1.7.0' } },
        environment: 'production',
        at: '2026-03-01T12:00:00.000Z',
        answer: 'needed',
        versions: [
          {
            artifact: 'orders',
            store: 'db',
            version: '1.5.0',
            because: ['it runs in production'],
            state: 'needs',
            what: '1 of 2 captured statements needs it',
            statements: [{ name: 'q.sql:2', text: 'SELECT email\n  FROM orders', at: { file: 'sql/q.sql', line: 2, column: 1 } }],
          },
          {
            artifact: 'mailer',
            store: 'own',
            version: '1.0.0',
            because: ['it runs in production'],
            state: 'unknown',
            what: 'its statements are not captured',
            statements: [],
            fix: 'capture them',
          },
        ],
        gaps: [
          {
            what: 'which version of orders runs in staging is not recorded',
            fix: 'drill record deployed orders <version> --environment staging',
          },
        ],
      },
      judgement: {
        outcome: 'fail',
        reasons: [{ outcome: 'fail', code: 'plans/needed', what: 'orders 1.5.0 needs column public.orders.email', fix: 'wait' }],
      },
    },
  ],
  'snapshot-differs': [
    {
      kind: 'snapshot',
      report: {
        format: 'rollback-drill/captured',
        version: 1,
        artifact: 'orders',
        of: '1.5.0',
        from: 'migrations',
        server: '18.4',
        accept: 'drill snapshot orders --version 1.5.0',
        stores: [
          {
            store: 'db',
            file: 'snapshots/orders/1.5.0/db.json',
            objects: 27,
            state: 'differs',
            changes: [
              { turn: 'added', object: 'column public.orders.note', fields: [] },
              { turn: 'renamed', object: 'column public.orders.total', from: 'public.orders.sum', fields: [] },
              {
                turn: 'changed',
                object: 'column public.orders.status',
                fields: [
                  { field: 'type', was: 'text', is: 'character varying(9)' },
                  { field: 'default', was: "'new\u0007'::text" },
                ],
              },
            ],
          },
          { store: 'log', file: 'snapshots/orders/1.5.0/log.json', objects: 3, state: 'missing', changes: [] },
        ],
      },
    },
  ],
};
