import { DrillError } from '../../core/error.ts';
import type { Backup } from '../provider.ts';

// What a declared command prints of backups: a line of JSON each. Other lines are its own affair; a line of JSON that says too little is not.

const lsn = /^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/i;

type Value = Readonly<Record<string, unknown>>;

const wrong = (line: string, what: string): DrillError =>
  new DrillError('backup/unreadable', `a line of the list of backups cannot be used: ${what}`, {
    why: line.slice(0, 200),
    fix: 'print { "id": "…", "at": "2026-11-24T02:00:00Z" } and what else is known: bytes, form, database, systemIdentifier, timeline, major, from, to',
    kind: 'internal',
  });

const text = (line: string, value: Value, key: string): string | undefined => {
  const found = value[key];
  if (found === undefined || found === null) return undefined;
  if (typeof found === 'string' && found !== '') return found;
  throw wrong(line, `${key} is no text`);
};

const number = (line: string, value: Value, key: string): number | undefined => {
  const found = value[key];
  if (found === undefined || found === null) return undefined;
  if (typeof found === 'number' && Number.isSafeInteger(found) && found >= 0) return found;
  throw wrong(line, `${key} is no number`);
};

const backupIn = (line: string, value: Value, usual: Backup['form']): Backup => {
  const [id, at, form = usual, database, systemIdentifier, from, to] = [
    'id',
    'at',
    'form',
    'database',
    'systemIdentifier',
    'from',
    'to',
  ].map((key) => text(line, value, key));
  const [bytes, timeline, major] = ['bytes', 'timeline', 'major'].map((key) => number(line, value, key));
  if (id === undefined) throw wrong(line, 'it has no id');
  // A time without a zone is of somebody's own zone.
  if (at === undefined || !/(?:Z|[+-]\d\d:?\d\d)$/.test(at) || Number.isNaN(Date.parse(at))) throw wrong(line, 'at is no time with a zone');
  if (form !== 'physical' && form !== 'logical') throw wrong(line, 'form is neither physical nor logical');
  if ([from, to].some((place) => place !== undefined && !lsn.test(place)))
    throw wrong(line, 'from and to are places in the log: 0/3000028');
  return {
    id,
    at: new Date(at).toISOString(),
    form,
    ...(bytes !== undefined && { bytes }),
    ...(database !== undefined && { database }),
    ...(systemIdentifier !== undefined && { systemIdentifier }),
    ...(timeline !== undefined && { timeline }),
    ...(major !== undefined && { major }),
    ...(from !== undefined && { log: { from, to: to ?? from } }),
  };
};

/** The backups of what a command printed, the newest first. @throws DrillError `backup/unreadable` */
export const backupsIn = (out: string, usual: Backup['form']): readonly Backup[] => {
  const found: Backup[] = [];
  for (const line of out.split('\n').map((one) => one.trim())) {
    if (!line.startsWith('{')) continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw wrong(line, 'it is no JSON');
    }
    found.push(backupIn(line, value as Value, usual));
  }
  const ids = found.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw wrong(twice, `${twice} is there twice`);
  return found.sort((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? 1 : -1));
};
