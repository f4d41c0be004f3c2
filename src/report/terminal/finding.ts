import { placeText } from '../../core/error.ts';
import type { Finding } from '../../model/finding.ts';
import type { Look } from '../../model/report.ts';
import { paint } from './paint.ts';

export const findingText = (finding: Finding, look: Look): string => `  ${paint(look, ['bold', 'red'], finding.severity)}: ${finding.what} [${finding.rule}] ${finding.at.new ? placeText(finding.at.new) : ''}\n    why: ${finding.why}\n    what to do: ${finding.fix}${finding.witness ? `\n    witness: ${JSON.stringify(finding.witness.value)}` : ''}`;
