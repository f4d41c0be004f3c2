import { Readable } from 'node:stream';
import { migration } from '../src/commands/migration.ts';
import { systemClock } from '../src/core/clock.ts';
import type { Bench } from './bench.ts';
import { columns } from '../test/storage/detection/columns.ts';
import { constraints } from '../test/storage/detection/constraints.ts';
import { down } from '../test/storage/detection/down.ts';
import { nullability } from '../test/storage/detection/nullability.ts';
import { others } from '../test/storage/detection/others.ts';
import { types } from '../test/storage/detection/types.ts';
import { views } from '../test/storage/detection/views.ts';

/** Every second migration of the table of what must be caught: all kinds of it. */
const lines = [columns, nullability, constraints, types, views, others, down]
  .flat()
  .filter((_, index) => index % 2 === 0)
  .map(({ name: id, before, up, down: back, seed, statements, migrate }) =>
    Buffer.from(`${JSON.stringify({ id, before, up, down: back, seed, statements, migrate })}\n`),
  );

/** Lines a second of `drill migration --batch`, from its start to the last answer, the server made and removed in between. At least 5 on two idle cores. */
export const migrationBatch: Bench = {
  name: 'migrations in a batch',
  sizes: [6, 57],
  unit: 'lines',
  run: async (size) => {
    const asked = lines.slice(0, size);
    const answers: string[] = [];
    const begunMs = performance.now();
    const io = {
      out: (text: string) => void answers.push(text),
      err: () => {},
      input: () => Readable.from(asked),
      look: { out: { colours: false, width: 100 }, err: { colours: false, width: 100 } },
      interactive: false,
      cwd: process.cwd(),
      env: {},
      clock: systemClock,
      signal: new AbortController().signal,
    };
    await migration.build(io, () => {}).parseAsync(['--batch'], { from: 'user' });
    const seconds = (performance.now() - begunMs) / 1000;
    const answered = answers
      .join('')
      .split('\n')
      .filter((line) => line.includes('"verdict"')).length;
    if (answered !== asked.length) throw new Error(`${answered} of ${asked.length} lines have a verdict`);
    return {
      figures: [
        `${asked.length} lines in ${seconds.toFixed(1)} s: ${(asked.length / seconds).toFixed(1)} a second (at least 5 on two idle cores)`,
      ],
    };
  },
};
