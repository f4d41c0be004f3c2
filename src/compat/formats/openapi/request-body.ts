import { carriedBy, type Site } from '../../site.ts';
import type { Comparison } from './comparison.ts';
import { compareContent } from './content.ts';
import type { Operation } from './operations.ts';
import { memberOf } from './part.ts';
import { impliedRequired } from './swagger/convert.ts';

export const compareRequestBody = (c: Comparison, a: Operation, b: Operation, operation: Site): void => {
  const site = carriedBy(operation, ', request body');
  const [x, y] = [memberOf(c.old, a.part, 'requestBody'), memberOf(c.next, b.part, 'requestBody')];
  if ((!x && !y) || c.elsewhere(x, y, site.text)) return;
  const required = { old: x?.value['required'] === true, new: y?.value['required'] === true };
  const at = { old: x?.pointer ?? a.part.pointer, new: y?.pointer ?? b.part.pointer };
  const fact = (turn: 'added' | 'removed' | 'became-required' | 'became-optional'): void =>
    c.add({
      kind: 'request-body',
      turn,
      required: required.new || required.old,
      where: site.text,
      ...(site.spot ? { spot: site.spot } : {}),
      ...at,
      reached: 1,
    });
  if (!x || !y) return fact(x ? 'removed' : 'added');
  if (c.same(x.value, y.value)) return;
  // What the fields say is told of the fields.
  const isImplied = (required.new ? y : x).value[impliedRequired] === true;
  if (required.old !== required.new && !isImplied) fact(required.new ? 'became-required' : 'became-optional');
  c.leftovers(x, y, new Set(['required', 'content']), site.text, 'request');
  compareContent(c, x, y, 'request', site, (media) => ({ in: 'request-body', media }));
};
