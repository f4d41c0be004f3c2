/** Work that is done a few pieces at a time, whose results are handed on in the order in which it was given. */
interface Lanes<T> {
  /** Begins a piece of work once there is room for it. `alone`: nothing else goes on beside it. Rejects when handing on a result failed. */
  readonly add: (work: () => Promise<T>, alone: boolean) => Promise<void>;
  /** Waits for everything. */
  readonly end: () => Promise<void>;
}

/** @param hand takes one result after the other */
export const lanes = <T>(atOnce: number, hand: (result: T) => Promise<void>): Lanes<T> => {
  const running = new Set<Promise<unknown>>();
  let handed: Promise<void> = Promise.resolve();
  let failure: { readonly error: unknown } | undefined;
  let isAlone = false;
  const settled = async (most: number): Promise<void> => {
    while (running.size > most) await Promise.race(running);
    if (failure) throw failure.error;
  };
  return {
    add: async (work, alone) => {
      await settled(alone || isAlone ? 0 : atOnce - 1);
      isAlone = alone;
      const result = work();
      const ended = result.then(
        () => {},
        () => {},
      );
      const one = ended.finally(() => running.delete(one));
      running.add(one);
      const before = handed;
      handed = (async () => {
        await before;
        if (failure) return;
        try {
          await hand(await result);
        } catch (error) {
          failure = { error };
        }
      })();
    },
    end: async () => {
      await settled(0);
      await handed;
      await settled(0);
    },
  };
};
