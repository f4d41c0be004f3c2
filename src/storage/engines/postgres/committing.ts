import type { ScriptStatement } from '../../engine.ts';

// A block or a procedure that commits, batch by batch, is refused inside of a transaction: who wrote it runs it outside of one.

/** Quoted texts and comments of a body; dollar quotes within it hold texts that it makes. */
const asides = /'(?:[^']|'')*'|--[^\n]*|\/\*[^]*?\*\/|\$([A-Za-z_]\w*)?\$[^]*?\$\1\$/g;

const ends = /(?:^|;|\b(?:BEGIN|THEN|ELSE|LOOP)\b|>>)\s*(?:COMMIT|ROLLBACK)\s*(?:AND\s+(?:NO\s+)?CHAIN\s*)?;/i;

const bodies = /\$([A-Za-z_]\w*)?\$([^]*?)\$\1\$|'((?:[^']|'')*)'/g;

const commits = (text: string): boolean =>
  [...text.matchAll(bodies)].some(([, , body, quoted]) => ends.test((body ?? quoted?.replaceAll("''", "'") ?? '').replaceAll(asides, '')));

const procedure = /^CREATE\s+(?:OR\s+REPLACE\s+)?PROCEDURE\s+([^\s(]+)/i;

const lastName = (name: string): string => name.replace(/^.*\./, '').replaceAll('"', '').toLowerCase();

/** Procedures that statements make and that commit, by their last name in small letters. */
const committing = (statements: readonly ScriptStatement[]): ReadonlySet<string> =>
  new Set(
    statements.flatMap(({ text }) => {
      const name = procedure.exec(text)?.[1];
      return name !== undefined && commits(text) ? [lastName(name)] : [];
    }),
  );

/** Marks what commits by itself as what cannot be in a transaction. `made`: what was run before, where procedures are made. */
export const withCommitting = (
  statements: readonly ScriptStatement[],
  made: () => readonly ScriptStatement[],
): readonly ScriptStatement[] => {
  let known: ReadonlySet<string> | undefined;
  const calls = (text: string): boolean => {
    const name = /^CALL\s+([^\s(]+)/i.exec(text)?.[1];
    if (name === undefined) return false;
    known ??= committing([...made(), ...statements]);
    return known.has(lastName(name));
  };
  return statements.map((statement) =>
    (/^DO\b/i.test(statement.text) && commits(statement.text)) || calls(statement.text) ? { ...statement, alone: true } : statement,
  );
};
