import { basename } from 'node:path';
import { DrillError, type Problem } from '../../core/error.ts';
import { sha256 } from '../../core/hash.ts';
import { readMarked } from './markers.ts';
import type { Sql, Step } from './step.ts';

// How migrations lie in a folder. What a file is is told by its name first, then by the markers in it.

/** A file below the folder of migrations. */
export interface MigrationFile {
  /** Relative to the folder: `001_orders.up.sql`, `20240101_init/migration.sql`. */
  readonly path: string;
  readonly sql: Sql;
}

interface Layout {
  readonly name: string;
  /** What a file of it is called, for messages. */
  readonly like: string;
  /** The step that a file belongs to, and what it is of it; undefined: it is of another layout. */
  readonly part: (path: string) => { readonly step: string; readonly is: 'up' | 'down'; readonly order?: readonly number[] } | undefined;
}

const numbersOf = (version: string): readonly number[] => version.split(/[._]/).map(Number);

/** Flyway looks into folders within, and a version is of no folder. */
const stemOf = (path: string): string => basename(path).replace(/\.sql$/i, '');

/** In this order: the first that knows a name has it. */
const layouts: readonly Layout[] = [
  {
    name: 'pairs',
    like: '<name>.up.sql and <name>.down.sql',
    part: (path) => {
      const [, step, is] = /^([^/]+)\.(up|down)\.sql$/i.exec(path) ?? [];
      return step === undefined ? undefined : { step, is: is?.toLowerCase() === 'up' ? 'up' : 'down' };
    },
  },
  {
    name: 'Flyway',
    like: 'V<version>__<name>.sql and U<version>__<name>.sql',
    part: (path) => {
      const [, letter, version = ''] = /^(?:.+\/)?([VU])(\d+(?:[._]\d+)*)__[^/]+\.[sS][qQ][lL]$/.exec(path) ?? [];
      if (letter !== undefined) return { step: `V${version}`, is: letter === 'V' ? 'up' : 'down', order: numbersOf(version) };
      return /^(?:.+\/)?R__[^/]+\.[sS][qQ][lL]$/.test(path) ? { step: stemOf(path), is: 'up', order: [Infinity] } : undefined;
    },
  },
  {
    name: 'Prisma',
    like: '<name>/migration.sql',
    part: (path) => {
      const [, step, is] = /^([^/]+)\/(migration|down)\.sql$/.exec(path) ?? [];
      return step === undefined ? undefined : { step, is: is === 'down' ? 'down' : 'up' };
    },
  },
  {
    name: 'single files',
    like: '<name>.sql',
    part: (path) => {
      const [, step] = /^([^/]+)\.sql$/i.exec(path) ?? [];
      return step === undefined ? undefined : { step, is: 'up' };
    },
  },
];

interface Known extends MigrationFile {
  readonly layout: Layout;
  readonly step: string;
  readonly is: 'up' | 'down';
  readonly order: readonly number[];
}

const known = (file: MigrationFile): Known[] => {
  for (const layout of layouts) {
    const part = layout.part(file.path);
    if (part) return [{ order: [], ...file, ...part, layout }];
  }
  return [];
};

const byOrder = (a: Known, b: Known): number => {
  for (let index = 0; index < Math.max(a.order.length, b.order.length); index++) {
    const [x, y] = [a.order[index] ?? 0, b.order[index] ?? 0];
    if (x !== y) return x < y ? -1 : 1;
  }
  return a.step < b.step ? -1 : a.step > b.step ? 1 : 0;
};

const problem = (code: string, { sql }: Pick<MigrationFile, 'sql'>, what: string, fix: string): Problem => ({
  code: `migrations/${code}`,
  what,
  fix,
  at: { file: sql.file, line: 1, column: 1 },
});

/** What is called as a migration is, and belongs to no layout: that it was not read must not look as if it were harmless. */
const notRead = (file: MigrationFile): Problem[] => {
  if (known(file).length > 0) return [];
  const isSql = /\.sql$/i.test(file.path);
  const why = isSql ? 'it lies in a folder within, into which its layout does not look' : 'its name does not end in .sql';
  const fix = isSql
    ? 'Move it beside the other migrations; or elsewhere, where it is none.'
    : 'Name it .sql where it is SQL; declare the tool that runs it (migrations: { up: [command, …] }); or put it elsewhere, where it is no migration.';
  return [problem('not-read', file, `${file.path} is called as a migration is and was not read: ${why}`, fix)];
};

