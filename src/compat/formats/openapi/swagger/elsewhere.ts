import { below, fragmentOf, valueAt } from '../../../pointer.ts';
import { localPointer } from '../../schemas/local.ts';
import { isRecord } from '../part.ts';
import { asPlain } from './copy.ts';

type Members = Record<string, unknown>;

/** Every object that holds a local reference to what is no definition, with the pointer of that. */
const holdersIn = (root: unknown): { readonly holder: Members; readonly target: string }[] => {
  const found: { holder: Members; target: string }[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isRecord(value)) return;
    const target = typeof value['$ref'] === 'string' ? localPointer(value['$ref']) : undefined;
    if (target !== undefined && !target.startsWith('/definitions/')) found.push({ holder: value, target });
    for (const child of Object.values(value)) visit(child);
  };
  visit(root);
  return found;
};

/**
 * Makes definitions of the schemas that are referred to and stand elsewhere: in other files, or below other parts. They are named by
 * their pointers; what stands inside another of them is part of that.
 */
export const defineElsewhere = (root: Members, document: Members): void => {
  const targets = new Set<string>();
  const open: unknown[] = [document];
  for (let value = open.pop(); value !== undefined; value = open.pop())
    for (const { target } of holdersIn(value)) {
      const found = valueAt(root, target);
      if (targets.has(target) || found === undefined) continue;
      targets.add(target);
      open.push(found);
    }
  if (targets.size === 0) return;
  const within = (target: string): string =>
    [...targets].find((other) => target.startsWith(`${other}/`) && within(other) === other) ?? target;
  const definitions: Members = isRecord(document['definitions']) ? document['definitions'] : {};
  for (const target of targets) if (within(target) === target) definitions[target] = asPlain(valueAt(root, target));
  document['definitions'] = definitions;
  for (const { holder, target } of holdersIn(document)) {
    if (!targets.has(target)) continue;
    const home = within(target);
    holder['$ref'] = `#${fragmentOf(below('/definitions', home) + target.slice(home.length))}`;
  }
};
