import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { program } from './rig/program.ts';
import { place, type Wanted } from './rig/workspace.ts';

// A contract that is not kept in the repository: the versions tell it while they are rehearsed, and the check compares what they said.

const schema = (type: string) => ({ type: 'object', properties: { a: { type } }, required: ['a'] });
const captured: Wanted = {
  contracts: { doc: { format: 'json-schema', file: '.drill/captured/{version}.json', captured: 'GET /schema.json' } },
};

describe('a contract that a running version tells', () => {
  it('is written by the drill as it was told, and compared by the check', async () => {
    using at = place({ ...captured, old: { config: { schema: schema('string') } }, new: { config: { schema: schema('integer') } } });
    const before = await program(at, ['check']);
    expect([before.code, before.stderr]).toEqual([64, expect.stringMatching(/check\/not-captured[\s\S]*drill run /)]);
    const { code, stderr } = await program(at, ['run']);
    expect(code, stderr).toBe(0);
    const said = ['1.0.0', '1.1.0'].map((version): unknown =>
      JSON.parse(readFileSync(join(at.root, `.drill/captured/${version}.json`), 'utf8')),
    );
    expect(said).toEqual([schema('string'), schema('integer')]);
    const after = await program(at, ['check']);
    expect(after.code, after.stderr).toBe(1);
    expect(after.stdout).toContain('compat/document-type-changed');
  });

  it('is missed, and said to be, where a version does not tell it; the drill goes on', async () => {
    using at = place({ ...captured, old: { config: { schema: schema('string') } } });
    const { code, stderr } = await program(at, ['run']);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('1.1.0 did not give its contract doc (GET /schema.json): it answered 404');
    expect((await program(at, ['check'])).stderr).toContain('there is no .drill/captured/1.1.0.json');
  });
});
