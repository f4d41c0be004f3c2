import type { Finding } from '../../model/finding.ts';
import { formatDuration } from '../../core/duration.ts';
import { plural } from '../phrases/plural.ts';
import { jsonText, visible } from './value.ts';

/** A statement that shows a finding, and what the server said. */
interface Shown {
  readonly statement?: string;
  readonly values?: readonly (string | null)[];
  readonly on?: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly difference?: string;
  /** How many rows it gave, and gives. */
  readonly rows?: { readonly was: number; readonly is: number };
  /** How long it waited and takes without the migration, in milliseconds, and for what behind which statement of the migration. */
  readonly ms?: number;
  readonly usualMs?: number;
  readonly wants?: string;
  readonly object?: string;
  readonly behind?: number;
}

/** What became of it, in words; empty: the statement itself says it. */
const saidOf = ({ error, difference, rows, ms, usualMs, wants, object, behind }: Shown): string => {
  if (error) return `${error.message} [${error.code}]`;
  if (difference !== undefined) return difference;
  if (rows) return `${plural(rows.was, 'row')} became ${rows.is}`;
  if (ms === undefined || wants === undefined) return '';
  return `waited ${formatDuration(ms)} for ${wants}${object === undefined ? '' : ` ${wants === 'a row' ? 'of' : 'on'} ${object}`} behind statement ${behind} of the migration (without it ${formatDuration(usualMs ?? 0)})`;
};

/** More of a witness than this many characters is cut off. */
const most = 300;

export const cut = (text: string): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** The statement of a witness with its parameters, and on what and with which words it failed; undefined for a witness of another kind. */
export const statementTexts = ({ witness }: Finding): { readonly asked: string; readonly said: string } | undefined => {
  const shown = (witness?.value ?? {}) as Shown;
  const { statement, values, on } = shown;
  if (typeof statement !== 'string') return undefined;
  const parts = [...(on === undefined ? [] : [`on ${on}`]), ...[saidOf(shown)].filter((text) => text !== '')];
  return {
    asked: `${cut(visible(statement))}${values ? ` with ${cut(jsonText(values))}` : ''}`,
    said: parts.length === 0 ? cut(jsonText(shown)) : visible(parts.join(': ')),
  };
};
