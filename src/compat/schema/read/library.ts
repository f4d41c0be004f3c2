import { Undecided } from '../undecided.ts';
import { identifierOf, schemaOf } from './identifier.ts';
import { Location } from './location.ts';
import { dialectByUri, metaschemaOf } from './metaschemas.ts';
import { type Dialect, SchemaError } from './place.ts';
import { resourceOf } from './resource.ts';
import { scanOf } from './scan.ts';
import { isRecord, type LocationShape } from './shape.ts';
import type { Library, Reading, Spot } from './spot.ts';
import { nameless, resolveUri } from './uri.ts';
import { vocabulariesOf } from './vocabularies.ts';

export interface LibraryOptions {
  /** Of the document, over what it says itself; and of the others that say nothing. */
  readonly dialect?: Dialect | undefined;
  /** Where the document was found. */
  readonly uri?: string | undefined;
  readonly schemas?: Readonly<Record<string, unknown>> | undefined;
}

const plain = (dialect: Dialect): Reading => ({ dialect, silent: new Set(), formatAssertion: false });

/** Without a word about the dialect. */
const fallback: Dialect = '2020-12';

export const libraryOf = (document: unknown, shape: LocationShape, options: LibraryOptions): Library => {
  const given = new Map(
    Object.entries(options.schemas ?? {}).map(([uri, schema]) => [resolveUri(uri, nameless)?.uri ?? uri, schema] as const),
  );
  const readings = new Map<string, Reading>();
  const byDefault = (): Reading => plain(options.dialect ?? fallback);

  const readingOf = (schema: string, seen: readonly string[] = []): Reading => {
    const known = readings.get(schema);
    if (known) return known;
    const found = read(schema, seen);
    readings.set(schema, found);
    return found;
  };
  const read = (schema: string, seen: readonly string[]): Reading => {
    const dialect = dialectByUri(schema);
    if (dialect) return plain(dialect);
    if (/^https?:\/\/json-schema\.org\/schema#?$/.test(schema)) return byDefault();
    const uri = resolveUri(schema, nameless)?.uri ?? schema;
    const metaschema = given.get(uri);
    if (!isRecord(metaschema) || seen.includes(schema)) throw new Undecided(`the dialect ${schema} is not known`);
    const of = schemaOf(metaschema);
    const { dialect: base } = of === undefined ? byDefault() : readingOf(of, [...seen, schema]);
    const declared = metaschema['$vocabulary'];
    if ((base !== '2019-09' && base !== '2020-12') || !isRecord(declared)) return plain(base);
    const { foreign, ...vocabularies } = vocabulariesOf(base, declared);
    if (foreign !== undefined) throw new Undecided(`the vocabulary ${foreign} is required by ${schema} and not known`);
    return { dialect: base, ...vocabularies };
  };

  const readingAt = (value: unknown): Reading => {
    const schema = schemaOf(value);
    return schema === undefined ? byDefault() : readingOf(schema);
  };

  const opened = new Map<string, Spot>();
  const open = (value: unknown, as: LocationShape, found: string | undefined, reading: Reading): Location => {
    const base = found ?? nameless;
    // Beside $ref an identifier is void; but where the document has no other name, it is as good as any.
    const id = as === 'document' ? undefined : identifierOf(value, reading, found === undefined);
    const root = new Location(value, as, library, {
      root: (location) => {
        const target = resolveUri(id ?? '', base);
        if (!target) throw new SchemaError('schema/identifier', `"${id}" is no identifier`, location);
        return resourceOf(target.uri, reading, location);
      },
    });
    for (const uri of [root.resource.uri, base]) if (!opened.has(uri)) opened.set(uri, root);
    return root;
  };

  /** The resource of that name in a tree; two of a name are none. */
  const within = (tree: Spot, uri: string): Spot | undefined => {
    const [first, second] = scanOf(tree).resources.get(uri) ?? [];
    if (second) throw new Undecided(`two schemas are called ${uri}`);
    return first;
  };
  const openGiven = (uri: string): Spot | undefined => {
    if (!given.has(uri)) return undefined;
    return opened.get(uri) ?? open(given.get(uri), 'schema', uri, readingAt(given.get(uri)));
  };
  let allGiven: Spot[] | undefined;
  const amongGiven = (uri: string): Spot | undefined => {
    allGiven ??= [...given.keys()].flatMap((name) => {
      try {
        const root = openGiven(name);
        if (root) scanOf(root);
        return root ? [root] : [];
      } catch (error) {
        // What cannot be read has no names; it matters only to who refers to it.
        if (error instanceof Undecided || error instanceof SchemaError) return [];
        throw error;
      }
    });
    for (const root of allGiven) {
      const found = within(root, uri);
      if (found) return found;
    }
    return undefined;
  };
  const fromMetaschemas = (uri: string): Spot | undefined => {
    const metaschema = metaschemaOf(uri);
    return metaschema === undefined ? undefined : open(metaschema, 'schema', uri, readingAt(metaschema));
  };

  const library: Library = {
    isOpenApi: shape === 'document',
    readingOf,
    find: (uri, from) =>
      opened.get(uri) ?? within(from.tree, uri) ?? within(library.root, uri) ?? openGiven(uri) ?? amongGiven(uri) ?? fromMetaschemas(uri),
    get root() {
      return root;
    },
  };
  const found = options.uri === undefined ? undefined : (resolveUri(options.uri, nameless)?.uri ?? options.uri);
  const root: Location = open(
    document,
    shape,
    found,
    options.dialect ? byDefault() : shape === 'document' ? readingOfDocument(document, readingOf) : readingAt(document),
  );
  return library;
};

/** The dialect of an OpenAPI document's schemas. */
const readingOfDocument = (document: unknown, readingOf: (schema: string) => Reading): Reading => {
  const { openapi, jsonSchemaDialect } = isRecord(document) ? document : {};
  if (typeof openapi === 'string' && openapi.startsWith('3.0')) return plain('openapi-3.0');
  return typeof jsonSchemaDialect === 'string' ? readingOf(jsonSchemaDialect) : plain('openapi-3.1');
};
