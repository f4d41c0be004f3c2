/** Work that goes on beside other work, one piece after the other. */
export interface Aside extends AsyncDisposable {
  /** Begins when what was added before is over, however it ended. Whoever awaits it hears what it failed of; nobody need. */
  readonly add: <T>(work: () => Promise<T>) => Promise<T>;
}

/** When it is disposed of, what has not begun never does, and what goes on is waited for. */
export const openAside = (): Aside => {
  let isEnded = false;
  let before: Promise<unknown> = Promise.resolve();
  return {
    add: (work) => {
      const one = before.then(() => {
        if (isEnded) throw new Error('what it stood beside is over');
        return work();
      });
      before = one.catch(() => {});
      return one;
    },
    [Symbol.asyncDispose]: async () => {
      isEnded = true;
      await before;
    },
  };
};
