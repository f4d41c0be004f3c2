import { describe, expect, it } from 'vitest';
import { evidence, program, run } from './rig/program.ts';
import { place, type Wanted } from './rig/workspace.ts';

// What is wrong with a declaration is told before anything starts; what a workload does wrong is no fault of a version.

const module = (body: string): string => `export default { journeys: [{ name: 'items', run: async (client) => { ${body} } }] };\n`;
const writing = `await client.request('POST /items', { body: { key: client.key, name: 'x' }, write: { read: 'GET /items?key=' + client.key, at: '/items', expect: { name: 'x' } } });`;
const file = (name: string, text: string): Wanted => ({ drill: { workload: name }, files: { [name]: text } });

describe('a declaration that cannot work: exit code 64, no stack, nothing started', () => {
  it.each<[string, Wanted, string[]]>([
    [
      'a variable of the machine that is not set',
      { run: { env: { PORT: '${port}', TOKEN: { fromEnvironment: 'NOBODY_SETS_THIS' } } } },
      ['run/environment-missing', 'NOBODY_SETS_THIS is not set', 'run.env.TOKEN'],
    ],
    ['a placeholder that nobody knows', { run: { env: { PORT: '${prot}' } } }, ['${prot}']],
    ['a workload module with a syntax error', file('w.ts', 'export default {{'), ['workload/unreadable', 'w.ts']],
    ['a workload module that is none', file('w.ts', 'export const journeys = [];'), ['workload/shape', 'w.ts']],
    [
      'phases that are longer than the deadline',
      { drill: { deadline: '500ms' } },
      ['drill/deadline', 'its phases alone last', 'its deadline is 500 ms'],
    ],
    [
      'a phase that is longer than its own deadline',
      { drill: { deadlines: { exercise: '100ms' } } },
      ['drill/deadline', 'its phase exercise alone lasts 200 ms'],
    ],
  ])('%s', async (_, wanted, words) => {
    using at = place(wanted);
    const { code, stdout, stderr } = await program(at, ['run']);
    expect([code, stdout], stderr).toEqual([64, '']);
    for (const word of words) expect(stderr).toContain(word);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect([at.left(), await evidence(at)]).toEqual([[], []]);
  });
});

describe('a workload', () => {
  it('may be a TypeScript module', async () => {
    using at = place(file('w.ts', `const name: string = 'x';\ninterface Unused { a: 1 }\n${module(writing)}`));
    const { code, document, stderr } = await run(at);
    expect([code, document.rehearsals[0]?.writes.every(({ state }) => state === 'present')], stderr).toEqual([0, true]);
  });

  it.each([
    [
      'throws a bug of its own',
      module(`${writing} if (client.n === 12) client.nothing.there();`),
      "Cannot read properties of undefined (reading 'there')",
    ],
    [
      'throws before it begins',
      `export default { journeys: [{ name: 'items', run: () => { throw new TypeError('no such thing') } }] };`,
      'no such thing',
    ],
    ['never ends', module(`${writing} await new Promise(() => {});`), '"items" did not end within'],
  ])('that %s: inconclusive, the harness, named', async (_, text, words) => {
    using at = place({ ...file('w.mjs', text), drill: { workload: 'w.mjs', requestTimeout: '1s' } });
    const { code, document, stderr } = await run(at);
    expect([code, document.rehearsals.flatMap(({ failures }) => failures.map(({ who }) => who))], stderr).toEqual([2, ['harness']]);
    expect(document.rehearsals[0]?.failures[0]?.what).toContain(words);
    expect(at.left()).toEqual([]);
  });

  it.each([
    ['does not wait for its requests', module(`void client.request('GET /nowhere', { status: 418 }); ${writing}`)],
    ['leaves a timer', `setInterval(() => {}, 1000);\n${module(`await client.request('GET /nowhere', { status: 418 });`)}`],
    [
      'goes on after a request has failed',
      module(`for (;;) await client.request('GET /items?key=' + client.key, { status: 418 }).catch(() => {});`),
    ],
  ])('that %s does not end the program, and its failures count', async (_, text) => {
    using at = place({ ...file('w.mjs', text), drill: { workload: 'w.mjs', phases: { baseline: '1500ms' } } });
    const { code, document, stderr } = await run(at);
    expect([code, document.judgement.outcome, document.judgement.reasons[0]?.code], stderr).toEqual([
      2,
      'inconclusive',
      'drill/broken-before-rollout',
    ]);
  });
});

describe('the environment of an artifact', () => {
  it('holds what is declared, and of the machine’s no more than what the schema says', async () => {
    const run1 = { env: { PORT: '${port}', DATABASE_URL: '${stores.db.url}', TOKEN: { fromEnvironment: 'GIVEN' } } };
    using at = place({ run: run1, new: { config: { printsEnvironment: true, endsAtStart: 'enough' } } });
    const { document } = await run(at, [], { env: { GIVEN: 'abc', SECRET_OF_THE_MACHINE: 'hush', NODE_OPTIONS: '', AWS_PROFILE: 'x' } });
    const line = document.rehearsals[0]?.failures[0]?.log?.find((text) => text.startsWith('environment '));
    const seen = JSON.parse((line ?? '').replace('environment ', '')) as Record<string, string>;
    expect(
      Object.keys(seen)
        .filter((name) => !['LANG', 'TZ'].includes(name))
        .sort(),
    ).toEqual(['DATABASE_URL', 'DRILL_FAMILY', 'DRILL_SCRATCH', 'HOME', 'PATH', 'PORT', 'TMPDIR', 'TOKEN']);
    expect([seen['TOKEN'], JSON.stringify(document).includes('hush')]).toEqual(['abc', false]);
  });
});
