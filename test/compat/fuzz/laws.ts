import { stringify } from 'yaml';
import { commonFormatOf, compareContracts } from '../../../src/compat/compare.ts';
import { type Document, parseDocument } from '../../../src/compat/document.ts';
import { DrillError } from '../../../src/core/error.ts';
import { corpus } from './corpus.ts';
import { garbled, mutated, randomOf } from './mutate.ts';

/** What must hold of any document whatever, and did not. */
export interface Broken {
  readonly seed: number;
  readonly law: string;
  readonly what: string;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const read = (name: string, text: string): Document | undefined => {
  try {
    return parseDocument(name, bytes(text));
  } catch (error) {
    if (error instanceof DrillError && error.kind === 'usage' && error.problems.every(({ at }) => at && at.line > 0 && at.column > 0))
      return undefined;
    throw error;
  }
};

/** Undefined: the documents were refused, as they should be, with places. */
const findingsOf = (old: Document, next: Document) => {
  try {
    return compareContracts(old, next, { name: 'x', format: commonFormatOf(old, next) }).findings;
  } catch (error) {
    if (error instanceof DrillError && error.kind === 'usage' && error.problems.every(({ at }) => at && at.line > 0 && at.column > 0))
      return undefined;
    throw error;
  }
};

/** Nobody knows what is behind a reference out of the document, today or tomorrow. */
const leadsElsewhere = (text: string): boolean =>
  /"(\$ref|\$dynamicRef|\$recursiveRef|\$id|id|\$schema|mapping|operationRef|jsonSchemaDialect)"/.test(
    text.replaceAll(/"\$ref":"#(\/[^"]*)?"/g, ''),
  );

/** How long one comparison may take, in ms. */
const most = 20_000;

/** One case: a document of the corpus, and what became of it. Answers with the laws that did not hold. */
export const tryCase = (seed: number): { readonly broken: readonly Broken[]; readonly compared: boolean; readonly slowest: number } => {
  const random = randomOf(seed);
  const original = corpus[Math.floor(random() * corpus.length)];
  const other = mutated(original, random);
  const isYaml = random() < 0.2;
  const write = (value: unknown): string => (isYaml ? stringify(value) : (JSON.stringify(value) ?? ''));
  const text = random() < 0.1 ? garbled(write(other), random) : write(other);
  const broken: Broken[] = [];
  let slowest = 0;
  const attempt = <T>(law: string, task: () => T): T | undefined => {
    const before = performance.now();
    try {
      return task();
    } catch (error) {
      broken.push({
        seed,
        law,
        what: error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' | ') : String(error),
      });
      return undefined;
    } finally {
      const ms = performance.now() - before;
      slowest = Math.max(slowest, ms);
      if (ms > most) broken.push({ seed, law: `${law}, in time`, what: `${Math.round(ms)} ms` });
    }
  };

  const next = attempt('what cannot be read is refused with a place', () => read(isYaml ? 'new.yaml' : 'new.json', text));
  if (!next) return { broken, compared: false, slowest };
  const same = attempt('a document can be compared with itself', () => findingsOf(next, { ...next, digest: 'of the same in other bytes' }));
  if (same && same.length > 0 && !leadsElsewhere(JSON.stringify(next.value) ?? ''))
    broken.push({
      seed,
      law: 'a document does not differ from itself',
      what: same.map(({ rule, what }) => `${rule}: ${what}`).join(' | '),
    });
  const old = read('old.json', JSON.stringify(original) ?? '');
  if (!old) throw new Error('the corpus can be read');
  const there = attempt('any two can be compared', () => findingsOf(old, next));
  const back = attempt('and the other way round', () => findingsOf(next, old));
  if (broken.length === 0 && (there === undefined) !== (back === undefined))
    broken.push({ seed, law: 'what is refused is refused on either side', what: 'it is refused on one alone' });
  return { broken, compared: there !== undefined, slowest };
};
