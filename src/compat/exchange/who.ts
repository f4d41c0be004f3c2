import type { Fact } from '../fact.ts';

/** Whose document an end of an exchange is, in words. */
export const versionOf = (which: 'old' | 'new'): 'N-1' | 'N' => (which === 'old' ? 'N-1' : 'N');

export const other = (which: 'old' | 'new'): 'old' | 'new' => (which === 'old' ? 'new' : 'old');

/** Who means a message to be valid, and who refuses it. */
export interface Parties {
  readonly acceptedBy: string;
  readonly refusedBy: string;
}

/** Clients send requests and servers responses; where it is the server that calls, they change places. */
export const partiesOf = (sender: 'old' | 'new', side: 'request' | 'response', fact: Pick<Fact, 'reversed'>): Parties => {
  const [caller, called] = fact.reversed ? ['server', 'client'] : ['client', 'server'];
  const [from, to] = side === 'request' ? [caller, called] : [called, caller];
  return { acceptedBy: `${from} ${versionOf(sender)}`, refusedBy: `${to} ${versionOf(other(sender))}` };
};
