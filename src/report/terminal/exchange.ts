import type { Exchange } from '../../model/exchange.ts';
import { curlOf } from '../phrases/curl.ts';
import { visible } from './value.ts';

/** A command that is longer, or that holds what a terminal would not show, is left to the other formats; of an answer the beginning is shown. */
const most = 400;

const answerText = ({ status, body }: NonNullable<Exchange['response']>): string => {
  if (!body) return String(status);
  const text = visible(body.text.slice(0, most));
  return `${status} ${visible(body.media)} ${text}${body.text.length > most ? `… (${body.text.length} characters)` : ''}`;
};

/** What an exchange adds to a finding: the call as a command, the answer where that is what is refused, and who refuses it. */
export const exchangeLines = (exchange: Exchange): [label: string, text: string][] => {
  const { request, response, acceptedBy, refused } = exchange;
  const line = curlOf(exchange);
  const isShort = line !== undefined && line.length <= most && visible(line) === line;
  return [
    ['call', isShort ? line : `${visible(`${request.method} ${request.target.slice(0, most)}`)} (whole in --format json)`],
    ...(response ? [['answer', answerText(response)] as [string, string]] : []),
    ['refused', visible(`${refused.because}; valid for ${acceptedBy}`)],
  ];
};
