import { describe, expect, it } from 'vitest';
import { openAside } from '../../src/core/aside.ts';

describe('work beside other work', () => {
  it('goes one piece after the other, also behind one that failed', async () => {
    const told: string[] = [];
    await using aside = openAside();
    const piece = (name: string) => async (): Promise<string> => {
      told.push(`${name} begins`);
      await Promise.resolve();
      told.push(`${name} ends`);
      if (name === 'one') throw new Error(name);
      return name;
    };
    const [one, two] = [aside.add(piece('one')), aside.add(piece('two'))];
    await expect(one).rejects.toThrow('one');
    expect(await two).toBe('two');
    expect(told).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });

  it('is over with what it stands beside: what goes on is waited for, and what waits never begins', async () => {
    const told: string[] = [];
    const going = Promise.withResolvers<void>();
    {
      await using aside = openAside();
      void aside.add(async () => {
        await going.promise;
        told.push('one');
      });
      const two = aside.add(async () => told.push('two'));
      two.catch((error: unknown) => told.push(String(error)));
      await new Promise((resolve) => setImmediate(resolve));
      setImmediate(going.resolve);
    }
    expect(told).toEqual(['one', 'Error: what it stood beside is over']);
  });
});
