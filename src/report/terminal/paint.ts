import { styleText } from 'node:util';
import type { Outcome } from '../../model/outcome.ts';
import type { Look } from '../../model/report.ts';

type Style = Parameters<typeof styleText>[0];

/** Paints text where colours are wanted, and leaves it alone where they are not. */
export const paint = (look: Pick<Look, 'colours'>, style: Style, text: string): string =>
  look.colours ? styleText(style, text, { validateStream: false }) : text;

const outcomeStyle: Record<Outcome, Style> = { pass: ['bold', 'green'], inconclusive: ['bold', 'yellow'], fail: ['bold', 'red'] };

/** `PASS`, `INCONCLUSIVE`, `FAIL`. */
export const outcomeText = (look: Pick<Look, 'colours'>, outcome: Outcome): string =>
  paint(look, outcomeStyle[outcome], outcome.toUpperCase());
