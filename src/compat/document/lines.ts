import type { Place } from '../../core/error.ts';

/** Line and column (from 1, in UTF-16 units) of offsets in a text. */
export const linesOf = (file: string, text: string): ((offset: number, pointer?: string) => Place) => {
  let starts: number[] | undefined;
  const index = (): number[] => {
    const found = [0];
    for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) found.push(i + 1);
    return found;
  };
  return (offset, pointer) => {
    starts ??= index();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1, ...(pointer === undefined ? {} : { pointer }) };
  };
};
