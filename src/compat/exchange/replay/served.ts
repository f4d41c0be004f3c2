import type { Served } from '../../../model/replay.ts';
import type { Document } from '../../document.ts';
import { operationsOf } from '../../formats/openapi/operations.ts';

/** Where a document says that its operations are: the path that all their servers put before them, and a request that one of them must know. */
export const servedBy = (document: Document): Served => {
  const operations = operationsOf(document);
  const [base = '', ...more] = new Set(operations.map(({ addresses }) => addresses.list[0]?.base ?? ''));
  // Only reads, and needs no value that somebody would have to know.
  const known = operations.find(
    ({ method, path, parameters }) =>
      method === 'GET' &&
      /^\/[!-z|~]*$/.test(path) &&
      parameters.every(({ value, elsewhere }) => elsewhere === undefined && value['required'] !== true),
  );
  return { base: more.length > 0 || base.includes('{') ? '' : base, ...(known ? { known: known.path } : {}) };
};
