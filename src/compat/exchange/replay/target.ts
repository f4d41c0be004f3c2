import { DrillError } from '../../../core/error.ts';

/** A server that the workspace declares: `urls` of an environment. */
export interface DeclaredServer {
  readonly environment: string;
  readonly url: string;
  readonly synthetic: boolean;
}

/** Where requests may be sent. */
export interface Target {
  readonly url: URL;
  /** Its data is made up: methods that change it may be sent. */
  readonly synthetic: boolean;
}

/** This machine, by name or number; URL writes every form of an address in one. */
const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

const refuse = (what: string, fix: string): DrillError =>
  new DrillError('replay/refused', what, {
    why: 'Requests that a document refuses must reach no server that was not meant: a server may take them.',
    fix,
  });

/** Is one address at or below another? */
const isBelow = (url: URL, declared: string): boolean => {
  if (!URL.canParse(declared)) return false;
  const other = new URL(declared);
  const folder = other.pathname.endsWith('/') ? other.pathname : `${other.pathname}/`;
  return url.origin === other.origin && (url.pathname === other.pathname || `${url.pathname}/`.startsWith(folder));
};

/**
 * Checks where requests are to be sent: this machine, or a server that drill.yaml declares.
 *
 * @param declared those of the workspace, asked for when the address is not of this machine, and to know whose data is made up.
 * @throws DrillError (usage) for anything else, with the reason
 */
export const targetOf = (text: string, declared: readonly DeclaredServer[]): Target => {
  if (!URL.canParse(text)) throw refuse(`${JSON.stringify(text)} is no URL`, 'Give the address of the server: http://localhost:3000.');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refuse(`${url.protocol} is not HTTP`, 'Give a URL that begins with http:// or https://.');
  if (url.username !== '' || url.password !== '')
    throw refuse('a URL with a password in it would be printed', 'Hand credentials on by --replay-header authorization=VARIABLE.');
  if (url.search !== '' || url.hash !== '')
    throw refuse('the address of a server has no query and no fragment', 'Leave out what follows the path.');
  const servers = declared.filter((server) => isBelow(url, server.url));
  if (servers.length === 0 && !isLoopback(url))
    throw refuse(
      `nothing is sent to ${url.origin}: it is not this machine, and no environment of drill.yaml declares it`,
      'Declare it under `urls` of an environment, or start the server here.',
    );
  return { url, synthetic: servers.length > 0 && servers.every(({ synthetic }) => synthetic) };
};
