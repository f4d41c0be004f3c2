// Where the time of a command goes. It is told on demand and is no part of any report: reports do not depend on the machine.
// Of the process, which runs one command.

const spent = new Map<string, { ms: number; times: number }>();

/** Counts the time until it is disposed of, in ms, for a stage of that name. Stages may lie in each other. */
export const stage = (name: string): Disposable => {
  const from = performance.now();
  return {
    [Symbol.dispose]: () => {
      const { ms, times } = spent.get(name) ?? { ms: 0, times: 0 };
      spent.set(name, { ms: ms + performance.now() - from, times: times + 1 });
    },
  };
};

/** `reading 0.24 s, comparing 1.90 s, confirming witnesses 0.55 s (121 times)`; empty where there is nothing to tell. */
export const stagesText = (): string =>
  [...spent].map(([name, { ms, times }]) => `${name} ${(ms / 1000).toFixed(2)} s${times === 1 ? '' : ` (${times} times)`}`).join(', ');
