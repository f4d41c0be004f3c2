// Compares GitHub's own description of its API, 22.0.0 and 23.0.2 of @octokit/openapi (12 and 13 MB), with the program as its
// users run it, on a default heap, and asserts what is known to be different. Needs the npm registry. Last line: the sum.
import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckReport } from '../../src/model/check.ts';
import type { Judgement } from '../../src/model/verdict.ts';

const root = join(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'github-'));
const sum = { passed: 0, failed: 0 };

const holds = (what: string, check: () => void): void => {
  try {
    check();
    sum.passed++;
    console.log(`ok      ${what}`);
  } catch (error) {
    sum.failed++;
    console.log(`not ok  ${what}\n        ${(error as Error).message.replaceAll('\n', '\n        ')}`);
  }
};

const fetched = (version: string): string => {
  const folder = mkdtempSync(join(work, 'v'));
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--silent', `@octokit/openapi@${version}`], { cwd: folder, encoding: 'utf8' }),
  ) as { filename: string }[];
  execFileSync('tar', ['xzf', join(folder, (packed?.filename ?? '').replace('@', '').replace('/', '-')), '-C', folder]);
  return join(folder, 'package/generated/api.github.com.json');
};

const compare = (from: string, to: string): void => {
  // A heap that somebody set for other reasons must not help.
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const started = performance.now();
  const ran = spawnSync(process.execPath, [join(root, 'bin/drill.js'), 'diff', from, to, '--json'], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  console.log(`drill diff took ${((performance.now() - started) / 1000).toFixed(1)} s`);
  holds('it ends, with exit code 1: the rollout breaks clients', () => strictEqual(ran.status, 1, ran.stderr));
  const report = JSON.parse(ran.stdout) as CheckReport & { judgement: Judgement };
  const [contract] = report.contracts;
  const findings = contract?.findings ?? [];
  const count = (rule: string): number => findings.filter((finding) => finding.rule === `compat/${rule}`).length;
  holds('every operation of both was compared or named: 1,108 and 152 new ones', () => strictEqual(contract?.compared.count, 1260));
  holds('152 operations are new, 37 are gone, and 3 have moved to another prefix, which is one finding', () =>
    deepStrictEqual([count('operation-added'), count('operation-removed'), count('operation-moved')], [152, 37, 1]),
  );
  holds('what is the same on both sides is not looked at again', () => ok((contract?.compared.identical ?? 0) > 700));
  holds('a removed operation is an error of the rollout, with its line in both documents', () => {
    const gone = findings.find(({ what }) =>
      what.startsWith(
        'DELETE /orgs/{org}/teams/{team_slug}/discussions/{discussion_number}/comments/{comment_number}/reactions/{reaction_id}',
      ),
    );
    deepStrictEqual(
      [gone?.severity, gone?.cells.rollout, gone?.at.new?.line, (gone?.at.old?.line ?? 0) > 1],
      ['error', 'breaks', 225, true],
    );
  });
  holds('no finding without a place', () =>
    deepStrictEqual(
      findings.filter(({ at }) => !at.old && !at.new),
      [],
    ),
  );
  holds('what could not be decided is said: one member that is "nullable" without a type on one side alone', () => {
    const undecided = findings.filter(({ cells }) => Object.values(cells).includes('unknown'));
    deepStrictEqual(
      undecided.map(({ where }) => where),
      ['PATCH /repos/{owner}/{repo}/issues/{issue_number}, request body (application/json), type'],
    );
  });
  holds('hundreds of findings show the call that is refused', () => {
    ok(findings.filter(({ exchange }) => exchange).length > 300);
    deepStrictEqual([...new Set(findings.flatMap(({ exchange }) => exchange?.confirmedBy ?? []))], ['ajv-draft-04 1, exact interpreter']);
  });
  holds('every witness was confirmed by ajv and by the exact interpreter', () =>
    deepStrictEqual(
      [...new Set(findings.flatMap(({ witness }) => (witness ? [witness.confirmedBy] : [])))],
      ['ajv-draft-04 1, exact interpreter'],
    ),
  );
};

try {
  compare(fetched('22.0.0'), fetched('23.0.2'));
} catch (error) {
  sum.failed++;
  console.log(`not ok  nothing was compared: ${(error as Error).message}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${sum.passed} passed, ${sum.failed} failed`);
if (sum.failed > 0) process.exitCode = 1;
