import type { Problem } from '../../../core/error.ts';
import type { Document } from '../../document.ts';
import { asWritten, hungIn, named, notSchemas } from '../../document/names.ts';
import { throwAll } from '../../document/problems.ts';
import { below, valueAt } from '../../pointer.ts';
import { circlesOf } from './circles.ts';
import { localPointer } from './local.ts';

/** A `$ref` and the place of the object that holds it. */
export interface Reference {
  readonly text: string;
  readonly from: string;
  /** That object. */
  readonly holder: unknown;
}

/** Stands for what is no text under `$ref`. */
const noText = '$ref that is no text';

/** Every `$ref` below a value, in the order of the document; dynamic ones too, whose text leads nowhere by itself. */
export const referencesIn = (value: unknown, pointer: string, isNames = false, found: Reference[] = []): Reference[] => {
  if (typeof value !== 'object' || value === null) return found;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) referencesIn(item, `${pointer}/${i}`, false, found);
    return found;
  }
  const members = value as Record<string, unknown>;
  if (!isNames)
    for (const keyword of ['$ref', '$dynamicRef', '$recursiveRef'] as const) {
      const text = members[keyword];
      if (typeof text === 'string') found.push({ text: keyword === '$ref' ? text : `${keyword} ${text}`, from: pointer, holder: value });
      else if (keyword === '$ref' && Object.hasOwn(members, keyword)) found.push({ text: noText, from: pointer, holder: value });
    }
  for (const name of Object.keys(members)) {
    const child = members[name];
    if (typeof child !== 'object' || child === null) continue;
    const hung = pointer === '' && name === hungIn;
    if (!isNames && !hung && (notSchemas.has(name) || name.startsWith('x-'))) continue;
    referencesIn(child, below(pointer, name), hung || (!isNames && named.has(name)), found);
  }
  return found;
};

const read = new WeakMap<Document, readonly Reference[]>();

/** Every `$ref` of a document, looked for once. */
export const referencesOf = (document: Document): readonly Reference[] => {
  let found = read.get(document);
  if (!found) read.set(document, (found = referencesIn(document.value, '')));
  return found;
};

/**
 * Checks that every local reference leads somewhere, and that none leads only to itself.
 * @throws DrillError (usage) with all of them.
 */
export const checkReferences = (document: Document, references: readonly Reference[]): void => {
  const problems: Problem[] = [];
  const leadsToItself = circlesOf(document.value);
  const known = new Map<string, boolean>();
  const isThere = (target: string): boolean => {
    let found = known.get(target);
    if (found === undefined) known.set(target, (found = valueAt(document.value, target) !== undefined));
    return found;
  };
  for (const { text, from, holder } of references) {
    const target = localPointer(text);
    const at = (): Problem['at'] => document.placeOf(below(from, '$ref'));
    if (text === noText) problems.push({ code: 'contract/malformed', what: '"$ref" must be a text', at: at() } as Problem);
    if (target === undefined) continue;
    if (!isThere(target))
      problems.push({
        code: 'contract/missing-reference',
        what: `${JSON.stringify(asWritten(text))} leads nowhere`,
        why: 'What is behind a reference cannot be compared when it is not there.',
        fix: 'Correct the reference, or add what it names.',
        at: at(),
      } as Problem);
    else if (leadsToItself(from, holder))
      problems.push({
        code: 'contract/reference-cycle',
        what: `${JSON.stringify(asWritten(text))} leads back to itself and says nothing`,
        fix: 'Let one of the references in this circle lead to a schema.',
        at: at(),
      } as Problem);
  }
  throwAll(problems);
};
