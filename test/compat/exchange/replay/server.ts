import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Paths, requestProblems } from '../checker.ts';

/** A server on this machine that keeps what it was sent. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
  /** `POST /orders`, with the names of its headers. */
  readonly seen: { readonly line: string; readonly headers: Readonly<Record<string, unknown>>; readonly body: string }[];
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
};

/** Serves a document as strictly as the checker reads it: 200 for what is valid, 404 for no operation, else 400. */
export const serve = async (
  paths: Paths,
  special: Readonly<Record<string, (response: ServerResponse) => void>> = {},
  prefix = '',
): Promise<TestServer> => {
  const seen: TestServer['seen'] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      const { method = '', url = '', headers } = request;
      seen.push({ line: `${method} ${url}`, headers, body });
      const own = special[new URL(url, 'http://localhost').pathname];
      if (own) return own(response);
      const known = Object.entries(headers).filter(([name]) => /^(x-|cookie$)/.test(name));
      const problems = requestProblems(paths, {
        method,
        target: url.slice(prefix.length),
        headers: Object.fromEntries(known.map(([name, value]) => [name, String(value)])),
        ...(body === '' ? {} : { body: { media: headers['content-type'] ?? '', text: body } }),
      });
      response.statusCode = problems.length === 0 ? 200 : problems[0] === 'no such operation' ? 404 : 400;
      return response.end(JSON.stringify(problems));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    seen,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
