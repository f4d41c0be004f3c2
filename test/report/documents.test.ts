import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ajv2020 from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diff } from '../../src/commands/diff.ts';
import { gate } from '../../src/commands/gate.ts';
import { generate } from '../../src/commands/generate.ts';
import { history } from '../../src/commands/history.ts';
import { ledger } from '../../src/commands/ledger.ts';
import { record } from '../../src/commands/record.ts';
import { schema } from '../../src/commands/schema.ts';
import { reportSchemas } from '../../src/report/documents/all.ts';
import { json } from '../../src/report/json.ts';
import { folderOf } from '../commands/schema/folder.ts';
import { openWorld, type World } from '../commands/world.ts';
import { samples } from './samples.ts';

const root = resolve(import.meta.dirname, '../..');

/** The same schema, but every object has the members that are described and no others: what is printed must be documented. */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, closed(one)]));
  return inner['type'] === 'object' && inner['properties'] !== undefined ? { ...inner, additionalProperties: false } : inner;
};

const ajv = new ajv2020.default({ strict: false, allErrors: true });
formats.default(ajv);
const validators = new Map(
  reportSchemas().map(({ name, text }) => [
    `rollback-drill/${name.replace('.schema.json', '')}`,
    ajv.compile(closed(JSON.parse(text)) as object),
  ]),
);

interface Printed {
  readonly format: string;
}

/** What is wrong with the documents in a text that a command printed. */
const faultsOf = (text: string): readonly string[] => {
  const printed = JSON.parse(text) as Printed | readonly Printed[];
  return ('format' in printed ? [printed] : printed).flatMap((document) => {
    const { format } = document;
    const validate = validators.get(format);
    if (!validate) return [`there is no schema of ${format}`];
    return validate(document)
      ? []
      : (validate.errors ?? []).map((e) => `${format}${e.instancePath}: ${e.message} ${JSON.stringify(e.params)}`);
  });
};

describe('the published schemas of reports', () => {
  test.each(reportSchemas())('$name is up to date (else: npm run schema)', ({ folder, name, text }) => {
    const path = join(root, folder, name);
    expect(existsSync(path) && readFileSync(path, 'utf8') === text).toBe(true);
  });

  test('a member that is not documented would be seen', () => {
    const [report] = [JSON.parse(json.render(samples['check-clean'] ?? [], { colours: false, width: 100 })) as Record<string, unknown>];
    expect(faultsOf(JSON.stringify({ ...report, extra: 1 }))).toHaveLength(1);
  });

  test('a later version of drill may say more', () => {
    const open = ajv.compile(JSON.parse(reportSchemas()[0]?.text ?? '{}') as object);
    const report = JSON.parse(json.render(samples['check-clean'] ?? [], { colours: false, width: 100 })) as Record<string, unknown>;
    expect(open({ ...report, extra: 1 })).toBe(true);
  });
});

describe('what is printed as JSON is what its schema says:', () => {
  test.each(Object.entries(samples))('%s', (_, reports) =>
    expect(faultsOf(json.render(reports, { colours: false, width: 100 }))).toEqual([]),
  );

  const folder = folderOf({
    'old.json': { type: 'object', properties: { a: { type: 'string', maxLength: 4 } }, required: ['a'] },
    'new.json': { type: 'object', properties: { a: { type: 'string', maxLength: 2 }, b: { not: { pattern: '^a' } } } },
  });
  let world: World;
  beforeAll(async () => {
    world = await openWorld([gate, history, ledger, record]);
  });
  afterAll(async () => {
    folder[Symbol.dispose]();
    await world[Symbol.asyncDispose]();
  });

  const api = (file: string): string => join(root, 'contracts/orders', file);
  test.each([
    ['drill diff of schemas', diff, ['old.json', 'new.json', '--json', '--second-opinion']],
    ['drill diff of APIs', diff, [api('1.5.0.yaml'), api('1.6.0.yaml'), '--json']],
    ['drill diff of the same', diff, [api('1.5.0.yaml'), api('1.5.0.yaml'), '--json']],
    ['drill schema', schema, ['old.json', 'new.json', '--json', '--mode', 'full', '--second-opinion']],
    ['drill generate', generate, ['old.json', '--json']],
    ['drill generate --nearly', generate, ['old.json', '--json', '--nearly']],
  ])('%s', async (_, command, argv) => {
    const { out } = await folder.run(command, argv);
    expect(faultsOf(out)).toEqual([]);
  });

  test.each([
    'ledger verify --json',
    'record deployed orders 1.4.0 --environment local --first-release --json',
    'record good orders 1.4.0 --environment local --reason ran-well --json',
    'record deployed orders 1.5.0 --environment local --json',
    'record rolled-back orders 1.4.0 --environment local --reason x --json',
    'record bad orders 1.5.0 --json',
    'record version orders 1.3.0 --json',
    'history --json',
    'gate orders --to 1.5.0 --environment local --json',
    'gate orders --to 1.4.0 --environment local --direction return --json',
    'ledger verify --json',
  ])('drill %s', async (line) => expect(faultsOf((await world.run(line)).out)).toEqual([]));
});
