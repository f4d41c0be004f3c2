import { isSuccess } from '../../rule.ts';
import type { Operation } from './operations.ts';

// Successes that nobody gets who does not ask for them by a header (RFC 9110): 304 answers a conditional request (15.4.5), 206 a
// request for a range (15.3.7).

interface Asking {
  readonly methods: ReadonlySet<string>;
  readonly headers: readonly string[];
}

const askings: Readonly<Record<string, Asking | undefined>> = {
  '304': { methods: new Set(['GET', 'HEAD']), headers: ['If-None-Match', 'If-Modified-Since'] },
  '206': { methods: new Set(['GET']), headers: ['Range'] },
};

/** The headers that ask for a status; none for one that is answered unasked. */
export const headersFor = (status: string, method: string): readonly string[] => {
  const asking = askings[status];
  return asking?.methods.has(method.toUpperCase()) ? asking.headers : [];
};

/**
 * The headers without which nobody is answered with a status, where the contract of the clients names none of them: `If-None-Match or
 * If-Modified-Since`. Undefined for one that comes unasked, also because nothing else that succeeds stands beside it.
 *
 * @param operation as those clients know it
 * @param beside the answers of the version that has the status
 */
export const askedFor = (status: string, operation: Operation, beside: readonly string[]): string | undefined => {
  const { method, parameters } = operation;
  const headers = headersFor(status, method);
  if (headers.length === 0 || !beside.some((other) => isSuccess(other) && headersFor(other, method).length === 0)) return undefined;
  const names = new Set(headers.map((name) => name.toLowerCase()));
  const mayBeSent = parameters.some(
    ({ value, elsewhere }) => elsewhere !== undefined || (value['in'] === 'header' && names.has(String(value['name']).toLowerCase())),
  );
  return mayBeSent ? undefined : headers.join(' or ');
};
