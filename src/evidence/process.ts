import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { identify, isAlive } from '../core/scratch/processes.ts';

/** A process, named so that a later one with the same number is not taken for it. */
export interface ProcessName {
  readonly pid: number;
  /** When it started, in the system's own words: clock ticks after boot on Linux, a date elsewhere. */
  readonly start: string;
  /** The machine it runs on. */
  readonly host: string;
  /** This boot of the machine; empty where the system does not tell. */
  readonly boot: string;
  /** Where its number counts (a container has numbers of its own); empty where there is no such thing. */
  readonly namespace: string;
}

const textOr = (otherwise: string, read: Promise<string>): Promise<string> =>
  read.then(
    (text) => text.trim(),
    () => otherwise,
  );

const hostName = async (): Promise<string> => `${hostname()}/${await textOr('', readFile('/etc/machine-id', 'utf8'))}`;
const bootId = (): Promise<string> => textOr('', readFile('/proc/sys/kernel/random/boot_id', 'utf8'));
const pidNamespace = (): Promise<string> => textOr('', readlink('/proc/self/ns/pid'));

/** This process. */
export const thisProcess = async (): Promise<ProcessName> => ({
  pid: process.pid,
  start: (await identify(process.pid)).started ?? '',
  host: await hostName(),
  boot: await bootId(),
  namespace: await pidNamespace(),
});

/** Is it still running? `elsewhere`: it runs on another machine or in another container, and cannot be asked after from here. */
export const fateOf = async (name: ProcessName): Promise<'alive' | 'gone' | 'elsewhere'> => {
  if (name.host !== (await hostName())) return 'elsewhere';
  if (name.boot !== (await bootId())) return 'gone';
  if (name.namespace !== (await pidNamespace())) return 'elsewhere';
  return (await isAlive({ pid: name.pid, ...(name.start === '' ? {} : { started: name.start }) })) ? 'alive' : 'gone';
};
