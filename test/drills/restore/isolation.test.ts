import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { show } from '../../../src/commands/show.ts';
import { runIn } from '../../commands/io.ts';
import { noEnclosure } from '../../core/enclosure/here.ts';
import { codes, laid, ran } from '../rig/restoring.ts';
import type { Place } from '../rig/workspace.ts';

// What N-1 does on a copy besides what it is asked for: it mails, asks others, and has its database call somebody.

const stubs = {
  payments: { variable: 'PAYMENTS_URL', answers: [{ request: 'POST /charges', status: 201, body: { id: 'c1' } }] },
  metrics: { variable: 'METRICS_URL', answers: [{ request: '*', status: 204 }] },
};
const asks = (...lines: readonly (readonly [variable: string, method: string, path: string])[]) =>
  lines.map(([variable, method, path]) => ({ variable, method, path }));

describe.skipIf(noEnclosure !== undefined)('N-1 on a copy', () => {
  it('that calls others reaches none of them: each is told, and nobody waits for them', async () => {
    const config = {
      connects: [
        ['192.0.2.25', 25],
        ['mail.invalid', 587],
      ],
      asks: asks(['PAYMENTS_URL', 'POST', '/charges'], ['PAYMENTS_URL', 'POST', '/refunds']),
      runs: ['CREATE EXTENSION IF NOT EXISTS dblink', "SELECT dblink_connect('host=192.0.2.40 connect_timeout=2')"],
    };
    using at = laid({ old: { config } }, {}, { stubs });
    const { code, told } = await ran(at);
    expect([code, told.isolation, told.findings.map(({ what }) => what)]).toEqual([
      0,
      { kind: 'namespace' },
      [
        'N-1 tried to reach 192.0.2.25:25, and was refused',
        'N-1 tried to reach mail.invalid, and was refused',
        'the restored server tried to reach 192.0.2.40:5432, and was refused',
        'N-1 asked the stub payments: POST /refunds, to which it has no answer',
      ],
    ]);
    expect(codes(told)).toEqual([
      'pass restore/reached-out',
      'pass restore/reached-out',
      'pass restore/reached-out',
      'pass restore/stub-unanswered',
    ]);
    expect(told.work.requests).toBeGreaterThan(0);
    expect((await runIn(at.root, show, told.id)).out).toContain('each was in a network of its own');
    expect(at.left()).toEqual([]);
  });

  it('that calls its stubs alone reached nothing else, and nothing is told', async () => {
    const config = { asks: asks(['PAYMENTS_URL', 'POST', '/charges'], ['METRICS_URL', 'PUT', '/any/thing?x=1']) };
    using at = laid({ old: { config } }, {}, { stubs });
    const { code, told } = await ran(at);
    expect([code, codes(told), told.findings]).toEqual([0, [], []]);
  });
});

/** A machine on which nobody may make a network: the program that makes them says no. */
const refusing = (at: Place): string => {
  const folder = join(at.root, 'refusing');
  mkdirSync(folder);
  writeFileSync(join(folder, 'unshare'), '#!/bin/sh\necho "unshare: unshare failed: Operation not permitted" >&2\nexit 1\n');
  chmodSync(join(folder, 'unshare'), 0o755);
  return `${folder}:${process.env['PATH'] ?? ''}`;
};

describe('where this machine makes no network of its own', () => {
  it.each([
    {
      name: 'N-1 is started on data that is made up, and the verdict says what nothing kept it from',
      synthetic: true,
      expected: { code: 0, codes: ['pass drill/not-isolated'], notStarted: undefined, served: true },
    },
    {
      name: 'N-1 is not started on the data of others',
      synthetic: false,
      expected: { code: 2, codes: ['inconclusive drill/not-isolated'], notStarted: true, served: false },
    },
  ])('$name', async ({ synthetic, expected }) => {
    using at = laid({ environment: { synthetic } });
    const { code, told } = await ran(at, { env: { PATH: refusing(at) } });
    const { isolation, judgement, work } = told;
    const notStarted = isolation?.kind === 'none' ? isolation.notStarted : false;
    expect({ code, codes: codes(told), notStarted, served: work.requests > 0 }).toEqual(expected);
    expect(judgement.reasons.map(({ what }) => what).join()).toContain('Operation not permitted');
    expect(at.left()).toEqual([]);
  });
});
