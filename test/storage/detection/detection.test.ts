import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migration } from '../../../src/commands/migration.ts';
import { ioAt } from '../../commands/io.ts';
import { type Answer, alarmsOf, isCaught, isExact, toldOf, verdictOf } from './answer.ts';
import { alike } from './alike.ts';
import { columns } from './columns.ts';
import { constraints } from './constraints.ts';
import { contraction } from './contraction.ts';
import { down } from './down.ts';
import { locks } from './locks.ts';
import { nullability } from './nullability.ts';
import { others } from './others.ts';
import { releases } from './releases.ts';
import { renames } from './renames.ts';
import { rights } from './rights.ts';
import { routines } from './routines.ts';
import type { Migration, Row, Twin } from './row.ts';
import { settings } from './settings.ts';
import { triggerCode } from './trigger-code.ts';
import { types } from './types.ts';
import { views } from './views.ts';
import { widths } from './widths.ts';

// Every row and every twin is a line of one `drill migration --batch`, as a user would ask.

const rows: readonly Row[] = [
  columns,
  nullability,
  constraints,
  contraction,
  types,
  widths,
  views,
  renames,
  routines,
  triggerCode,
  rights,
  settings,
  others,
  releases,
  down,
  locks,
  alike,
].flat();
const twins = rows.flatMap((row) => row.twins.map((twin): [string, Twin, Row] => [`${row.name}: ${twin.name}`, twin, row]));

/** The twin as a question: of the row it keeps the schema, the rows and when it runs; what N-1 asks and the way back are its own. */
const asked = ({ before, seed, migrate, rows: declared }: Row, twin: Twin): Migration => ({
  before,
  ...(seed === undefined ? {} : { seed }),
  ...(migrate === undefined ? {} : { migrate }),
  ...(declared === undefined ? {} : { rows: declared }),
  ...twin,
});

const lineOf = (id: string, { before, up, down: back, seed, statements, migrate, rows: declared }: Migration): Buffer =>
  Buffer.from(`${JSON.stringify({ id, before, up, down: back, seed, statements, migrate, rows: declared })}\n`);

const answers = new Map<string, Answer>();
const answerTo = (id: string): Answer => {
  const answer = answers.get(id);
  if (!answer) throw new Error(`no answer to ${id}`);
  return answer;
};

beforeAll(async () => {
  const out: string[] = [];
  const lines = [...rows.map((row) => lineOf(row.name, row)), ...twins.map(([name, twin, row]) => lineOf(name, asked(row, twin)))];
  const io = { ...ioAt('.', out), input: () => Readable.from(lines) };
  await migration.build(io, () => {}).parseAsync(['--batch'], { from: 'user' });
  for (const line of out.join('').trim().split('\n')) {
    const answer = JSON.parse(line) as Answer;
    answers.set(answer.id, answer);
  }
}, 900_000);

afterAll(() => {
  const caught = rows.filter((row) => isCaught(answerTo(row.name), row));
  const exact = rows.filter((row) => isExact(answerTo(row.name), row));
  const cried = twins.filter(([name]) => answerTo(name).verdict !== 'pass');
  const warned = twins.filter(([name]) => answerTo(name).verdict === 'pass' && alarmsOf(answerTo(name)).length > 0);
  process.stdout.write(
    `detection: caught ${caught.length} of ${rows.length} (${exact.length} with the very cells and nothing beside), false alarms ${cried.length} of ${twins.length} (and ${warned.length} with a warning)\n`,
  );
});

const named = rows.map((row) => [row.name, row] as const);

const saidOf = (row: Row): unknown[] => {
  const { error, verdict, wayBack = '', ...answer } = answerTo(row.name);
  return [error, verdict, toldOf({ ...answer }, row), row.wayBack?.test(wayBack) ?? true];
};
const expectedOf = (row: Row): unknown[] => [undefined, verdictOf(row), [row.as, ...(row.also ?? [])].sort(), true];
const warningsOf = ({ warns }: Twin): readonly string[] => (warns === undefined ? [] : [`warning: ${warns}`]);

describe('a migration that breaks N-1 is caught as what it is, and each edit once', () => {
  it('at least 150 of them', () => {
    expect(rows.length).toBeGreaterThanOrEqual(150);
    const names = [...rows.map(({ name }) => name), ...twins.map(([name]) => name)];
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(named)('%s', (_, row) => expect(saidOf(row)).toEqual(expectedOf(row)));
});

describe('its benign twin is silent', () => {
  it.each(twins)('%s', (name, twin) => expect(alarmsOf(answerTo(name))).toEqual(warningsOf(twin)));
});
