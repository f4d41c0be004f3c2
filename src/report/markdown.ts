import { type Outcome, outcomes } from '../model/outcome.ts';
import type { Report, Reporter } from '../model/report.ts';
import { assemble, type Block, paragraph } from './markdown/assemble.ts';
import { checkBlocks } from './markdown/check.ts';
import { drillBlocks } from './markdown/drill.ts';
import { gateBlocks } from './markdown/gate.ts';

const blocksOf = (report: Report): { readonly outcome: Outcome; readonly blocks: readonly Block[] } | undefined => {
  if (report.kind === 'check') return { outcome: report.judgement.outcome, blocks: checkBlocks(report) };
  if (report.kind === 'drill') return { outcome: report.judgement.outcome, blocks: drillBlocks(report) };
  return report.kind === 'gate' ? { outcome: report.verdict.outcome, blocks: gateBlocks(report) } : undefined;
};

/** By this line a bot finds its own comment again, to write the next one over it. */
const marker = '<!-- rollback-drill -->';

/** A comment on a pull request, and the summary of a step: short, with what is long folded away, and never too long to be taken. */
export const markdown: Reporter = {
  name: 'markdown',
  kinds: ['check', 'drill', 'gate'],
  render: (reports) => {
    const each = reports.flatMap((report) => blocksOf(report) ?? []);
    const byGravity = each.toSorted((a, b) => outcomes.indexOf(b.outcome) - outcomes.indexOf(a.outcome));
    const blocks = byGravity.flatMap((one) => one.blocks);
    const text = assemble(blocks.length === 0 ? [paragraph('### INCONCLUSIVE nothing was compared')] : blocks);
    return `${marker}\n${text}`;
  },
};
