import { describe, expect, test } from 'vitest';
import { lanes } from '../../../src/commands/batch/lanes.ts';

describe('lanes', () => {
  const soon = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

  test('hand on in the order given, however long each takes, so many at a time; who is alone is alone', async () => {
    const handed: number[] = [];
    let [running, most] = [0, 0];
    const beside: number[] = [];
    const { add, end } = lanes<number>(2, async (one) => void handed.push(one));
    for (const [index, ms] of [30, 5, 1, 20, 1].entries())
      await add(async () => {
        most = Math.max(most, ++running);
        if (index === 3) beside.push(running);
        await soon(ms);
        if (index === 3) beside.push(running);
        running--;
        return index;
      }, index === 3);
    await end();
    expect([handed, most, beside]).toEqual([[0, 1, 2, 3, 4], 2, [1, 1]]);
  });

  test('end with what could not be handed on', async () => {
    const { add, end } = lanes<number>(2, async () => {
      throw new Error('nobody reads');
    });
    await add(async () => 1, false);
    await expect(end()).rejects.toThrow('nobody reads');
  });
});
