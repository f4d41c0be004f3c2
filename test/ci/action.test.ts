import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { contract, openRepository, type Repository } from './repository.ts';

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}
const action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as Action;
const [step, upload] = action.runs.steps;

let repository: Repository;
beforeEach(() => {
  repository = openRepository((folder) => rmSync(folder, { recursive: true }));
});
afterEach(() => repository[Symbol.dispose]());

/** Runs the step as GitHub does: expressions filled in, the script in a file, bash -eo pipefail, files for outputs and the summary. */
const run = (inputs: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}) => {
  const given: Record<string, string> = {
    ...Object.fromEntries(Object.entries(action.inputs).map(([name, one]) => [name, one.default])),
    command: 'drill',
    ...inputs,
  };
  const filled = (text: string): string => text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => given[name] ?? '');
  const temp = join(repository.root, '../temp');
  mkdirSync(temp, { recursive: true });
  const files = { script: join(temp, 'step.sh'), output: join(temp, 'output'), summary: join(temp, 'summary') };
  writeFileSync(files.script, filled(step?.run ?? ''));
  for (const file of [files.output, files.summary]) writeFileSync(file, '');
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', files.script], {
    cwd: join(repository.root, filled(step?.['working-directory'] ?? '.')),
    encoding: 'utf8',
    env: {
      PATH: `${repository.bin}:${process.env['PATH']}`,
      HOME: temp,
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      RUNNER_TEMP: temp,
      ...Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, value]) => [name, filled(value)])),
      ...env,
    },
  });
  const outputs = Object.fromEntries(
    readFileSync(files.output, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  return { status, stdout, stderr, outputs, summary: readFileSync(files.summary, 'utf8') };
};

describe('the action', () => {
  test('passes where nothing changed on a pull request, and says so in the summary', () => {
    const { status, outputs, summary, stderr } = run({}, { GITHUB_BASE_REF: 'main' });
    expect([status, outputs['outcome'], outputs['exit-code']]).toEqual([0, 'pass', '0']);
    expect(summary).toContain('### PASS orders origin/main');
    expect(stderr).toContain('compared: 0 of 1 artifacts');
  });

  test('fails on a change that breaks: annotations, summary, SARIF, outputs', () => {
    repository.write('contracts/2.json', contract('integer'));
    const { status, stdout, outputs, summary } = run({}, { GITHUB_BASE_REF: 'main' });
    expect([status, outputs]).toEqual([1, { outcome: 'fail', 'exit-code': '1', sarif: join(repository.root, 'drill.sarif') }]);
    expect(stdout).toMatch(/^::error file=contracts\/2\.json,line=\d+,col=\d+,title=compat\/document-type-changed::/);
    expect(summary).toContain('<details><summary>1 error</summary>');
    const sarif = JSON.parse(readFileSync(outputs['sarif'] ?? '', 'utf8')) as { runs: { results: { ruleId: string }[] }[] };
    expect(sarif.runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['compat/document-type-changed']);
  });

  test('names files from the root of the repository when the workspace lies deeper', () => {
    repository[Symbol.dispose]();
    repository = openRepository((folder) => rmSync(folder, { recursive: true }), 'services/my orders');
    repository.write('contracts/2.json', contract('integer'));
    const { status, stdout, outputs } = run({ 'working-directory': 'services/my orders' });
    expect(status).toBe(1);
    expect(stdout).toContain('::error file=services/my orders/contracts/2.json,line=');
    expect(readFileSync(outputs['sarif'] ?? '', 'utf8')).toContain('"uri": "services/my%20orders/contracts/2.json"');
  });

  test('writes SARIF where it is told to: into a folder that is not there yet, and to an absolute path', () => {
    expect(run({ sarif: 'out/deep/x.sarif' }).outputs['sarif']).toBe(join(repository.root, 'out/deep/x.sarif'));
    const absolute = join(repository.root, '../temp/elsewhere/x.sarif');
    expect(run({ sarif: absolute }).outputs['sarif']).toBe(absolute);
    expect(existsSync(absolute)).toBe(true);
  });

  test('compares all where there is no pull request', () => {
    const { status, stderr, summary } = run();
    expect([status, stderr.includes('compared:')]).toEqual([0, false]);
    expect(summary).toContain('### PASS orders 1 → 2');
  });

  test('compares one file with what is committed of it where it is told to', () => {
    repository.write(
      'drill.yaml',
      "version: 1\nartifacts:\n  orders:\n    versions: { '1': { path: v1 }, '2': { path: v2 } }\n    contracts: { doc: { format: json-schema, file: contracts/2.json } }\n",
    );
    repository.git('commit', '-qam', 'one file');
    repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    const onPullRequest = (inputs: Readonly<Record<string, string>>) => run(inputs, { GITHUB_BASE_REF: 'main' }).outputs['outcome'];
    expect(onPullRequest({ against: 'origin/main' })).toBe('pass');
    repository.write('contracts/2.json', contract('integer'));
    expect([onPullRequest({ against: 'origin/main' }), onPullRequest({})]).toEqual(['fail', 'inconclusive']);
  });

  test('takes artifacts, an environment and a severity', () => {
    const { status, stderr, outputs } = run({ artifacts: 'orders payments', environment: 'x', 'fail-on': 'warning' });
    expect([status, outputs['outcome']]).toEqual([64, 'error']);
    expect(stderr).toMatch(/there is no environment|payments/);
  });

  test('a ref that is not there is an error, with what to do, and no SARIF of an earlier run', () => {
    writeFileSync(join(repository.root, 'drill.sarif'), '{}');
    const { status, stderr, outputs } = run({ base: 'origin/gone' });
    expect([status, outputs]).toEqual([64, { outcome: 'error', 'exit-code': '64' }]);
    expect(stderr).toContain('origin/gone');
    expect(existsSync(join(repository.root, 'drill.sarif'))).toBe(false);
  });

  test('runs no text of an input', () => {
    const mark = join(repository.root, 'mark');
    for (const text of [`$(touch ${mark})`, `"; touch ${mark}; "`, `\`touch ${mark}\``, `x' && touch ${mark} && '`])
      run({ artifacts: text, base: text, against: text, environment: text, 'fail-on': text, sarif: 'a.sarif' });
    expect(existsSync(mark)).toBe(false);
  });

  test('hands inputs to the script as variables alone', () => expect(step?.run).not.toContain('${{'));

  test('uploads what was written, also after a failure, unless that is switched off', () => {
    expect(upload).toMatchObject({
      if: "${{ !cancelled() && inputs.upload-sarif == 'true' && steps.check.outputs.sarif != '' }}",
      uses: 'github/codeql-action/upload-sarif@v3',
    });
    expect(Object.values(action.outputs).map(({ value }) => value)).toEqual(
      ['outcome', 'exit-code', 'sarif'].map((name) => `\${{ steps.check.outputs.${name} }}`),
    );
  });
});