/** What a folder holds of each layout: two of them are two histories, and nobody knows their order. */
const mixture = (files: readonly Known[]): Problem[] => {
  const [first, other] = Map.groupBy(files, ({ layout }) => layout).values();
  if (!first?.[0] || !other?.[0]) return [];
  const said = [first, other].map((some) => `${some.length} like ${some[0]?.layout.like ?? ''} (${some[0]?.path ?? ''})`).join(' and ');
  return [
    problem('mixed', other[0], `migrations of several layouts lie in one folder: ${said}`, 'Keep one layout, and put other SQL elsewhere.'),
  ];
};

/** A repeatable migration is run again when it changed: what it says is part of its name. */
const nameOf = ({ step, layout, path, sql, order }: Known): string =>
  layout.name !== 'Flyway'
    ? step
    : order[0] === Infinity
      ? `${step} ${sha256(sql.text).slice('sha256:'.length, 'sha256:'.length + 8)}`
      : stemOf(path);

const fail = (problems: readonly Problem[]): void => {
  const [first, ...rest] = problems;
  if (first) throw DrillError.of([first, ...rest]);
};

/** Single files: with markers all of one tool, or all without. */
const marked = (ups: readonly Known[]): { readonly problems: readonly Problem[]; readonly steps: readonly Step[] } => {
  const read = ups.map((file) => ({ file, marks: readMarked(file.sql) }));
  const tools = new Map(read.flatMap(({ file, marks }) => (marks.kind === 'marked' ? [[marks.tool, file] as const] : [])));
  const [[tool] = [], second] = [...tools];
  const problems = read.flatMap(({ file, marks }): Problem[] => {
    if (marks.kind === 'wrong') return [marks.problem];
    const plainIsUp = read.some((one) => one.marks.kind === 'marked' && one.marks.plainIsUp);
    return marks.kind === 'none' && tool !== undefined && !plainIsUp
      ? [
          problem(
            'mixed',
            file,
            `${file.path} has no markers, and other migrations beside it have those of ${tool}`,
            'Mark where it goes up and down.',
          ),
        ]
      : [];
  });
  const both = second
    ? [problem('mixed', second[1], `markers of ${tool ?? ''} and of ${second[0]} lie in one folder`, 'Keep those of one tool.')]
    : [];
  const steps = read.map(({ file, marks }): Step => {
    if (marks.kind !== 'marked') return { name: nameOf(file), up: file.sql };
    const { up, down } = marks;
    return { name: nameOf(file), up, ...(down && { down }) };
  });
  return { problems: [...problems, ...both], steps };
};

/**
 * The migrations of a folder, in the order in which tools run them: Flyway's by their versions, all others by their names.
 * @throws DrillError `migrations/…` for a mixture of layouts, a down without an up, what is called as a migration is
 * and belongs to no layout, and markers that make no sense; all of them at once
 */
export const stepsOf = (files: readonly MigrationFile[]): readonly Step[] => {
  const parts = files.flatMap(known);
  fail([...mixture(parts), ...files.flatMap(notRead)]);
  const [ups, downs] = [parts.filter(({ is }) => is === 'up').toSorted(byOrder), parts.filter(({ is }) => is === 'down')];
  fail([
    ...downs
      .filter(({ step }) => !ups.some((up) => up.step === step))
      .map((down) =>
        problem(
          'no-up',
          down,
          `${down.path} goes back, and there is nothing that goes up`,
          `Add its up (${down.layout.like}), or remove it.`,
        ),
      ),
    ...ups
      .filter(({ step }, index) => ups[index - 1]?.step === step)
      .map((up) => problem('twice', up, `there are two migrations ${up.step}`, 'Give one of them another version.')),
  ]);
  const { problems, steps } = marked(ups.filter(({ step }) => !downs.some((down) => down.step === step)));
  fail(problems);
  const paired = ups.flatMap((up): Step[] => {
    const down = downs.find(({ step }) => step === up.step);
    return down ? [{ name: nameOf(up), up: up.sql, down: down.sql }] : [];
  });
  const all = new Map([...steps, ...paired].map((step) => [step.name, step]));
  return ups.flatMap((up) => all.get(nameOf(up)) ?? []);
};
