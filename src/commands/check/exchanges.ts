import type { HowMany } from '../../compat/exchange/attach.ts';

/** A call of every finding; GitHub's API has some hundred a release, which cost a second. */
const all: HowMany = { error: 2000, warning: 2000, note: 2000 };

/** What a format prints of calls: those of errors for people, all for machines and for who reads on. */
const printed: Readonly<Record<string, HowMany>> = {
  terminal: { error: 50 },
  markdown: { error: 50, warning: 50 },
  json: all,
  sarif: all,
};

/** Of how many findings the calls are made that show them. @param formats every format that is written */
export const exchangesFor = (formats: readonly string[], replays: boolean): HowMany => {
  const wanted = [...formats.map((format) => printed[format] ?? {}), ...(replays ? [all] : [])];
  const most = (severity: 'error' | 'warning' | 'note'): number => Math.max(0, ...wanted.map((one) => one[severity] ?? 0));
  return { error: most('error'), warning: most('warning'), note: most('note'), ...(replays ? { replays } : {}) };
};
