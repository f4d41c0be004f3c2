import type { Exchange } from '../../model/exchange.ts';

type Message = Pick<Exchange['request'], 'headers' | 'body'>;

/** The headers, with what the body says of itself. */
export const headersOf = ({ headers, body }: Message): Readonly<Record<string, string>> =>
  body && headers['content-type'] === undefined ? { ...headers, 'content-type': body.media } : headers;

const messageText = (message: Message): string[] => [
  ...Object.entries(headersOf(message)).map(([name, value]) => `${name}: ${value}`),
  ...(message.body ? ['', message.body.text] : []),
];

/** A call of HTTP as it goes over the wire, to be read. */
export const exchangeText = ({ request, response }: Exchange): string =>
  [
    `${request.method.toUpperCase()} ${request.target} HTTP/1.1`,
    ...messageText(request),
    ...(response ? ['', `HTTP/1.1 ${response.status}`, ...messageText(response)] : []),
  ].join('\n');
