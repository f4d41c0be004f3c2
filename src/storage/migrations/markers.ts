import type { Place, Problem } from '../../core/error.ts';
import type { Sql } from './step.ts';

// Up and down in one file, told apart by comments of the tool that runs it.

interface Markers {
  readonly tool: string;
  readonly up: RegExp;
  readonly down: RegExp;
  /** A file without its markers is one that only goes up, to this tool. */
  readonly plainIsUp?: true;
}

/** A line that is a marker. */
interface Hit {
  readonly one: Markers;
  readonly index: number;
  readonly is: 'up' | 'down';
}

const markers: readonly Markers[] = [
  { tool: 'dbmate', up: /^--[ \t]*migrate:up\b/, down: /^--[ \t]*migrate:down\b/ },
  { tool: 'goose', up: /^--[ \t]*\+goose[ \t]+up\b/i, down: /^--[ \t]*\+goose[ \t]+down\b/i },
  { tool: 'sql-migrate', up: /^--[ \t]*\+migrate[ \t]+up\b/i, down: /^--[ \t]*\+migrate[ \t]+down\b/i },
  { tool: 'node-pg-migrate', up: /^--+[ \t]*up migration\b/i, down: /^--+[ \t]*down migration\b/i, plainIsUp: true },
];

export type Marked =
  | { readonly kind: 'none' }
  | { readonly kind: 'marked'; readonly tool: string; readonly plainIsUp: boolean; readonly up: Sql; readonly down?: Sql }
  | { readonly kind: 'wrong'; readonly problem: Problem };

const wrong = (at: Place, what: string, fix: string): Marked => ({
  kind: 'wrong',
  problem: { code: 'migrations/bad-marker', what, fix, at },
});

/** The two parts of a file. Lines that are not of a part are empty in it, so that places in it are places of the file. */
export const readMarked = ({ file, text }: Sql): Marked => {
  const lines = text.split('\n');
  const hits = lines.flatMap((line, index): Hit[] => {
    const of = (is: Hit['is']): Hit[] => markers.filter((one) => one[is].test(line)).map((one) => ({ one, index, is }));
    return [...of('up'), ...of('down')];
  });
  const [first] = hits;
  if (!first) return { kind: 'none' };
  const at = (index: number): Place => ({ file, line: index + 1, column: 1 });
  const other = hits.find(({ one }) => one !== first.one);
  if (other)
    return wrong(at(other.index), `a marker of ${other.one.tool} stands among those of ${first.one.tool}`, 'Keep the markers of one tool.');
  const twice = hits.find(({ is }, index) => hits.findIndex((hit) => hit.is === is) !== index);
  if (twice) return wrong(at(twice.index), `a second marker for ${twice.is}`, 'One file is one migration: one part up, and one down.');
  const [up, down] = (['up', 'down'] as const).map((is) => hits.find((hit) => hit.is === is));
  if (!up) return wrong(at(first.index), 'a part down, and none up', 'Mark where the part up begins.');
  const stray = lines.findIndex((line, index) => index < first.index && !/^\s*(?:--.*)?$/.test(line));
  if (stray !== -1 && !/^\s*\/\*/.test(lines[stray] ?? ''))
    return wrong(at(stray), 'SQL before the first marker, which no tool runs', 'Put it into the part up or down.');
  const part = (hit: Hit): Sql => {
    const end = hits.find(({ index }) => index > hit.index)?.index ?? lines.length;
    return { file, text: lines.map((line, index) => (index > hit.index && index < end ? line : '')).join('\n') };
  };
  return {
    kind: 'marked',
    tool: first.one.tool,
    plainIsUp: first.one.plainIsUp ?? false,
    up: part(up),
    ...(down && { down: part(down) }),
  };
};
