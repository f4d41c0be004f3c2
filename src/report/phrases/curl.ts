import type { Exchange } from '../../model/exchange.ts';

/** One word of a POSIX shell: between single quotes nothing means anything but the closing one. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * The request of an exchange as a command for a POSIX shell, the server's address in `$BASE_URL`.
 *
 * @returns undefined for one that no command line can hold: a NUL ends an argument, wherever it stands.
 */
export const curlOf = ({ request }: Exchange): string | undefined => {
  const { method, target, headers, body } = request;
  // `--head` and not `-X HEAD`, which would wait for a body; `-g`, so that no bracket is a range of URLs.
  const asked = method === 'HEAD' ? ['--head'] : method === 'GET' && !body ? [] : ['-X', /^[A-Z]+$/.test(method) ? method : quoted(method)];
  const words = ['curl', '-i', '-g', ...asked];
  // One name beside its value: only a header that begins with `@` is a file, and no name does.
  for (const [name, value] of Object.entries(headers)) words.push('-H', quoted(`${name}: ${value}`));
  // `--data-raw`, for `--data` takes what follows an `@` for the name of a file.
  if (body) words.push('-H', quoted(`content-type: ${body.media}`), '--data-raw', quoted(body.text));
  words.push('--url', `"$BASE_URL"${quoted(target)}`);
  const line = words.join(' ');
  return line.includes('\0') ? undefined : line;
};
