import type { Finding } from '../../model/finding.ts';
import { jsonText, visible } from './value.ts';

/** A statement that shows a finding, and what the server said. */
interface Shown {
  readonly statement?: string;
  readonly values?: readonly (string | null)[];
  readonly on?: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly difference?: string;
}

/** More of a witness than this many characters is cut off. */
const most = 300;

export const cut = (text: string): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** The statement of a witness with its parameters, and on what and with which words it failed; undefined for a witness of another kind. */
export const statementTexts = ({ witness }: Finding): { readonly asked: string; readonly said: string } | undefined => {
  const { statement, values, on, error, difference } = (witness?.value ?? {}) as Shown;
  if (typeof statement !== 'string') return undefined;
  const said = error ? `: ${error.message} [${error.code}]` : difference === undefined ? '' : `: ${difference}`;
  return {
    asked: `${cut(visible(statement))}${values ? ` with ${cut(jsonText(values))}` : ''}`,
    said: `${on === undefined ? '' : `on ${visible(on)}`}${visible(said)}`,
  };
};
