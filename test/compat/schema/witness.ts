import { isDeepStrictEqual } from 'node:util';
import type { Containment } from '../../../src/compat/schema/question.ts';
import { Exact, type Value } from '../../../src/compat/schema/value.ts';
import type { More } from './tables/row.ts';

/** What a JSON pointer leads to; undefined where it leads nowhere. */
const at = (value: unknown, pointer: string): { readonly value: unknown } | undefined => {
  let here = value;
  for (const raw of pointer.split('/').slice(1)) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return { value: here };
};

interface Sides {
  readonly schema: unknown;
  /** ajv's opinion; undefined where it is not asked. */
  readonly inside: ((document: unknown) => boolean | undefined) | undefined;
  readonly other: unknown;
  readonly outside: ((document: unknown) => boolean | undefined) | undefined;
}

const holdsExact = (value: Value): boolean =>
  value instanceof Exact ||
  (typeof value === 'object' && value !== null && Object.values(value as Readonly<Record<string, Value>>).some(holdsExact));

/** What is wrong with a refutation; nothing for other answers. */
export const wrongIn = (
  answer: Containment,
  { schema, inside, other, outside }: Sides,
  more: Pick<More, 'within' | 'schemas'> & { readonly exactly?: Value | undefined; readonly says?: string | undefined } = {},
): string[] => {
  if (answer.kind !== 'not-contained') return [];
  const { witness, refusedBy, letThroughBy, difference, confirmedBy } = answer;
  const text = JSON.stringify(witness);
  const documents = [other, ...Object.values(more.schemas ?? {})];
  const problems: [boolean, string][] = [
    [!holdsExact(witness) && inside?.(witness) === false, `ajv refuses ${text} under the first schema`],
    [!holdsExact(witness) && outside?.(witness) === true, `ajv accepts ${text} under the second schema`],
    [text.length > (more.within ?? 80), `the witness is long: ${text}`],
    [
      more.exactly !== undefined && !isDeepStrictEqual(witness, more.exactly),
      `the witness is ${text}, not ${JSON.stringify(more.exactly)}`,
    ],
    [more.says !== undefined && difference !== more.says, `it says "${difference}", not "${more.says}"`],
    [difference.trim() === '', 'it says nothing about the difference'],
    [confirmedBy.length === 0, 'nobody has confirmed the witness'],
    [!documents.some((document) => at(document, refusedBy.schema)), `no keyword at ${refusedBy.schema} refuses ${text}`],
    [
      refusedBy.keyword !== '' &&
        !refusedBy.schema.split('/').slice(-2).includes(refusedBy.keyword) &&
        !documents.some((document) => at(document, refusedBy.schema)?.value === false),
      `${refusedBy.keyword} does not stand at ${refusedBy.schema}`,
    ],
    [!at(witness, refusedBy.document), `there is nothing at ${refusedBy.document} in ${text}`],
    [![schema, ...documents].some((document) => at(document, letThroughBy)), `nothing at ${letThroughBy} lets ${text} through`],
  ];
  return problems.filter(([wrong]) => wrong).map(([, problem]) => problem);
};
