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

const referring: ReadonlySet<string> = new Set(['$ref', '$dynamicRef', '$recursiveRef']);

/** Every `$ref` below a value, in the order of the document; dynamic ones too, whose text leads nowhere by itself. */
export const referencesIn = (value: unknown, pointer: string): Reference[] => {
  const found: Reference[] = [];
  // Few places hold one: pointers are made of those alone.
  const path: (string | number)[] = [];
  const see = (text: string, holder: object): void => void found.push({ text, from: below(pointer, ...path), holder });

  const visit = (one: object, isNames: boolean): void => {
    if (Array.isArray(one)) {
      for (let i = 0; i < one.length; i++) enter(one[i], i, false);
      return;
    }
    const members = one as Readonly<Record<string, unknown>>;
    const isRoot = pointer === '' && path.length === 0;
    for (const name of Object.keys(members)) {
      const child = members[name];
      if (!isNames && referring.has(name)) {
        if (typeof child === 'string') see(name === '$ref' ? child : `${name} ${child}`, one);
        else if (name === '$ref') see(noText, one);
      }
      if (typeof child !== 'object' || child === null) continue;
      const hung = isRoot && name === hungIn;
      if (!isNames && !hung && (notSchemas.has(name) || name.startsWith('x-'))) continue;
      enter(child, name, hung || (!isNames && named.has(name)));
    }
  };
  const enter = (child: unknown, name: string | number, isNames: boolean): void => {
    if (typeof child !== 'object' || child === null) return;
    path.push(name);
    visit(child, isNames);
    path.pop();
  };
  if (typeof value === 'object' && value !== null) visit(value, false);
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
        fix: 'Let one of the references in this circle lead to what is meant, and to no reference.',
        at: at(),
      } as Problem);
  }
  throwAll(problems);
};
