import { plural } from '../phrases/plural.ts';

/** A part of a comment: what it begins and ends with, and between them items that may be left out, the last first. */
export interface Block {
  readonly begin: string;
  readonly items: readonly string[];
  readonly end: string;
}

/** What stands there, whole or not at all. */
export const paragraph = (text: string): Block => ({ begin: `${text}\n`, items: [], end: '' });

/** Folded away under a line that tells what it is. No block without items. */
export const folded = (summary: string, items: readonly string[]): readonly Block[] =>
  items.length === 0
    ? []
    : [{ begin: `<details><summary>${summary}</summary>\n\n`, items: items.map((item) => `${item}\n`), end: '\n</details>\n' }];

/**
 * GitHub refuses a comment of more than 65,536 characters, and does not say of which kind: bytes are the most that it can mean. Some
 * are left to whoever puts a line around the comment.
 */
const limit = 65_000;

const sizeOf = (text: string): number => Buffer.byteLength(text);

const cutLine = (items: number, blocks: number): string => {
  const what = [...(items > 0 ? [plural(items, 'item')] : []), ...(blocks > 0 ? [plural(blocks, 'section')] : [])].join(' and ');
  return `\n… ${what} not shown, for a comment may not be longer; \`--format json\` has all.\n`;
};

/** Puts the blocks together, as much of them as a comment may hold; what is left out is counted. */
export const assemble = (blocks: readonly Block[]): string => {
  let text = '';
  let left = limit - sizeOf(cutLine(99_999, 99_999));
  let [items, sections] = [0, 0];
  for (const block of blocks) {
    const frame = sizeOf(block.begin) + sizeOf(block.end) + 1;
    if (frame > left) {
      sections++;
      items += block.items.length;
      continue;
    }
    left -= frame;
    const fitting = block.items.findIndex((item) => {
      left -= sizeOf(item);
      return left < 0;
    });
    const kept = fitting === -1 ? block.items : block.items.slice(0, fitting);
    if (fitting !== -1) left = 0;
    items += block.items.length - kept.length;
    text += `${block.begin}${kept.join('')}${block.end}\n`;
  }
  return items + sections === 0 ? text : `${text}${cutLine(items, sections)}`;
};
