import type { Exchange } from '../../model/exchange.ts';
import { isSuccess } from '../rule.ts';
import { coveringMedia } from '../formats/openapi/media.ts';
import type { Part } from '../formats/openapi/part.ts';
import { bodiesOf, type End, formOf, headersOf, isRequired, responsesOf, schemaOf } from './end.ts';
import { isHeaderText, mediaOf, type Refusal } from './request.ts';
import { type Common, isLacking, isRefused, type Lacking, type Refused, type Values } from './values.ts';
import { concrete, writtenBody } from './wire/body.ts';
import { writingOf, written } from './wire/parameter.ts';
import { bodyWire, notEmpty, parameterWire } from './wire/wire.ts';

/** What a response is to show. */
export interface ResponseWish {
  /** As the document names it: `200`, `4XX`, `default`. */
  readonly status: string;
  /** One of a range or of `default`; else one that nobody names more closely. */
  readonly code?: number;
  readonly refuse?: Refusal;
  /** A header that is left out. */
  readonly omit?: string;
  readonly media?: string;
  /** The media type that is sent, where `media` is a range. */
  readonly sentAs?: string;
}

interface MadeResponse {
  readonly response: NonNullable<Exchange['response']>;
  readonly shown?: Refused;
}

/** What a client looks up a status under, the closest first. */
export const entryOf = (responses: ReadonlyMap<string, Part>, status: number): Part | undefined =>
  responses.get(String(status)) ??
  responses.get(`${Math.floor(status / 100)}XX`) ??
  responses.get(`${Math.floor(status / 100)}xx`) ??
  responses.get('default');

const failures = [400, 404, 409, 422, 500, 503];
const usual = [200, 201, 202, 204, ...failures];

/** Statuses to show for a name, likely ones first. Beside another success `default` stands for failures. */
const candidates = (name: string, all: readonly ReadonlyMap<string, Part>[]): readonly number[] => {
  const hasSuccess = all.some((responses) => [...responses.keys()].some(isSuccess));
  return name === 'default' && hasSuccess
    ? [...failures, 418, 599]
    : [...usual, 418, 599, ...Array.from({ length: 500 }, (_, i) => 100 + i)];
};

/** A status that is looked up under a name by both sides: for a range or `default` one that nobody names more closely. */
const statusOf = (name: string, all: readonly ReadonlyMap<string, Part>[]): number | undefined => {
  if (/^[1-5]\d\d$/.test(name)) return Number(name);
  const isFree = (status: number): boolean => !all.some((responses) => responses.has(String(status)));
  const range = /^([1-5])XX$/i.exec(name)?.[1];
  if (range !== undefined) {
    const first = Number(range) * 100;
    return [...usual, ...Array.from({ length: 100 }, (_, i) => first + i)].find(
      (status) => Math.floor(status / 100) === Number(range) && isFree(status),
    );
  }
  if (name !== 'default') return undefined;
  const isCovered = (status: number): boolean => all.some((responses) => responses.has(`${Math.floor(status / 100)}XX`));
  return candidates(name, all).find((status) => isFree(status) && !isCovered(status));
};

/** A status that is meant by a name on either side, and that the sender answers with, under that name or another. */
export const codeFor = (name: string, mine: ReadonlyMap<string, Part>, theirs: ReadonlyMap<string, Part>): number | undefined => {
  const alone = statusOf(name, [mine, theirs]);
  const areBoth = (status: number): boolean => entryOf(mine, status) !== undefined && entryOf(theirs, status) !== undefined;
  if (alone !== undefined && areBoth(alone)) return alone;
  /** Is it looked up under the name by one of them? The other may have a name for it that says more. */
  const isMeant = (status: number): boolean =>
    [mine, theirs].some((responses) => responses.has(name) && entryOf(responses, status) === responses.get(name));
  const shared = candidates(name, [mine, theirs]).find((status) => isMeant(status) && areBoth(status));
  if (shared !== undefined) return shared;
  if (alone !== undefined && entryOf(mine, alone)) return alone;
  const range = name[0] ?? '';
  return [...mine.keys(), ...theirs.keys()]
    .filter((key) => /^\d{3}$/.test(key) && (name === 'default' || key.startsWith(range)))
    .map(Number)
    .find((status) => entryOf(mine, status));
};

/** A status that one side looks up under a name, and the other nowhere. */
export const statusOfOne = (name: string, mine: ReadonlyMap<string, Part>, theirs: ReadonlyMap<string, Part>): number | undefined =>
  candidates(name, [mine]).find((status) => entryOf(mine, status) === mine.get(name) && entryOf(theirs, status) === undefined);

/** Statuses whose responses have no body. */
const isBare = (status: number): boolean => status === 204 || status === 304 || status < 200;

