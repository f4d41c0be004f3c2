/** Whose document an end of an exchange is, in words. */
const versionOf = (which: 'old' | 'new'): 'N-1' | 'N' => (which === 'old' ? 'N-1' : 'N');

export const other = (which: 'old' | 'new'): 'old' | 'new' => (which === 'old' ? 'new' : 'old');

/** Who means a message to be valid, and who refuses it. */
export interface Parties {
  readonly acceptedBy: string;
  readonly refusedBy: string;
}

/** Clients send requests, and servers responses. Calls that a server makes (webhooks, callbacks) are shown by no exchange. */
export const partiesOf = (sender: 'old' | 'new', side: 'request' | 'response'): Parties => {
  const [from, to] = side === 'request' ? ['client', 'server'] : ['server', 'client'];
  return { acceptedBy: `${from} ${versionOf(sender)}`, refusedBy: `${to} ${versionOf(other(sender))}` };
};
