import { formatDuration } from '../../core/duration.ts';
import type { Progress } from '../../core/progress.ts';
import type { Look } from '../../model/report.ts';
import { paint } from './paint.ts';

/** What a progress display writes to, and the time that it shows. */
export interface ProgressOutput {
  readonly write: (text: string) => void;
  readonly look: Look;
  /** Draw one line over itself; else a plain line a step, as logs like it. */
  readonly interactive: boolean;
  /** Monotonic ms. */
  readonly monotonic: () => number;
}

/** Shows the progress of one thing, e.g. a drill. Dispose of it to leave the line clean. */
export const showProgress = (title: string, { write, look, interactive, monotonic }: ProgressOutput): Progress & Disposable => {
  const startedMs = monotonic();
  let current = '';
  let counts = '';
  const elapsed = (): string => formatDuration(monotonic() - startedMs).padStart(8);
  const clear = (): void => (interactive ? write('\r\u001B[2K') : undefined);
  const draw = (): void => {
    if (!interactive) return;
    const line = `${elapsed()}  ${title}: ${current}${counts === '' ? '' : `  ${counts}`}`;
    clear();
    write(paint(look, 'dim', line.slice(0, look.width - 1)));
  };
  const ticking = interactive ? setInterval(draw, 200).unref() : undefined;
  const line = (text: string): void => {
    clear();
    write(`${elapsed()}  ${title}: ${text}\n`);
    draw();
  };
  return {
    step: (name, detail) => {
      current = detail === undefined ? name : `${name} (${detail})`;
      if (interactive) draw();
      else line(`${current}${counts === '' ? '' : `  ${counts}`}`);
    },
    count: (numbers) => {
      counts = Object.entries(numbers)
        .map(([name, number]) => `${number} ${name}`)
        .join(', ');
      draw();
    },
    note: line,
    [Symbol.dispose]: () => {
      clearInterval(ticking);
      clear();
    },
  };
};
