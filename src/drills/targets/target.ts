import type { Enclosure } from '../../core/enclosure/enclosure.ts';
import type { Scratch } from '../../core/scratch/scratch.ts';
import type { RunDefinition } from '../../workspace/definition.ts';

/** What is to be started. */
export interface StartRequest {
  readonly scratch: Scratch;
  readonly artifact: string;
  readonly version: string;
  /** Absolute folder with the version's code and config. */
  readonly folder: string;
  readonly run: RunDefinition;
  /** Connection URLs by store. */
  readonly stores: Readonly<Record<string, string>>;
  /** The machine's environment, from which declared variables are taken. */
  readonly machine: Readonly<Record<string, string | undefined>>;
  /** Variables of its environment besides, and instead of, the declared ones. */
  readonly variables?: Readonly<Record<string, string>>;
  /** A network of its own that it runs in; its port is there outside too. */
  readonly inside?: Enclosure;
  /** Tells apart several starts of one version; part of the log's name. */
  readonly label: string;
}

/** A version that runs and is ready. */
export interface Instance {
  readonly version: string;
  /** `http://127.0.0.1:41234` */
  readonly origin: string;
  readonly logFile: string;
  /** Resolves when it ends without having been told to, with how. */
  readonly crashed: Promise<string>;
  readonly tail: (lines: number) => Promise<readonly string[]>;
  /** How many requests it says it served; undefined where it cannot be asked that way. */
  readonly served: () => Promise<{ readonly count: number; readonly how: string } | undefined>;
  readonly stop: () => Promise<void>;
}

/** One way of starting versions. Throws `StartFailed` when a version does not become ready. */
export interface Target {
  readonly name: string;
  /** Throws a `DrillError` for what cannot work, before anything is started. */
  readonly check: (wanted: Pick<StartRequest, 'run' | 'machine'> & { readonly stores: readonly string[] }) => void;
  readonly start: (request: StartRequest, signal: AbortSignal) => Promise<Instance>;
}

/** A version did not become ready, and what its log says. */
export class StartFailed extends Error {
  readonly log: readonly string[];
  constructor(what: string, log: readonly string[]) {
    super(what);
    this.name = 'StartFailed';
    this.log = log;
  }
}
