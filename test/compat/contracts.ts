import { compareContracts, type ContractOptions } from '../../src/compat/compare.ts';
import { parseDocument } from '../../src/compat/document.ts';
import type { FormatName } from '../../src/compat/formats/format.ts';
import type { CompatExample } from '../../src/compat/rule.ts';
import { placeText } from '../../src/core/error.ts';
import type { ContractReport } from '../../src/model/check.ts';
import type { Finding } from '../../src/model/finding.ts';

/** Compares two texts, as if they lay in `old.yaml` and `new.yaml`. */
export const compareTexts = (
  old: string,
  next: string,
  format: FormatName = 'openapi',
  more: Partial<ContractOptions> = {},
): ContractReport => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  return compareContracts(parseDocument('old.yaml', bytes(old)), parseDocument('new.yaml', bytes(next)), { name: 'http', format, ...more });
};

/** An OpenAPI 3.1 document around paths. */
export const api = (paths: unknown, more: object = {}): string =>
  JSON.stringify({ openapi: '3.1.0', info: { title: 'a', version: '1' }, paths, ...more });

/** An OpenAPI 3.1 document with one operation, whose request or response has a schema. */
export const around = (side: 'request' | 'response', schema: unknown): string => {
  const content = { 'application/json': { schema } };
  return api({
    '/a': {
      post: {
        ...(side === 'request' ? { requestBody: { content } } : {}),
        responses: { 200: { description: '', ...(side === 'response' ? { content } : {}) } },
      },
    },
  });
};

export const compareExample = (
  { side, whole, profile, old, new: next }: CompatExample,
  options: Partial<ContractOptions> = {},
): ContractReport => {
  const more = { ...options, ...(profile ? { profile } : {}) };
  if (whole) return compareTexts(api({}, old as object), api({}, next as object), 'openapi', more);
  if (side === 'document') return compareTexts(JSON.stringify(old), JSON.stringify(next), 'json-schema', more);
  if (side) return compareTexts(around(side, old), around(side, next), 'openapi', more);
  return compareTexts(api(old), api(next), 'openapi', more);
};

/** A finding in one line: rule, severity, cells but mixed, places. */
export const lineOf = (finding: Finding): string => {
  const { rollout = 'holds', rollback = 'holds' } = finding.cells;
  const place = (at: Finding['at']['old']): string => (at ? placeText(at) : '-');
  return `${finding.severity} ${finding.rule} rollout ${rollout}, rollback ${rollback} @ ${place(finding.at.old)} ${place(finding.at.new)}`;
};
/** The same without places. */
export const judgementOf = (finding: Finding): string => lineOf(finding).replace(/ @.*$/, '');
