import type { Progress } from '../../core/progress.ts';
import type { Scratch } from '../../core/scratch/scratch.ts';
import type { Route } from '../../model/cell.ts';
import type { Finding } from '../../model/finding.ts';
import type { Role, TimeToRollback } from '../../model/journal.ts';
import type { PostgresServer } from '../../storage/engines/postgres/embedded.ts';
import type { Listening } from '../../storage/engines/postgres/statement-log.ts';
import type { Backend, Proxy, Share } from '../proxy.ts';
import type { Instance } from '../targets/target.ts';
import type { Observer } from '../workload/observer.ts';
import { Blamed, type Doing } from './blame.ts';
import type { Plan } from './plan.ts';
import type { Captured } from './capture.ts';
import type { BackupPlace } from './recover/port.ts';
import type { Recovering } from './recover/state.ts';

/** A version that runs behind the proxy. */
export interface Running {
  readonly instance: Instance;
  readonly backend: Backend;
}

/** What a version's instances served, as they said themselves before they were stopped. */
interface Told {
  readonly role: Role;
  readonly count: number;
  readonly how: string;
}

/** Takes a document that a version said its contract is. */
export type KeepContract = (captured: { readonly version: string; readonly contract: string; readonly bytes: Uint8Array }) => Promise<void>;

/** Takes what a version was seen to ask of a store: the server's log of that time. Resolves to what to tell about it. */
export type KeepStatements = (captured: {
  readonly version: string;
  readonly digest: string;
  readonly store: string;
  readonly log: string;
}) => Promise<string | undefined>;

/** One version that is listened to, by store. */
export type Listeners = ReadonlyMap<string, Listening>;

/** One rehearsal while it goes on: what its phases share. */
export interface Stage {
  readonly plan: Plan;
  readonly route: Route;
  readonly scratch: Scratch;
  readonly server: PostgresServer | undefined;
  /** Connection URLs by store. */
  readonly urls: Readonly<Record<string, string>>;
  readonly proxy: Proxy;
  readonly observer: Observer;
  readonly progress: Progress;
  readonly machine: Readonly<Record<string, string | undefined>>;
  /** Where the route `restore` takes its backup. */
  readonly backups: BackupPlace | undefined;
  /** Variables that versions get besides those of `run.env`. */
  readonly variables: Readonly<Record<string, string>>;
  /** From now on a store is somewhere else. */
  readonly moveStore: (name: string, url: string) => void;
  /** Takes what a version says its contract is. */
  readonly keepContract: KeepContract;
  /** Takes what a version was seen to ask of its stores. */
  readonly keepStatements: KeepStatements;
  /** Monotonic ms at which the drill started. */
  readonly originMs: number;
  /** Ends the rehearsal: something that it stands on is gone. */
  readonly fail: (blamed: Blamed) => void;
  readonly running: Set<Running>;
  /** Every backend that there ever was. */
  readonly backends: Backend[];
  readonly told: Told[];
  readonly findings: Finding[];
  /** N-1's schema and rows by store, as they were before N came; for the `down` route. */
  before: ReadonlyMap<string, Captured> | undefined;
  /** The same before the down migrations and after them. */
  down: { readonly left: ReadonlyMap<string, Captured>; readonly now: ReadonlyMap<string, Captured> } | undefined;
  compared: { readonly objects: number; readonly rows: number } | undefined;
  /** The way of the route `restore`, from its backup on. */
  recovering: Recovering | undefined;
  doing: Doing | undefined;
  /** What N-1 asks is listened to, while it alone serves. */
  listeners: Listeners | undefined;
  /** Monotonic ms at which it was decided to go back. */
  decidedMs: number | undefined;
  time: { -readonly [K in keyof TimeToRollback]: TimeToRollback[K] };
}

const roleName = { old: 'N-1', new: 'N' } as const;

/** Starts a version and puts it behind the proxy, without traffic yet. From now on its crash ends the rehearsal. */
export const startVersion = async (stage: Stage, role: Role, label: string, signal: AbortSignal): Promise<Running> => {
  const { plan } = stage;
  const { version, folder } = role === 'old' ? plan.from : plan.to;
  const instance = await plan.target.start(
    {
      scratch: stage.scratch,
      artifact: plan.artifact,
      version,
      folder,
      run: plan.run,
      stores: stage.urls,
      variables: stage.variables,
      machine: stage.machine,
      label: `${stage.route}-${label}`,
    },
    signal,
  );
  const running: Running = { instance, backend: { role, version, origin: instance.origin } };
  stage.running.add(running);
  stage.backends.push(running.backend);
  void instance.crashed.then(async (how) => {
    stage.fail(new Blamed(role, `${roleName[role]} (${version}) ended while it was serving (${how})`, await instance.tail(20)));
  });
  return running;
};

/** Waits until a version has nothing in flight, asks it what it served, and stops it. */
export const retire = async (stage: Stage, running: Running, signal: AbortSignal): Promise<void> => {
  await stage.proxy.drained(running.backend, signal);
  await stopVersion(stage, running);
};

/** Asks a version what it served. */
export const askServed = async (stage: Stage, running: Running): Promise<void> => {
  const told = await running.instance.served();
  if (told) stage.told.push({ role: running.backend.role, ...told });
};

/** Asks a version what it served, and stops it. */
export const stopVersion = async (stage: Stage, running: Running): Promise<void> => {
  await askServed(stage, running);
  stage.running.delete(running);
  await running.instance.stop();
};

/** Moves traffic over step by step; both serve together until the last step. */
export const shift = async (stage: Stage, from: Running, to: Running, wait: (ms: number) => Promise<void>): Promise<void> => {
  for (const share of stage.plan.steps) {
    const shares: Share[] = [
      { backend: to.backend, share },
      { backend: from.backend, share: 1 - share },
    ];
    stage.progress.step(stage.observer.phase, `${Math.round(share * 100)} % to ${to.backend.version}`);
    stage.proxy.split(shares);
    await wait(stage.plan.stepMs);
  }
  stage.proxy.split([{ backend: to.backend, share: 1 }]);
};
