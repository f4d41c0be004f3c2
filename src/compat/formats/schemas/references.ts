import type { Problem } from '../../../core/error.ts';
import type { Document } from '../../document.ts';
import { asWritten, hungIn, named, notSchemas } from '../../document/names.ts';
import { throwAll } from '../../document/problems.ts';
import { below, valueAt } from '../../pointer.ts';
import { localPointer } from './local.ts';

/** A `$ref` and the place of the object that holds it. */
export interface Reference {
  readonly text: string;
  readonly from: string;
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
      if (typeof text === 'string') found.push({ text: keyword === '$ref' ? text : `${keyword} ${text}`, from: pointer });
      else if (keyword === '$ref' && Object.hasOwn(members, keyword)) found.push({ text: noText, from: pointer });
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

/**
 * Checks that every local reference leads somewhere, and that none leads only to itself.
 * @throws DrillError (usage) with all of them.
 */
export const checkReferences = (document: Document, references: readonly Reference[]): void => {
  const problems: Problem[] = [];
  const root = document.value;
  for (const { text, from } of references) {
    const target = localPointer(text);
    const at = (): Problem['at'] => document.placeOf(below(from, '$ref'));
    if (text === noText) problems.push({ code: 'contract/malformed', what: '"$ref" must be a text', at: at() } as Problem);
    if (target === undefined) continue;
    if (valueAt(root, target) === undefined)
      problems.push({
        code: 'contract/missing-reference',
        what: `${JSON.stringify(asWritten(text))} leads nowhere`,
        why: 'What is behind a reference cannot be compared when it is not there.',
        fix: 'Correct the reference, or add what it names.',
        at: at(),
      } as Problem);
    else if (leadsToItself(root, from))
      problems.push({
        code: 'contract/reference-cycle',
        what: `${JSON.stringify(asWritten(text))} leads back to itself and says nothing`,
        fix: 'Let one of the references in this circle lead to a schema.',
        at: at(),
      } as Problem);
  }
  throwAll(problems);
};

/** A circle of references (through allOf too) in which no step goes into the document. */
const leadsToItself = (root: unknown, start: string): boolean => {
  const seen = new Set<string>();
  const visit = (pointer: string, first: boolean): boolean => {
    if (!first && pointer === start) return true;
    if (seen.has(pointer)) return false;
    seen.add(pointer);
    const value = valueAt(root, pointer);
    if (typeof value !== 'object' || value === null) return false;
    const { $ref, allOf, anyOf, oneOf, not } = value as Record<string, unknown>;
    if (typeof $ref === 'string') {
      const target = localPointer($ref);
      if (target !== undefined && visit(target, false)) return true;
    }
    for (const [keyword, list] of Object.entries({ allOf, anyOf, oneOf }))
      if (Array.isArray(list) && list.some((_, i) => visit(below(pointer, keyword, i), false))) return true;
    return typeof not === 'object' && visit(below(pointer, 'not'), false);
  };
  return visit(start, true);
};
