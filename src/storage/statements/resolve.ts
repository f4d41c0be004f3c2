import { DrillError, type Place, type Problem } from '../../core/error.ts';
import type { Catalog } from '../catalog.ts';
import type { Connection, Refusal } from '../engine.ts';
import { dialectOf } from '../engines/dialects.ts';
import type { Insert } from '../rows/insert.ts';
import { probeOf } from '../rows/probe.ts';
import { guessParameters, parameterText } from './parameters.ts';
import { kindOf, type Query } from './query.ts';
import type { Statement } from './statement.ts';
import { mentionedIn, touchesOf } from './touches.ts';

export interface Resolved {
  readonly statements: readonly Statement[];
  /** What was logged, and the store does not understand: with reasons, and what it may touch by the words in it. */
  readonly unresolved: readonly {
    readonly name: string;
    readonly text: string;
    readonly why: string;
    readonly touches: readonly string[];
  }[];
}

const placeIn = (at: Place, text: string, position: number | undefined): Place => {
  if (position === undefined) return at;
  const before = Array.from(text)
    .slice(0, position - 1)
    .join('')
    .split('\n');
  const column = Array.from(before.at(-1) ?? '').length + 1;
  return before.length === 1 ? { ...at, column: at.column + column - 1 } : { ...at, line: at.line + before.length - 1, column };
};

const refused = ({ text, at }: Query, { message, code, hint, position }: Refusal, whose: string): Problem => ({
  code: 'statements/refused',
  what: `the store of ${whose} does not understand the statement: ${message} (${code})`,
  fix: hint ?? `captured statements are those that ${whose} asks of its own schema`,
  ...(at && { at: placeIn(at, text, position) }),
});

/**
 * Captured statements, with the objects that they touch and the parameters that they are asked with, by what the store of `whose` version itself says of
 * them. `rows`: what is in the store. Throws `DrillError` with all that is wrong with the user's own files, by file and line; what was
 * logged and is not understood is said in `unresolved`. Nothing is run.
 */
export const resolveQueries = async (
  connection: Connection,
  catalog: Catalog,
  queries: readonly Query[],
  rows: readonly Insert[],
  whose: 'N-1' | 'N' = 'N-1',
): Promise<Resolved> => {
  const problems: Problem[] = [];
  const unresolved: Resolved['unresolved'][number][] = [];
  const probe = probeOf(connection);
  const statements: Statement[] = [];
  const not = (query: Query, problem: Problem): void => {
    if (query.at) problems.push(problem);
    else unresolved.push({ name: query.name, text: query.text, why: problem.what, touches: mentionedIn(catalog, query.text) });
  };
  await connection.begin();
  try {
    for (const query of queries) {
      const described = await dialectOf(catalog).describe(connection, query.text);
      if (described.kind === 'refused') {
        not(query, refused(query, described.refusal, whose));
        continue;
      }
      const { parameters } = described;
      const kind = kindOf(query.text);
      const { touches, behind, fires } = touchesOf(catalog, described, kind);
      const common = {
        name: query.name,
        origin: query.origin,
        text: query.text,
        kind,
        touches,
        ...(query.prepared && { prepared: true as const }),
        ...(behind.length > 0 && { behind }),
        ...(fires.length > 0 && { fires }),
        ...(described.writes && touches.length > 0 && { writes: described.writes }),
      };
      if (query.origin === 'prepared-only' || described.asQuery !== undefined) {
        const { asQuery } = described;
        statements.push({ ...common, origin: 'prepared-only', ...(asQuery !== undefined && { asQuery }), values: [] });
        continue;
      }
      const at = query.at && { at: query.at };
      if (query.values && query.values.length !== parameters.length) {
        not(query, {
          code: 'statements/params',
          what: `the statement has ${parameters.length} ${parameters.length === 1 ? 'parameter' : 'parameters'}, and is given ${query.values.length}`,
          fix: 'give one for each of $1, $2 …',
          ...at,
        });
        continue;
      }
      const values =
        query.values?.map((value, index) => parameterText(value, parameters[index] ?? 'text')) ??
        guessParameters(catalog, query, parameters, touches, rows);
      const bad: Problem[] = [];
      for (const [index, value] of values.entries()) {
        const why = value === null ? undefined : await probe(parameters[index] ?? 'text', value);
        if (why !== undefined)
          bad.push({
            code: 'statements/params',
            what: `$${index + 1} is no ${parameters[index]}: ${why}`,
            fix: 'give a value that the server reads as that type',
            ...at,
          });
      }
      for (const problem of bad) not(query, problem);
      if (bad.length === 0)
        statements.push({ ...common, values, ...(query.values === undefined && parameters.length > 0 && { guessed: true as const }) });
    }
  } finally {
    await connection.rollback();
  }
  const [first, ...rest] = problems;
  if (first) throw DrillError.of([first, ...rest]);
  if (statements.length === 0)
    throw new DrillError('statements/none', `none of ${queries.length} captured statements is one of ${whose}’s store`, {
      why: unresolved[0]?.why ?? 'there was none',
      fix: `capture them from ${whose}, on the schema that it runs on`,
    });
  return { statements, unresolved };
};
