import type { Document } from '../document.ts';
import type { Asked } from '../formats/openapi/comparison.ts';
import type { Schema } from '../formats/schemas/source.ts';
import { isFile } from '../formats/openapi/encoding.ts';
import { objectsAreJson } from '../formats/openapi/form-objects.ts';
import { shapeOf } from '../formats/schemas/shape.ts';
import type { Form } from './wire/body.ts';
import { mediaTypes } from '../formats/openapi/media.ts';
import { memberOf, namedParts, type Part, partAt, partsOf } from '../formats/openapi/part.ts';
import { below, segmentsOf } from '../pointer.ts';
import type { Spot } from '../site.ts';

/** One version of a contract, as an exchange is made from it. */
export interface End {
  readonly which: 'old' | 'new';
  readonly document: Document;
  readonly asked: Readonly<Record<'request' | 'response', Asked>>;
  /** Absent: this version lacks the operation. */
  readonly operation?: Part;
  readonly template: string;
  readonly parameters: readonly Part[];
}

/** The two documents of a comparison, which is all that an exchange needs of it. */
export interface Pair {
  readonly old: Document;
  readonly next: Document;
  readonly asked: Readonly<Record<'request' | 'response', Asked>>;
}

const listOf = (document: Document, pointer: string, value: unknown): Part[] =>
  Array.isArray(value) ? value.flatMap((item, i) => partAt(document, below(pointer, i), item) ?? []) : [];

const identity = ({ value }: Part): string => `${String(value['in'])} ${String(value['name'])}`;

/** The operation of a spot as one version has it; parameters of its path that it does not repeat come first. */
export const endOf = (pair: Pair, { operation: pointers, path }: Spot, which: 'old' | 'new'): End => {
  const document = which === 'old' ? pair.old : pair.next;
  const pointer = pointers[which];
  const operation = pointer === undefined ? undefined : partAt(document, pointer);
  const template = path[which] ?? path.old ?? path.new ?? '/';
  const bare: End = { which, document, asked: pair.asked, template, parameters: [] };
  if (!operation || operation.elsewhere !== undefined || pointer === undefined) return bare;
  const item = below('', ...segmentsOf(pointer).slice(0, -1));
  const own = listOf(document, below(operation.pointer, 'parameters'), operation.value['parameters']);
  const names = new Set(own.map(identity));
  const shared = listOf(document, below(item, 'parameters'), partAt(document, item)?.value['parameters']);
  return { ...bare, operation, parameters: [...shared.filter((part) => !names.has(identity(part))), ...own] };
};

/** The schema of a parameter, a header or a media type; of all values where it has none. */
export const schemaOf = (end: End, side: 'request' | 'response', part: Part | undefined): Schema => {
  if (!part) return [];
  if (Object.hasOwn(part.value, 'schema')) return [end.asked[side][end.which].at(below(part.pointer, 'schema'))];
  const [content] = partsOf(end.document, memberOf(end.document, part, 'content')).values();
  return content ? schemaOf(end, side, content) : [];
};

/** How one side writes a form of a media type. */
export const formOf = (end: End, side: 'request' | 'response', part: Part): Form => ({
  encoding: part.value['encoding'],
  isJson: objectsAreJson(end.document),
  files: new Set([...shapeOf(schemaOf(end, side, part)).names].filter(([, schema]) => isFile(end.document, schema)).map(([name]) => name)),
});

/** What may be sent as a body, by media type. */
export const bodiesOf = (end: End, holder: Part | undefined): Map<string, Part> =>
  mediaTypes(partsOf(end.document, memberOf(end.document, holder, 'content')));

export const requestBodyOf = (end: End): Part | undefined => memberOf(end.document, end.operation, 'requestBody');

/** The responses of the operation, by status. */
export const responsesOf = (end: End): Map<string, Part> => partsOf(end.document, memberOf(end.document, end.operation, 'responses'));

/** The headers of a response, by name in lower case. */
export const headersOf = (end: End, response: Part | undefined): Map<string, Part> =>
  new Map(
    [...namedParts(end.document, memberOf(end.document, response, 'headers'))]
      .map(([name, part]) => [name.toLowerCase(), part] as const)
      .filter(([name]) => name !== 'content-type'),
  );

/** Names of the parameters of a path, in order. */
export const namesIn = (template: string): string[] => [...template.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');

/** What pairs a parameter with that of another version: those of the path by their position, for their names are nobody's business. */
export const keyOf = ({ template }: End, { value }: Part): string => {
  const [place, name] = [String(value['in']), String(value['name'])];
  const position = place === 'path' ? namesIn(template).indexOf(name) : -1;
  return position === -1 ? `${place} ${place === 'header' ? name.toLowerCase() : name}` : `path ${position}`;
};

export const isRequired = (part: Part | undefined): boolean => part?.value['required'] === true;
