import { bodiesOf, isRequired, requestBodyOf, responsesOf } from '../end.ts';
import { theBody } from '../request.ts';
import { codeFor, entryOf } from '../response.ts';
import { concreteBeside } from '../wire/body.ts';
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

export const mediaType: Planner<'media-type'> = (fact, ends) => {
  const has = fact.turn === 'removed' ? 'old' : 'new';
  const lacks = ends[other(has)];
  const carrier = fact.spot?.carrier;
  if (carrier?.in === 'request-body') {
    const sentAs = concreteBeside(fact.name, [...bodiesOf(lacks, requestBodyOf(lacks)).keys()]);
    if (sentAs === undefined) return nothing;
    const parties = partiesOf(has, 'request');
    return {
      sender: has,
      parties,
      request: { media: fact.name, sentAs },
      part: 'media-type',
      because: () => `${parties.refusedBy} takes no ${sentAs}`,
    };
  }
  if (carrier?.in !== 'response-body') return nothing;
  const [mine, theirs] = [responsesOf(ends[has]), responsesOf(lacks)];
  const code = codeFor(carrier.status, mine, theirs);
  const sentAs = code === undefined ? undefined : concreteBeside(fact.name, [...bodiesOf(lacks, entryOf(theirs, code)).keys()]);
  if (code === undefined || sentAs === undefined) return nothing;
  return answered(has, { status: carrier.status, code, media: fact.name, sentAs }, 'media-type', `${sentAs} for ${code}`);
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
