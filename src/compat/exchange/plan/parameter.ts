import { isRequired, keyOf } from '../end.ts';
import { other } from '../who.ts';
import { type Cells, type Ends, firstOf, type Planner } from './plan.ts';

export const parameter: Planner<'parameter'> = (fact, ends, cells) =>
  firstOf(cells, 'request', (sender, refuser) => {
    const find = (which: 'old' | 'new') =>
      ends[which].parameters.find(
        ({ value }) =>
          value['in'] === fact.in &&
          (fact.in === 'header' ? String(value['name']).toLowerCase() === fact.name.toLowerCase() : value['name'] === fact.name),
      );
    const [p, q] = [find(sender), find(other(sender))];
    const name = `${fact.in} parameter ${fact.name}`;
    if (isRequired(q) && !isRequired(p) && q)
      return {
        request: { omit: keyOf(ends[other(sender)], q) },
        part: 'parameter',
        because: () => `${refuser} requires the ${name}`,
      };
    if (p && !q) return { request: { include: keyOf(ends[sender], p) }, part: 'parameter', because: () => `${refuser} knows no ${name}` };
    return undefined;
  });

/** The parameter as the sender has it, which the other side does not know there or by that name. */
const parameterElsewhere = (ends: Ends, cells: Cells, at: Readonly<Record<'old' | 'new', readonly [place: string, name: string]>>) =>
  firstOf(cells, 'request', (sender, refuser) => {
    const [place, name] = at[sender];
    const part = ends[sender].parameters.find(({ value }) => value['in'] === place && value['name'] === name);
    return (
      part && {
        request: { include: keyOf(ends[sender], part) },
        part: 'parameter',
        because: () => `${refuser} knows no ${place} parameter ${name}`,
      }
    );
  });
export const parameterMoved: Planner<'parameter-moved'> = (fact, ends, cells) =>
  parameterElsewhere(ends, cells, { old: [fact.from, fact.name], new: [fact.to, fact.name] });
export const parameterRenamed: Planner<'parameter-renamed'> = (fact, ends, cells) =>
  parameterElsewhere(ends, cells, { old: [fact.in, fact.from], new: [fact.in, fact.to] });
