import { Exact, type Value } from '../value.ts';

interface Numbers {
  readonly exact: boolean;
  readonly fraction: boolean;
  readonly unsafe: boolean;
}

/** What kinds of numbers a document holds. A list and not a recursion: witnesses of deep schemas are deep. */
export const numbersIn = (document: Value): Numbers => {
  let [exact, fraction, unsafe] = [false, false, false];
  const open: Value[] = [document];
  while (open.length > 0) {
    const value = open.pop() as Value;
    if (value instanceof Exact) exact = true;
    else if (typeof value === 'number') {
      fraction ||= !Number.isInteger(value);
      unsafe ||= Number.isInteger(value) && !Number.isSafeInteger(value);
    } else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) open.push(member);
  }
  return { exact, fraction, unsafe };
};
