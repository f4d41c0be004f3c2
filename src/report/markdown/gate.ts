import type { Report } from '../../model/report.ts';
import { headline } from '../phrases/headline.ts';
import { type Block, folded, paragraph } from './assemble.ts';
import { inline } from './escape.ts';
import { isOpen, reasonItems } from './reasons.ts';

/** The gate's answer: what stands against it, and what it rests on folded away. */
export const gateBlocks = (gate: Extract<Report, { kind: 'gate' }>): readonly Block[] => {
  const { reasons, expires } = gate.verdict;
  const against = reasonItems(reasons.filter(isOpen));
  const others = reasonItems(reasons.filter((reason) => !isOpen(reason)));
  return [
    paragraph(`### ${inline(headline(gate) ?? '')}`),
    ...(against.length === 0 ? [] : [{ begin: '', items: against.map((item) => `${item}\n`), end: '' }]),
    ...folded('what it rests on', others),
    ...(expires === undefined ? [] : [paragraph(`valid until ${expires.slice(0, 16).replace('T', ' ')} UTC`)]),
  ];
};
