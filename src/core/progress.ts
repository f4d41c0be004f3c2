/** What long work tells while it goes on. Whoever shows it decides how; nothing is ever decided by it. */
export interface Progress {
  /** A step has begun: its name, and what it belongs to. */
  readonly step: (name: string, detail?: string) => void;
  /** Numbers of the step that is going on, e.g. `{ requests: 120, failed: 0 }`. */
  readonly count: (counts: Readonly<Record<string, number>>) => void;
  /** Something that the user should know now. */
  readonly note: (text: string) => void;
}

export const silent: Progress = { step: () => {}, count: () => {}, note: () => {} };