/** One status of each way in which both look one up, where one of them does so under the name. */
const statusesFor = (name: string, mine: ReadonlyMap<string, Part>, theirs: ReadonlyMap<string, Part>): readonly number[] => {
  const seen = new Map<Part, Set<Part>>();
  return candidates(name, [mine, theirs]).filter((status) => {
    const [x, y, named] = [entryOf(mine, status), entryOf(theirs, status), [mine.get(name), theirs.get(name)]];
    if (!x || !y || !(x === named[0] || y === named[1])) return false;
    const others = seen.get(x) ?? new Set();
    seen.set(x, others);
    const isNew = !others.has(y);
    others.add(y);
    return isNew;
  });
};

/** A whole response that the sender means to be valid. */
export const responseOf = (sender: End, receiver: End, values: Values, wish: ResponseWish): MadeResponse | Lacking => {
  const [mine, theirs] = [responsesOf(sender), responsesOf(receiver)];
  const first = responseAt(wish.code ?? codeFor(wish.status, mine, theirs), sender, receiver, values, wish);
  if (!isLacking(first) || wish.code !== undefined || !wish.refuse) return first;
  // A status of a range, or of `default`, that the other side has another name for may be the one that is refused.
  for (const status of statusesFor(wish.status, mine, theirs)) {
    const found = responseAt(status, sender, receiver, values, wish);
    if (!isLacking(found)) return found;
  }
  return first;
};

const responseAt = (status: number | undefined, sender: End, receiver: End, values: Values, wish: ResponseWish): MadeResponse | Lacking => {
  const [mine, theirs] = [responsesOf(sender), responsesOf(receiver)];
  const x = status === undefined ? undefined : entryOf(mine, status);
  if (status === undefined || !x || x.elsewhere !== undefined) return { lacking: `${wish.status} is no answer of both` };
  const y = entryOf(theirs, status);
  let refused: Refused | undefined;
  const headers: [string, string][] = [];
  const known = headersOf(receiver, y);
  for (const [name, p] of headersOf(sender, x)) {
    const q = known.get(name);
    const isShown = wish.refuse?.carrier.in === 'response-header' && wish.refuse.carrier.name.toLowerCase() === name;
    if (name === wish.omit || (!isRequired(p) && !isRequired(q) && !isShown)) continue;
    const [writing, reading] = [p, q ?? p].map(({ value }) => ({ ...writingOf({ ...value, in: 'header' }), name }));
    if (!writing || !reading) continue;
    const wire = parameterWire(writing, reading);
    const [a, b] = [schemaOf(sender, 'response', p), q && schemaOf(receiver, 'response', q)];
    let found: Refused | Common | Lacking;
    if (isShown && wish.refuse?.misread) found = values.misread(a, b ?? [], wire);
    else if (isShown) found = values.refused(a, b ?? [], wish.refuse?.hint, wire);
    else found = values.common(a, b, [...wire.besides, notEmpty]);
    if (isLacking(found)) return { lacking: isShown ? found.lacking : `the header ${name}: ${found.lacking}` };
    if (isRefused(found)) refused = found;
    const text = written(writing, found.value)?.[0]?.[1];
    if (text === undefined || !isHeaderText(text)) return { lacking: `the header ${name} cannot hold its value` };
    headers.push([name, text]);
  }
  const body = isBare(status) ? undefined : bodyOf(sender, x, receiver, y, values, wish);
  if (body && isLacking(body)) return body;
  refused ??= body?.shown;
  return {
    response: {
      status,
      headers: Object.fromEntries(headers.sort(([a], [b]) => (a < b ? -1 : 1))),
      ...(body ? { body: { media: body.media, text: body.text } } : {}),
    },
    ...(refused ? { shown: refused } : {}),
  };
};

const bodyOf = (
  sender: End,
  x: Part,
  receiver: End,
  y: Part | undefined,
  values: Values,
  wish: ResponseWish,
): { readonly media: string; readonly text: string; readonly shown?: Refused } | Lacking | undefined => {
  const [mine, theirs] = [bodiesOf(sender, x), bodiesOf(receiver, y)];
  const shown = wish.refuse?.carrier.in === 'response-body' ? wish.refuse.carrier : undefined;
  const name = shown?.media ?? wish.media ?? mediaOf(mine, theirs);
  if (name === undefined) return undefined;
  const sent = wish.sentAs ?? name;
  const spokenOf = (all: ReadonlyMap<string, Part>): Part | undefined =>
    all.get(name) ?? all.get(coveringMedia(concrete(sent), [...all.keys()]) ?? '');
  const [part, other] = [spokenOf(mine), spokenOf(theirs)];
  if (!part) return { lacking: 'the response has no body of that media type' };
  const form = formOf(sender, 'response', part);
  const wire = bodyWire(sent, form);
  const [a, b] = [schemaOf(sender, 'response', part), other && schemaOf(receiver, 'response', other)];
  const found: Refused | Common | Lacking = shown ? values.refused(a, b ?? [], wish.refuse?.hint, wire) : values.common(a, b, wire.besides);
  if (isLacking(found)) return { lacking: shown ? found.lacking : `the response body: ${found.lacking}` };
  const text = writtenBody(sent, found.value, form);
  if (!text) return { lacking: `a body of ${concrete(sent)} is not written here` };
  return { media: text.media, text: text.text, ...(isRefused(found) ? { shown: found } : {}) };
};
