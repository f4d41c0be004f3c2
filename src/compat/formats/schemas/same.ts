import { canonicalJson } from '../../../core/hash.ts';
import type { Shared } from '../../schema/form/cut.ts';
import type { Document } from '../../document.ts';
import { valueAt } from '../../pointer.ts';
import { annotations } from './keywords.ts';
import { named } from '../../document/names.ts';
import { type Reference, referencesIn } from './references.ts';
import { heirsOf, withoutAlternatives } from './discriminators.ts';
import { localPointer } from './local.ts';

type Members = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Is a part of one document the same as a part of another, with everything that it refers to? */
export type Same = (a: unknown, b: unknown) => boolean;

/** Below these stand values, or names that people choose, or what no schema is: nothing there is an annotation. */
const verbatim: ReadonlySet<string> = new Set([
  'enum',
  'x-extensible-enum',
  'const',
  'default',
  'security',
  'servers',
  'dependentRequired',
  'discriminator',
]);

/** Annotations that are compared all the same: who sends a member, what stands for one that nobody sends, what it is on the wire. */
const meant: ReadonlySet<string> = new Set([
  'readOnly',
  'writeOnly',
  'default',
  'contentEncoding',
  'xml',
  // Clients that were generated know these values alone.
  'x-extensible-enum',
]);

const saysNothing = (name: string): boolean => !meant.has(name) && (annotations.has(name) || name.startsWith('x-'));

/** Do two values say the same? Ends at the first difference. */
const sayAlike = (a: unknown, b: unknown, isNames = false): boolean => {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  if (a === b) return true;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sayAlike(item, b[i]));
  const [mine, theirs] = [a as Members, b as Members];
  const counts = (name: string): boolean => isNames || !saysNothing(name);
  const names = Object.keys(mine).filter(counts);
  return (
    names.length === Object.keys(theirs).filter(counts).length &&
    names.every((name) => {
      if (!Object.hasOwn(theirs, name)) return false;
      const [x, y] = [mine[name], theirs[name]];
      return !isNames && verbatim.has(name) ? canonicalJson(x) === canonicalJson(y) : sayAlike(x, y, !isNames && named.has(name));
    })
  );
};

const compared = new WeakMap<object, WeakMap<object, boolean>>();
const areAlike = (a: object, b: object): boolean => {
  const known = compared.get(a) ?? new WeakMap<object, boolean>();
  compared.set(a, known);
  let found = known.get(b);
  if (found === undefined) known.set(b, (found = sayAlike(a, b)));
  return found;
};

/** Equal but for order and for what says nothing about validity. Most parts stand at the same place in both, and are known to be equal. */
const equalAlone = (a: unknown, b: unknown, { ids }: Shared): boolean => {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  const id = ids.get(a);
  return (id !== undefined && id === ids.get(b)) || areAlike(a, b);
};

/** Does everything that a part refers to, of the old document, say the same in the new one? Found when it is asked first. */
export const targetsOf = (
  old: Document,
  next: Document,
  references: readonly Reference[],
  shared: Shared,
): ((value: unknown) => boolean) => {
  let isClean: ((value: unknown) => boolean) | undefined;
  return (value) => (isClean ??= cleanOf(old, next, references, shared))(value);
};

/**
 * Compares parts of two documents by text, and by what their references lead to: a reference is the same when its
 * text is, its target is, and all that the target refers to is. References out of the document are never the same,
 * for nobody knows what is behind them today. Cost: the text of what both documents refer to where it differs, once.
 */
export const sameness = (
  old: Document,
  next: Document,
  references: readonly Reference[],
  interchangeable: boolean,
  shared: Shared,
  isClean: (value: unknown) => boolean = targetsOf(old, next, references, shared),
): Same => {
  if (!interchangeable) return () => false;
  const whole = isRecord(old.value) ? shared.ids.get(old.value) : undefined;
  if (
    whole !== undefined &&
    isRecord(next.value) &&
    whole === shared.ids.get(next.value) &&
    references.every(({ text }) => text.includes('#') && /^(#|\$)/.test(text))
  )
    return (a, b) => equalAlone(a, b, shared);
  return (a, b) => isClean(a) && equalAlone(a, b, shared);
};

const cleanOf = (old: Document, next: Document, references: readonly Reference[], shared: Shared): ((value: unknown) => boolean) => {
  // Whoever refers to a schema with a discriminator refers to all that is built on it.
  const [mine, theirs] = [heirsOf(old.value), heirsOf(next.value)];
  const heirs = (pointer: string): string[] => [...(mine.get(pointer) ?? []), ...(theirs.get(pointer) ?? [])].map((one) => `#${one}`);
  const texts = [...new Set([...references.map(({ text }) => text), ...[...mine.keys(), ...theirs.keys()].flatMap(heirs)])];
  const users = new Map<string, string[]>();
  const changed: string[] = [];
  for (const text of texts) {
    const pointer = localPointer(text);
    const before = pointer === undefined ? undefined : valueAt(old.value, pointer);
    const after = pointer === undefined ? undefined : valueAt(next.value, pointer);
    if (before === undefined || after === undefined || !equalAlone(before, after, shared)) changed.push(text);
    else
      for (const inner of [...referencesIn(before, '').map((one) => one.text), ...heirs(pointer ?? '')])
        users.set(inner, [...(users.get(inner) ?? []), text]);
  }
  const differs = new Set(changed);
  for (let text = changed.pop(); text !== undefined; text = changed.pop())
    for (const user of users.get(text) ?? [])
      if (!differs.has(user)) {
        differs.add(user);
        changed.push(user);
      }
  const clean = new WeakMap<object, boolean>();
  const isClean = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return true;
    let found = clean.get(value);
    if (found === undefined)
      clean.set(value, (found = referencesIn(value, '').every(({ text }) => !differs.has(withoutAlternatives(text)))));
    return found;
  };
  return isClean;
};
