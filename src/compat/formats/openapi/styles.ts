import { suggestion } from '../../../core/nearest.ts';
import type { Document } from '../../document.ts';
import { wasSwagger } from './form-objects.ts';
import { wordOf } from './part.ts';

// Which styles there are, and where, by the tables of OpenAPI ("Style Values"). What a document of Swagger 2.0 says of lists has no
// word there at every place, and is known all the same.

const byPlace: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['path', ['matrix', 'label', 'simple']],
  ['query', ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject']],
  ['header', ['simple']],
  // `cookie` since OpenAPI 3.2.
  ['cookie', ['form', 'cookie']],
]);
const known: readonly string[] = [...new Set([...byPlace.values()].flat())];

/** What is wrong with a style, wherever it stands; undefined where there is such a one. */
export const notAStyle = (document: Document, style: unknown): string | undefined =>
  style === undefined || wasSwagger(document) || (typeof style === 'string' && known.includes(style))
    ? undefined
    : `there is no style ${JSON.stringify(style)}; ${suggestion(wordOf(style), known)}`;

/** Is it defined how a value looks in this style at this place? @param place `in` of a parameter; of a header or a field of a form there is none */
export const isDefinedIn = (document: Document, style: string, place: unknown): boolean =>
  wasSwagger(document) || (byPlace.get(place) ?? known).includes(style);
