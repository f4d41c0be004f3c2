import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

// `--json` is `--format json`, also of commands that know no other format.

const cli = join(import.meta.dirname, '../../src/cli.ts');
const script = `import(${JSON.stringify(cli)}).then((m) => m.main(process.argv.slice(1))).then((code) => { process.exitCode = code; })`;
const drill = (...line: readonly string[]): { status: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script, '--', ...line], { encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
};

describe('--json', () => {
  it('is enough where there is no other format', () => {
    const { status, out } = drill('explain', 'request-enum-narrowed', '--json');
    expect([status, (JSON.parse(out) as { format: string }).format]).toEqual([0, 'rollback-drill/rules']);
  });

  it('beside another format is refused', () => {
    const { status, out, err } = drill('diff', 'a.json', 'b.json', '--json', '--format', 'sarif');
    expect([status, out, err.includes('--json is --format json, and sarif is asked for too')]).toEqual([64, '', true]);
  });
});
