import type { Exchange } from '../../model/exchange.ts';
import { headersOf } from '../phrases/http.ts';

type Message = Parameters<typeof headersOf>[0];

const messageOf = (message: Message) => ({
  protocol: 'HTTP',
  version: '1.1',
  headers: headersOf(message),
  ...(message.body ? { body: { text: message.body.text } } : {}),
});

/** A call of HTTP as SARIF has them: whole, so that a reader can send it again. */
export const exchangeOf = ({ request, response }: Exchange) => ({
  webRequest: { method: request.method.toUpperCase(), target: request.target, ...messageOf(request) },
  ...(response ? { webResponse: { statusCode: response.status, ...messageOf(response) } } : {}),
});
