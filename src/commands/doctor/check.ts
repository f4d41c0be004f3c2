import type { Io } from '../command.ts';

/** `limited`: it is there, or can be done without, but something does not work. */
export type State = 'ok' | 'limited' | 'missing';

export interface Finding {
  readonly state: State;
  readonly what: string;
  /** What to install or change; for all that is not ok. */
  readonly fix?: string;
}

/** One thing that drill may want of a machine. */
export interface Check {
  readonly name: string;
  /** Without it no drill runs on the embedded database. */
  readonly needed: boolean;
  readonly look: (io: Io) => Promise<Finding>;
}

export type Result = Finding & Pick<Check, 'name' | 'needed'>;

export const ok = (what: string): Finding => ({ state: 'ok', what });
export const limited = (what: string, fix: string): Finding => ({ state: 'limited', what, fix });
export const missing = (what: string, fix: string): Finding => ({ state: 'missing', what, fix });
