import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/commands/explain.ts';
import { familiesOf } from '../../../src/commands/explain/families.ts';
import { pagesOf } from '../../../src/commands/explain/pages.ts';
import { rules } from '../../../src/commands/explain/rules.ts';
import { openWorld } from '../world.ts';

const run = async (line: string): Promise<{ code: number; out: string; err: string }> => {
  await using world = await openWorld([explain]);
  return world.run(line);
};

describe('drill explain', () => {
  it('tells one rule whole, with its examples as YAML', async () => {
    expect((await run('explain request-enum-narrowed')).out).toBe(`error compat/request-enum-narrowed
  cells    rollout: breaks
  why      A client of N-1 still sends what N no longer takes, so its requests fail as soon as N serves.
  do       Go on accepting it in this release; refuse it one release after the last client stopped sending it.
  mirror   compat/request-enum-widened

It finds
  the schema of a request
    N-1
      enum:
        - a
        - b
        - c
    N
      enum:
        - a
        - b

It does not find (1 of 2)
  the schema of a request
    N-1
      enum:
        - a
        - b
    N
      enum:
        - a
        - b

It does not find (2 of 2)
  the schema of a request
    N-1
      enum:
        - a
        - b
    N
      enum:
        - a
        - b
        - c
`);
  });

  it('lists every rule once, in families, one line each', async () => {
    const { out, code } = await run('explain');
    const listed = [...out.matchAll(/^ {2}((?:compat|storage|restore)\/[a-z0-9-]+) +(error|warning|note) +\S/gm)].map((match) => match[1]);
    expect(code).toBe(0);
    expect(new Set(listed)).toEqual(new Set(rules.map(({ id }) => id)));
    expect(listed).toHaveLength(rules.length);
    expect(out.match(/^\S.*$/gm)).toEqual(familiesOf(rules).map(({ title }) => title));
  });

  it('lists those that a glob means, with or without their room', async () => {
    const one = (await run('explain operation-a*')).out;
    expect(one).toMatch(/^note compat\/operation-added\n/);
    const { out } = await run('explain request-enum-*');
    expect(out.match(/compat\/\S+/g)).toEqual([
      'compat/request-enum-changed',
      'compat/request-enum-narrowed',
      'compat/request-enum-widened',
    ]);
    expect((await run('explain compat/request-enum-*')).out).toBe(out);
  });

  it('is a document for machines', async () => {
    const {
      format,
      version,
      rules: told,
    } = JSON.parse((await run('explain operation-removed compat/not-decided --json')).out) as {
      format: string;
      version: number;
      rules: { id: string; severity: string; cells: unknown; mirror: string; examples: { breaks: unknown[]; holds: unknown[] } }[];
    };
    expect([format, version, told.map(({ id }) => id)]).toEqual([
      'rollback-drill/rules',
      1,
      ['compat/operation-removed', 'compat/not-decided'],
    ]);
    expect(told[0]).toMatchObject({ severity: 'error', cells: { rollout: 'breaks' }, mirror: 'compat/operation-added' });
    expect(told[0]?.examples.breaks.length).toBeGreaterThan(0);
  });

  it.each([
    ['operation-remved', 'did you mean "operation-removed"?'],
    ['compat/operation-remved', 'did you mean "compat/operation-removed"?'],
    ['zzz-*', '`drill explain` lists them'],
  ])('refuses %s', async (name, fix) => {
    const { code, err } = await run(`explain ${name}`);
    expect([code, err]).toEqual([64, expect.stringContaining(`[explain/unknown-rule]\n  what to do: ${fix}`)]);
  });
});

describe('docs/rules', () => {
  const folder = new URL('../../../docs/rules/', import.meta.url);
  const pages = pagesOf(rules);

  it('has a page for each family and one that lists all, and no other', () =>
    expect(readdirSync(folder).toSorted()).toEqual(pages.map(({ name }) => name).toSorted()));

  it.each(pages.map(({ name, text }) => [name, text] as const))('%s is what the rules say', (name, text) =>
    expect(readFileSync(new URL(name, folder), 'utf8') === text, `docs/rules/${name} is old: node scripts/rules.js`).toBe(true),
  );

  it('tells every rule', () => {
    const all = pages.map(({ text }) => text).join('\n');
    expect(rules.map(({ id }) => id).filter((id) => !all.includes(`\`${id}\` · `))).toEqual([]);
  });
});
