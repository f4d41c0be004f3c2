import { createRequire } from 'node:module';
import type { Ajv as Validator } from 'ajv';
import type { SecondAnswer } from '../../model/schema.ts';
import type { Containment } from '../schema/question.ts';
import { contains } from '../schema/relation.ts';
import type { Asker } from './asker.ts';
import type { Covered } from './covered.ts';

const require = createRequire(import.meta.url);

/** What ajv says of a document, straight and by itself; undefined where it cannot be asked. */
const ajvSays = (schema: unknown, value: unknown): boolean | undefined => {
  try {
    const { Ajv } = require('ajv') as { readonly Ajv: new (options: object) => Validator };
    return new Ajv({ strict: false, validateFormats: false, logger: false }).validate(schema as object, value);
  } catch {
    return undefined;
  }
};

/** The other tool names a schema of documents that we say do not exist: one of them, looked at by ajv, settles it. */
const settled = (from: unknown, into: unknown, difference: unknown): SecondAnswer => {
  const says = 'not-contained';
  const found = contains(difference, false, { dialect: 'draft-07' });
  if (found.kind === 'contained') return { stands: 'refuted', says, because: 'the schema of its difference accepts no document' };
  if (found.kind === 'unknown')
    return { stands: 'unsettled', says, because: `no document of its difference could be made: ${found.reason}` };
  const example = { value: found.witness };
  const [isFrom, isInto] = [ajvSays(from, found.witness), ajvSays(into, found.witness)];
  if (isFrom === undefined || isInto === undefined)
    return { stands: 'unsettled', says, because: 'ajv cannot be asked about a document of its difference', example };
  if (isFrom && !isInto) return { stands: 'confirmed', says, because: 'ajv confirms a document of its difference', example };
  return {
    stands: 'refuted',
    says,
    because: `a document of its difference is none: ajv ${isFrom ? 'accepts it under both' : 'refuses it under the first already'}`,
    example,
  };
};

const compared = (ours: Containment, from: unknown, into: unknown, difference: unknown): SecondAnswer => {
  const says = difference === undefined ? 'contained' : 'not-contained';
  if (ours.kind === 'unknown') return { stands: 'beside', says, because: 'we do not know' };
  if (ours.kind === says) return { stands: 'agrees', says, because: 'so do we' };
  if (ours.kind === 'contained') return settled(from, into, difference);
  return {
    stands: 'refuted',
    says,
    because: `our document is one of the first and none of the second, say ${ours.confirmedBy.join(' and ')}`,
    example: { value: ours.witness },
  };
};

/** Our two answers about sets of documents (profile strict). */
export interface Ours {
  readonly aInB: Containment;
  readonly bInA: Containment;
}

/** Asks the other tool about two schemas and holds its answers against ours. */
export const secondAnswers = async (
  asker: Asker,
  a: Covered,
  b: Covered,
  ours: Ours,
): Promise<{ readonly aInB: SecondAnswer; readonly bInA: SecondAnswer }> => {
  const silent = (because: string) => {
    const answer: SecondAnswer = { stands: 'silent', because };
    return { aInB: answer, bInA: answer };
  };
  if (a.kind === 'not-covered') return silent(`it does not cover ${a.because}`);
  if (b.kind === 'not-covered') return silent(`it does not cover ${b.because}`);
  const opinion = await asker.ask(a.schema, b.schema);
  if (opinion.kind === 'none') return silent(opinion.because);
  return {
    aInB: compared(ours.aInB, a.schema, b.schema, opinion.removed),
    bInA: compared(ours.bInA, b.schema, a.schema, opinion.added),
  };
};
