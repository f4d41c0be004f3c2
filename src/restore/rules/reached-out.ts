import { sha256 } from '../../core/hash.ts';
import type { RestoreRule } from '../rule.ts';

/** A host may be one of a row: what is shown of it is the port. */
const quietly = (where: string): string => {
  const [, host = where, rest = ''] = /^(.*?)((?::\d+)?(?: \(UDP\))?)$/.exec(where) ?? [];
  return /^\d+ (?:connection|datagram)s? that nobody/.test(where) ? where : `${sha256(host)}${rest}`;
};

export const reachedOut: RestoreRule = {
  id: 'restore/reached-out',
  severity: 'warning',
  cells: { rollback: 'breaks' },
  why: 'What runs on a copy is not to meet real customers. It was refused; without that, jobs, mails and messages of the copy would have reached them.',
  fix: 'Find out what called it; give it a stub, or switch it off for copies.',
  check: (facts) =>
    (facts.reached ?? []).map(({ by, where }) => ({
      what: `${by} tried to reach ${where}, and was refused`,
      of: `${by} ${where}`,
      quiet: { what: `${by} tried to reach ${quietly(where)}, and was refused` },
    })),
};
