import type { Change } from '../change.ts';
import { settingName } from '../judging/settings.ts';
import type { Observation } from './observation.ts';

// Settings of a database act on every session that begins in it, so that a trial's fresh connections show them: all but those that
// the connection sets itself, and those of roles that it does not come as.

const setByConnection: ReadonlySet<string> = new Set(['timezone', 'statement_timeout', 'lock_timeout']);

const isMet = ({ kind, name }: Change): boolean =>
  kind === 'setting' && / of (?:database|role OWNER(?: in database)?)$/.test(name) && !setByConnection.has(settingName(name).toLowerCase());

/** Whom a change hits that is met before the first statement; undefined: it is not of that kind. `isAlike`: the statement was run with it, and got what it got before. */
export const meetsAtStart = (change: Change, isAlike: boolean): boolean | undefined => {
  if (change.kind === 'setting') return !isMet(change) || !isAlike;
  const grant = change.is ?? change.was;
  return grant?.kind === 'grant' && grant.on === 'database' ? true : undefined;
};

/** No table, column, schema, type or function of that name. */
const notFound: ReadonlySet<string> = new Set(['42P01', '42703', '3F000', '42704', '42883']);

/** They say how values are written and read. */
const formats = /^(?:datestyle|intervalstyle|bytea_output|extra_float_digits|lc_\w+|xmlbinary|xmloption|default_text_search_config)$/i;

/** How surely a statement shows the change of a setting, or of a right on the database; 0: it does not; undefined: the change is neither. */
export const startWeight = (change: Change, { refusal, kind }: Observation): number | undefined => {
  const grant = change.is ?? change.was;
  if (grant?.kind === 'grant' && grant.on === 'database')
    return refusal?.about === 'rights' && /\bdatabase\b/.test(refusal.message) ? 99 : 0;
  if (change.kind !== 'setting') return undefined;
  if (!isMet(change)) return 0;
  const name = settingName(change.name);
  if (name === 'default_transaction_read_only') return refusal?.code === '25006' ? 97 : 0;
  // A table that is gone or has another name explains it better (90).
  if (name === 'search_path') return refusal && notFound.has(refusal.code) ? 80 : kind === 'differs' ? 15 : 0;
  return kind === 'differs' && formats.test(name) ? 15 : 0;
};
