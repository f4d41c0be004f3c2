import { Stopped } from './deadline.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A signal that aborts when somebody wants the program to end: Ctrl-C, SIGTERM, SIGHUP, the end of the launcher
 * that started it, or, where npm started it, the end of that. The first reason wins; later ones are ignored, so that
 * clean-up (which has its own deadline) is never cut short by an impatient second Ctrl-C.
 */
export const interruption = (): { signal: AbortSignal; stop: (what: string) => void } & Disposable => {
  const controller = new AbortController();
  const stop = (what: string): void => controller.abort(new Stopped('interrupted', what));
  const handlers = signals.map((name) => [name, () => stop(`interrupted by ${name}; cleaning up`)] as const);
  for (const [name, handler] of handlers) process.on(name, handler);

  const launcherGone = (): void => stop('the launcher is gone; cleaning up');
  if (process.env['DRILL_LAUNCHER'] !== undefined && process.channel) {
    process.on('disconnect', launcherGone);
    process.channel.unref();
  }
  const parent = process.ppid;
  const watch =
    process.env['npm_lifecycle_event'] === 'npx' || process.env['npm_command'] === 'exec'
      ? setInterval(() => process.ppid !== parent && stop('npm, which started this, is gone; cleaning up'), 250).unref()
      : undefined;

  return {
    signal: controller.signal,
    stop,
    [Symbol.dispose]: () => {
      for (const [name, handler] of handlers) process.off(name, handler);
      process.off('disconnect', launcherGone);
      clearInterval(watch);
      if (process.connected) process.disconnect();
    },
  };
};
