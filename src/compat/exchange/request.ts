import type { Exchange } from '../../model/exchange.ts';
import { coveringMedia } from '../formats/openapi/media.ts';
import type { Part } from '../formats/openapi/part.ts';
import type { Carrier } from '../site.ts';
import { bodiesOf, type End, formOf, isRequired, keyOf, namesIn, requestBodyOf, schemaOf } from './end.ts';
import { standInFor } from './stand-in.ts';
import { type Common, type Hint, isLacking, isRefused, type Lacking, type Refused, type Values } from './values.ts';
import { concrete, writtenBody } from './wire/body.ts';
import { type Pieces, type Writing, writingOf, written } from './wire/parameter.ts';
import { bodyWire, notEmpty, parameterWire } from './wire/wire.ts';

/** What carries the value that is refused. */
export interface Refusal {
  readonly carrier: Carrier;
  readonly hint?: Hint;
  /** It is refused for how it is written. */
  readonly misread?: true;
}

/** What a request is to show; all else in it is valid on both sides where that can be. */
export interface Wish {
  /** The value of this carrier is refused. */
  readonly refuse?: Refusal;
  /** A parameter (by its key) or the body is left out, or sent although nobody demands it. */
  readonly omit?: string;
  readonly include?: string;
  readonly media?: string;
  /** The media type that is sent, where `media` is a range. */
  readonly sentAs?: string;
  readonly accept?: string;
}

/** The key of the body among the parameters' keys. */
export const theBody = 'body';

export interface Made {
  readonly request: Exchange['request'];
  readonly shown?: Refused;
}

/** What may not stand in a path and is no part of a value; half a character has no bytes. */
const escaped = (character: string): string => encodeURIComponent(character.toWellFormed());

/** Headers that are described elsewhere: OpenAPI has parameters of these names ignored. */
const ignored: ReadonlySet<string> = new Set(['header accept', 'header content-type', 'header authorization']);

/** Is a parameter the one that a carrier names? Either version may have given it its name. */
const carries = (carrier: Carrier | undefined, p: Part, q: Part | undefined): boolean =>
  carrier !== undefined &&
  'name' in carrier &&
  [p, q].some((part) => part !== undefined && part.value['in'] === carrier.in && part.value['name'] === carrier.name);

/** Some media type that both sides know, JSON before others; else one that the sender knows. */
export const mediaOf = (mine: ReadonlyMap<string, Part>, theirs: ReadonlyMap<string, Part>): string | undefined => {
  const names = [...mine.keys()].sort((a, b) => Number(b.includes('json')) - Number(a.includes('json')));
  return names.find((name) => theirs.has(name)) ?? names[0];
};

interface Sent {
  readonly writing: Writing;
  readonly pieces: Pieces;
}

/** A whole request that the sender means to be valid. */
export const requestOf = (method: string, sender: End, receiver: End, values: Values, wish: Wish): Made | Lacking => {
  const theirs = new Map(receiver.parameters.map((part) => [keyOf(receiver, part), part]));
  const sent: Sent[] = [];
  let refused: Refused | undefined;
  for (const p of sender.parameters) {
    const key = keyOf(sender, p);
    if (ignored.has(key) || key === wish.omit || p.elsewhere !== undefined) continue;
    const q = theirs.get(key);
    const isShown = carries(wish.refuse?.carrier, p, q);
    const needed = isRequired(p) || p.value['in'] === 'path' || isRequired(q) || isShown || key === wish.include;
    if (!needed) continue;
    if (isShown && !q) continue;
    const writing = writingOf(p.value);
    const wire = parameterWire(writing, q ? writingOf(q.value) : writing);
    const [mine, other] = [schemaOf(sender, 'request', p), q && schemaOf(receiver, 'request', q)];
    let found: Refused | Common | Lacking;
    if (isShown && wish.refuse?.misread) found = values.misread(mine, other ?? [], wire);
    else if (isShown) found = values.refused(mine, other ?? [], wish.refuse?.hint, wire);
    else {
      found = values.common(mine, other, [...wire.besides, notEmpty]);
      if (isLacking(found)) found = values.common(mine, other, wire.besides);
    }
    if (isLacking(found)) return { lacking: isShown ? found.lacking : `the ${writing.in} parameter ${writing.name}: ${found.lacking}` };
    if (isRefused(found)) refused = found;
    const pieces = written(writing, found.value);
    if (!pieces) return { lacking: `no value of the ${writing.in} parameter ${writing.name} can be written` };
    sent.push({ writing, pieces });
  }
  const wanted = wish.refuse?.carrier;
  if (wanted && wanted.in !== 'request-body' && refused === undefined) {
    const standIn = wish.refuse?.misread ? undefined : standInFor(sender, receiver, wanted);
    if (!standIn) return { lacking: 'the parameter is not at the same place on both sides' };
    const { mine, theirs: others, writing } = standIn;
    const found = values.refused(mine, others, wish.refuse?.hint, parameterWire(writing, writing));
    if (isLacking(found)) return found;
    const pieces = written(writing, found.value);
    if (!pieces || sent.some(({ pieces: known }) => known.some(([name]) => name !== '' && name === pieces[0]?.[0])))
      return { lacking: 'the value that shows it cannot be written there' };
    refused = found;
    sent.push({ writing, pieces });
  }
  const body = bodyOf(sender, receiver, values, wish);
  if (body && isLacking(body)) return body;
  const target = targetOf(sender, sent);
  if (target === undefined) return { lacking: 'a segment of the path would be empty' };
  const headers = headersOf(sent, wish.accept);
  if (!headers) return { lacking: 'a header cannot hold its value' };
  refused ??= body?.shown;
  return {
    request: { method, target, headers, ...(body ? { body: { media: body.media, text: body.text } } : {}) },
    ...(refused ? { shown: refused } : {}),
  };
};

