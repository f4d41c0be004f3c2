import { readFileSync } from 'node:fs';
import type { Seen } from './gate.ts';

/** What programs ask a name server for again with these behind it, when it does not know the name. */
const searched = (): readonly string[] => {
  try {
    return [...readFileSync('/etc/resolv.conf', 'utf8').matchAll(/^(?:search|domain)\s+(.+)$/gm)].flatMap(([, list = '']) =>
      list.trim().split(/\s+/),
    );
  } catch {
    return [];
  }
};

const counted = (count: number, of: string): string => `${count} ${of}${count === 1 ? '' : 's'}`;

/**
 * What was tried in an enclosure, sorted: names and addresses; where there are none, how many connections and datagrams nobody took, which
 * is what is known of those to ports of the machine itself, and of those that gave up at once.
 * @param suffixes domains that are put behind names
 */
export const triedIn = (seen: readonly Seen[], suffixes: readonly string[] = searched()): readonly string[] => {
  const names = new Set(seen.flatMap((one) => (one.kind === 'name' ? [one.name.toLowerCase()] : [])));
  const isEcho = (name: string): boolean =>
    suffixes.some((suffix) => name.endsWith(`.${suffix.toLowerCase()}`) && names.has(name.slice(0, -1 - suffix.length)));
  const where = [...[...names].filter((name) => !isEcho(name)), ...seen.flatMap((one) => (one.kind === 'connection' ? [one.where] : []))];
  if (where.length > 0) return [...new Set(where)].sort();
  return seen.flatMap((one) =>
    one.kind === 'counts'
      ? [
          ...(one.connections > 0 ? [`${counted(one.connections, 'connection')} that nobody took`] : []),
          ...(one.datagrams > 0 ? [`${counted(one.datagrams, 'datagram')} that nobody got`] : []),
        ]
      : [],
  );
};
