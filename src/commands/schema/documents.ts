import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Document, parseDocument, readDocument } from '../../compat/document.ts';
import { segmentsOf, valueAt } from '../../compat/pointer.ts';
import type { Dialect } from '../../compat/schema/read/place.ts';
import { isRecord } from '../../compat/schema/read/shape.ts';
import { DrillError, type Problem } from '../../core/error.ts';
import { suggestion } from '../../core/nearest.ts';
import { type Io, standardInput } from '../command.ts';

/** A schema of the command line: a file, or a part of one. */
export interface NamedSchema {
  /** As it was written: `api.yaml#/components/schemas/Order`. */
  readonly name: string;
  readonly document: Document;
  /** The whole document; numbers that no double holds are `Exact`. */
  readonly root: unknown;
  /** JSON pointer of the schema in its document. */
  readonly pointer: string;
  /** Absolute; what references from elsewhere call its document. */
  readonly uri: string;
  /** What the document itself says beyond `$schema`: OpenAPI has dialects of its own. */
  readonly dialect?: Dialect;
}

const decoded = (fragment: string): string => {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
};

/** `file#/pointer` in its two parts. */
const partsOf = (name: string): { readonly file: string; readonly fragment: string } => {
  const at = name.search(/#(\/|$)/);
  return at === -1 ? { file: name, fragment: '' } : { file: name.slice(0, at), fragment: name.slice(at + 1) };
};

const openapiDialect = (root: unknown): Dialect | undefined => {
  if (!isRecord(root) || typeof root['openapi'] !== 'string') return undefined;
  return root['openapi'].startsWith('3.0') ? 'openapi-3.0' : 'openapi-3.1';
};

const nowhere = (document: Document, root: unknown, pointer: string): DrillError => {
  let known = root;
  let reached = '';
  for (const segment of segmentsOf(pointer)) {
    const child = valueAt(known, `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    if (child === undefined) {
      const names = isRecord(known) ? Object.keys(known) : Array.isArray(known) ? known.map((_, i) => String(i)) : [];
      return new DrillError('schema/no-such-part', `${document.file} has nothing at ${pointer}`, {
        why: `${reached === '' ? 'Its root' : reached} has no member ${JSON.stringify(segment)}.`,
        fix: suggestion(segment, names.slice(0, 100)),
        at: document.placeOf(reached),
      });
    }
    known = child;
    reached += `/${segment}`;
  }
  throw new Error(`${pointer} is there`);
};

const named = (name: string, document: Document, fragment: string, uri: string): NamedSchema => {
  const root = document.value;
  const pointer = valueAt(root, fragment) === undefined ? decoded(fragment) : fragment;
  const value = valueAt(root, pointer);
  const dialect = openapiDialect(root);
  if (value === undefined) throw nowhere(document, root, pointer);
  if (pointer === '' && dialect !== undefined) {
    const components = valueAt(root, '/components/schemas');
    const [first = 'Order'] = isRecord(components) ? Object.keys(components) : [];
    throw new DrillError('schema/whole-api', `${document.file} is an OpenAPI document, not a schema`, {
      fix: `Name a schema in it, such as ${document.file}#/components/schemas/${first}, or compare whole APIs: drill diff <old> <new>.`,
      at: document.placeOf(''),
    });
  }
  if (typeof value !== 'boolean' && !isRecord(value))
    throw new DrillError('schema/not-a-schema', `${name} is not a JSON Schema: it is neither an object nor a boolean`, {
      at: document.placeOf(pointer),
    });
  return { name, document, root, pointer, uri, ...(dialect === undefined ? {} : { dialect }) };
};

const bytesOf = async (io: Io): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of standardInput(io)) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/**
 * Reads one schema: `file`, `file#/json/pointer`, or `-` for standard input.
 * @throws DrillError (usage) for what cannot be read, is no schema, or is not there
 */
export const readSchema = async (name: string, io: Io): Promise<NamedSchema> => {
  const { file, fragment } = partsOf(name);
  if (file === '-') return named(name, parseDocument('standard input', await bytesOf(io)), fragment, 'drill:standard-input');
  const path = resolve(io.cwd, file);
  return named(name, await readDocument(path, file), fragment, pathToFileURL(path).href);
};

/** Reads two schemas. @throws DrillError (usage) with the problems of both */
export const readSchemas = async (a: string, b: string, io: Io): Promise<readonly [NamedSchema, NamedSchema]> => {
  if (partsOf(a).file === '-' && partsOf(b).file === '-')
    throw new DrillError('schema/stdin-twice', 'standard input can be only one of the two schemas', { fix: 'Give a file for the other.' });
  const [first, second] = await Promise.allSettled([readSchema(a, io), readSchema(b, io)]);
  const problems = [first, second].flatMap((read): readonly Problem[] => {
    if (read.status === 'fulfilled') return [];
    if (read.reason instanceof DrillError) return read.reason.problems;
    throw read.reason;
  });
  const [one, ...more] = problems;
  if (one) throw DrillError.of([one, ...more]);
  if (first.status !== 'fulfilled' || second.status !== 'fulfilled') throw new Error('two schemas were asked for');
  return [first.value, second.value];
};