interface Body {
  readonly media: string;
  readonly text: string;
  readonly shown?: Refused;
}

const bodyOf = (sender: End, receiver: End, values: Values, wish: Wish): Body | Lacking | undefined => {
  const [x, y] = [requestBodyOf(sender), requestBodyOf(receiver)];
  const shown = wish.refuse?.carrier.in === 'request-body' ? wish.refuse.carrier : undefined;
  const needed = isRequired(x) || (isRequired(y) && x !== undefined) || shown || wish.include === theBody || wish.media !== undefined;
  if (!needed || wish.omit === theBody) return undefined;
  const [mine, theirs] = [bodiesOf(sender, x), bodiesOf(receiver, y)];
  const name = shown?.media ?? wish.media ?? mediaOf(mine, theirs);
  if (name === undefined) return { lacking: 'the request has no body of a known media type' };
  const sent = wish.sentAs ?? name;
  const spokenOf = (all: ReadonlyMap<string, Part>): Part | undefined =>
    all.get(name) ?? all.get(coveringMedia(concrete(sent), [...all.keys()]) ?? '');
  const [part, other] = [spokenOf(mine), spokenOf(theirs)];
  if (!part) return { lacking: 'the request has no body of a known media type' };
  const form = formOf(sender, 'request', part);
  const wire = bodyWire(sent, form);
  const [a, b] = [schemaOf(sender, 'request', part), other && schemaOf(receiver, 'request', other)];
  const found: Refused | Common | Lacking = shown ? values.refused(a, b ?? [], wish.refuse?.hint, wire) : values.common(a, b, wire.besides);
  if (isLacking(found)) return { lacking: shown ? found.lacking : `the request body: ${found.lacking}` };
  const text = writtenBody(sent, found.value, form);
  if (!text) return { lacking: `a body of ${concrete(sent)} is not written here` };
  return { media: text.media, text: text.text, ...(isRefused(found) ? { shown: found } : {}) };
};

/** The path with its values, and the query; undefined where a segment has nothing in it. */
const targetOf = ({ template }: End, sent: readonly Sent[]): string | undefined => {
  const inPath = new Map(sent.filter(({ writing }) => writing.in === 'path').map(({ writing, pieces }) => [writing.name, pieces[0]?.[1]]));
  // A parameter that nobody describes may be anything.
  const texts = namesIn(template).map((name) => (inPath.has(name) ? inPath.get(name) : '1'));
  if (texts.some((text) => text === undefined || text === '')) return undefined;
  let at = 0;
  const filled = template.replaceAll(/\{[^}]*\}/g, () => texts[at++] ?? '').replaceAll(/[^!-~]|[#"<>\\^`{|}]/gu, escaped);
  const path = filled.startsWith('/') ? filled : `/${filled}`;
  const query = sent
    .filter(({ writing }) => writing.in === 'query')
    .flatMap(({ pieces }) => pieces)
    .map(([name, text]) => `${name}=${text}`);
  return query.length === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}${query.join('&')}`;
};

/** Undefined where a value would be no value of a header. */
const headersOf = (sent: readonly Sent[], accept: string | undefined): Record<string, string> | undefined => {
  const pairs: [string, string][] = sent
    .filter(({ writing }) => writing.in === 'header')
    .map(({ writing, pieces }) => [writing.name.toLowerCase(), pieces[0]?.[1] ?? '']);
  const cookies = sent.filter(({ writing }) => writing.in === 'cookie').flatMap(({ pieces }) => pieces);
  if (cookies.length > 0) pairs.push(['cookie', cookies.map(([name, text]) => `${name}=${text}`).join('; ')]);
  if (accept !== undefined) pairs.push(['accept', concrete(accept)]);
  return pairs.every(([name, text]) => /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) && isHeaderText(text))
    ? Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)))
    : undefined;
};

/** Can a header hold it? */
export const isHeaderText = (text: string): boolean => /^[ -~]+$/.test(text) && text.trim() === text;
