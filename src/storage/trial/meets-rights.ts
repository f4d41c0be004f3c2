import type { Catalog, GrantObject } from '../catalog.ts';
import { lastPart } from '../judging/tokens.ts';
import { saysWhatItWrites, type Verb } from '../statements/effects.ts';
import type { Statement } from '../statements/statement.ts';
import type { Does, Judging } from './meets-limits.ts';

// Who meets that a right on a table is gone: whoever does what it was for.

const bare = ({ privileges }: GrantObject): ReadonlySet<string> =>
  new Set(privileges.map((right) => right.replace(/ with grant option$/, '')));

const verbs: Readonly<Record<string, readonly Verb[]>> = {
  INSERT: ['insert'],
  UPDATE: ['update'],
  DELETE: ['delete'],
  TRUNCATE: ['truncate'],
  REFERENCES: [],
  TRIGGER: [],
  MAINTAIN: [],
};

/** Columns of the table on which the role, or everybody, has the right in this catalog. */
const columnsWith = ({ objects }: Catalog, table: string, to: string, right: string): ReadonlySet<string> =>
  new Set(
    objects.flatMap((one) =>
      one.kind === 'grant' &&
      (one.to === to || one.to === 'PUBLIC') &&
      one.on.startsWith(`column ${table}.`) &&
      one.on === `column ${table}.${lastPart(one.on)}` &&
      bare(one).has(right)
        ? [one.on]
        : [],
    ),
  );

const ofTable = (objects: readonly string[], table: string): readonly string[] =>
  objects.filter((one) => one === `column ${table}.${lastPart(one)}`);

/** Is a right on the columns all that it needs? */
const isEnough = (needed: readonly string[], given: ReadonlySet<string>): boolean =>
  given.size > 0 && needed.every((one) => given.has(one));

const locking = /\bfor\s+(?:no\s+key\s+)?(?:update|share|key\s+share)\b/i;
const system = /\b(?:ctid|xmin|xmax|cmin|cmax|tableoid)\b/i;

/** A right that is gone of a table is met by who does what it was for; undefined: that cannot be told. */
export const meetsRight = ({ change, rule }: Judging, statement: Statement, does: Does): boolean | undefined => {
  const { was, is, old, new: next } = change;
  if (rule !== 'storage/grant-revoked' || was?.kind !== 'grant' || !was.on.startsWith('table ') || was.to === 'OWNER') return undefined;
  const { touches, writes = [], kind, text } = statement;
  if (!touches.includes(was.on)) return false;
  // By way of others it may do more, with the rights of others.
  if (kind === 'other' || touches.some((one) => /^(?:function|procedure|aggregate|view|materialized view) /.test(one))) return undefined;
  if (!saysWhatItWrites(old, statement)) return undefined;
  const table = was.on.slice('table '.length);
  const left = is?.kind === 'grant' ? bare(is) : new Set<string>();
  return [...bare(was).difference(left)].some((right) => {
    const given = columnsWith(next, table, was.to, right);
    if (right === 'SELECT') return system.test(text) || !isEnough(ofTable(touches, table), given);
    const mine = verbs[right];
    if (mine === undefined) return true;
    if (right === 'UPDATE' && locking.test(text)) return true;
    const written = ofTable(writes, table);
    return mine.some((verb) => does(table, verb)) && !(/^(?:INSERT|UPDATE)$/.test(right) && written.length > 0 && isEnough(written, given));
  });
};
