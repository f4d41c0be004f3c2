/** What was given to `drill snapshot`, beside the artifact. */
interface Given {
  readonly store?: string;
  readonly url?: string;
  readonly dump?: string;
  readonly server?: string;
  readonly file?: string;
}

const plain = /^[\w@%+=:,./-]+$/;

/** One word of a POSIX shell. */
const word = (text: string): string => (plain.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);

/** A URL as it may be shown: whoever has the password puts it in. */
const withoutSecrets = (url: string): string => {
  if (!URL.canParse(url)) return '…';
  const shown = new URL(url);
  const hadPassword = shown.password !== '' || shown.searchParams.has('password');
  shown.password = '';
  shown.searchParams.delete('password');
  return hadPassword ? shown.href.replace('@', ':PASSWORD@') : url;
};

/** A server is a word, an image or a URL. */
const withoutSecretsOf = (server: string): string => (/^postgres(ql)?:\/\//.test(server) ? withoutSecrets(server) : server);

/** The command that writes what was captured, from where it was captured. */
export const acceptCommand = (artifact: string, version: string, { store, url, dump, server, file }: Given): string =>
  [
    'drill snapshot',
    word(artifact),
    '--version',
    word(version),
    ...(store === undefined ? [] : ['--store', word(store)]),
    ...(url === undefined ? [] : ['--url', word(withoutSecrets(url))]),
    ...(dump === undefined ? [] : ['--dump', word(dump)]),
    ...(server === undefined ? [] : ['--server', word(withoutSecretsOf(server))]),
    ...(file === undefined ? [] : ['--file', word(file)]),
  ].join(' ');
