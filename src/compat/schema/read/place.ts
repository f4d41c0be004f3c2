// Where schemas stand: what `$id`, anchors, references and dialects make of the JSON text of a schema.

export const dialects = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12', 'openapi-3.0', 'openapi-3.1'] as const;
export type Dialect = (typeof dialects)[number];

/** A schema resource: a document's root, or what an `$id` makes of a subschema. */
export interface Resource {
  /** Absolute, without fragment; a made-up one where the document has none. */
  readonly uri: string;
  readonly dialect: Dialect;
  /** Keywords of the dialect that mean nothing here, because the metaschema's `$vocabulary` leaves them out. */
  readonly silent: ReadonlySet<string>;
  /** The metaschema makes `format` an assertion, whatever the options say. */
  readonly formatAssertion: boolean;
  readonly root: Place;
  /** Places by `$anchor` (and `$id: "#name"` of the old dialects), found when asked first. */
  readonly anchors: () => ReadonlyMap<string, Place>;
  /** Places by `$dynamicAnchor` in this resource alone. `$recursiveAnchor: true` at the root counts as the dynamic anchor named ''. */
  readonly dynamicAnchors: () => ReadonlyMap<string, Place>;
}

/** A schema at its place. The same place is always the same object, so that places serve as keys. */
export interface Place {
  /** As it is written: a boolean, an object, or something that no schema is. Numbers may be `Exact`. */
  readonly value: unknown;
  /** JSON pointer from the root of the document (not of the resource) that it stands in. */
  readonly pointer: string;
  readonly resource: Resource;
  /** The schema below a keyword, such as `below('properties', 'name')`; an `$id` there begins a new resource. */
  readonly below: (...path: readonly (string | number)[]) => Place;
  /**
   * Where `$ref`'s text leads from here.
   * @throws Undecided for what is not in the documents given; SchemaError when it leads nowhere in a document that is.
   */
  readonly resolve: (reference: string) => Place;
}

/** A schema that says nothing that could be understood: malformed, a reference to nothing, a circle of references. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
  readonly code: string;
  readonly place: Place;
  constructor(code: string, what: string, place: Place) {
    super(what);
    this.code = code;
    this.place = place;
  }
}
