import type { Evidence, Fact } from '../../model/fact.ts';
import type { Look } from '../../model/report.ts';
import { outcomeText } from './paint.ts';

const because = (reason: string | undefined): string => (reason === undefined ? '' : `: ${reason}`);

const evidenceText = ({ of, drill, from, to, outcome, reasons }: Evidence, look: Look): string => {
  const [first, ...more] = reasons;
  // Of several lines, whose ends are escaped by now, the first.
  const why = first ? `: ${first.what.split(/\n|\\u000a/)[0] ?? ''}${more.length > 0 ? ` (and ${more.length} more)` : ''}` : '';
  return `${of === 'check' ? 'check' : `drill ${drill ?? ''}`} ${from.version} → ${to.version} ${outcomeText(look, outcome)}${why}`;
};

/** What happened, in words, without artifact and environment. */
export const factText = (fact: Fact, look: Look): string => {
  switch (fact.kind) {
    case 'version':
      return `${fact.version} known as ${fact.digest}`;
    case 'deployed':
      return `${fact.version} deployed${fact.firstRelease ? ', the first release' : ''}${fact.beside ? ', beside what ran there' : ''}`;
    case 'good':
      return `${fact.version} good${because(fact.reason)}`;
    case 'bad':
      return `${fact.version} bad${because(fact.reason)}`;
    case 'rolled-back':
      return `${fact.from.version} rolled back to ${fact.to.version}${because(fact.reason)}`;
    case 'backup':
      return `backup ${fact.backup} of store ${fact.store} taken by ${fact.provider}`;
    case 'evidence':
      return evidenceText(fact, look);
  }
};
