import { bodiesOf, isRequired, requestBodyOf, responsesOf } from '../end.ts';
import { theBody } from '../request.ts';
import { codeFor, entryOf } from '../response.ts';
import { other, partiesOf } from '../who.ts';
import { answered } from './answer.ts';
import { firstOf, nothing, type Planner, sendersOf } from './plan.ts';

export const requestBody: Planner<'request-body'> = (_fact, ends, cells) =>
  firstOf(cells, 'request', (sender, refuser) => {
    const [x, y] = [requestBodyOf(ends[sender]), requestBodyOf(ends[other(sender)])];
    if (isRequired(y) && !isRequired(x)) return { request: { omit: theBody }, part: 'body', because: () => `${refuser} requires a body` };
    if (x && !y) return { request: { include: theBody }, part: 'body', because: () => `${refuser} takes no body here` };
    return undefined;
  });

/** `*` and `type/*` cover what they stand for. */
const covers = (ranges: Iterable<string>, name: string): boolean =>
  [...ranges].some((range) => range === '*/*' || (range.endsWith('/*') && name.startsWith(range.slice(0, -1))));

export const mediaType: Planner<'media-type'> = (fact, ends) => {
  const has = fact.turn === 'removed' ? 'old' : 'new';
  const carrier = fact.spot?.carrier;
  if (carrier?.in === 'request-body') {
    if (covers(bodiesOf(ends[other(has)], requestBodyOf(ends[other(has)])).keys(), fact.name)) return nothing;
    const parties = partiesOf(has, 'request');
    return {
      sender: has,
      parties,
      request: { media: fact.name },
      part: 'media-type',
      because: () => `${parties.refusedBy} takes no ${fact.name}`,
    };
  }
  if (carrier?.in !== 'response-body') return nothing;
  const lacks = ends[other(has)];
  const [mine, theirs] = [responsesOf(ends[has]), responsesOf(lacks)];
  const code = codeFor(carrier.status, mine, theirs);
  if (code === undefined || covers(bodiesOf(lacks, entryOf(theirs, code)).keys(), fact.name)) return nothing;
  return answered(has, { status: carrier.status, code, media: fact.name }, 'media-type', `${fact.name} for ${code}`);
};

export const mediaTypeReplaced: Planner<'media-type-replaced'> = (fact, ends, cells) =>
  fact.side === 'request'
    ? mediaType(
        {
          ...fact,
          kind: 'media-type',
          ...(sendersOf(cells, 'request')[0] === 'new' ? { turn: 'added', name: fact.to } : { turn: 'removed', name: fact.from }),
        },
        ends,
        cells,
      )
    : mediaType({ ...fact, kind: 'media-type', turn: 'added', name: fact.to }, ends, cells);
