/** The part of an exchange that a schema describes. */
export type Carrier =
  | { readonly in: 'path' | 'query' | 'header' | 'cookie'; readonly name: string }
  | { readonly in: 'request-body'; readonly media: string }
  | { readonly in: 'response-header'; readonly status: string; readonly name: string }
  | { readonly in: 'response-body'; readonly status: string; readonly media: string };

/** One operation of both versions, and what of its exchange is meant. */
export interface Spot {
  readonly method: string;
  /** JSON pointers of the operation; a side that lacks it has none. */
  readonly operation: { readonly old?: string; readonly new?: string };
  /** The template of the path, as each side writes it. */
  readonly path: { readonly old?: string; readonly new?: string };
  /** Absent: the whole exchange. */
  readonly carrier?: Carrier;
}

/** A step into a value: the name of a member, the position of an item, or any member or item at all. */
export type Step = string | number | { readonly any: 'member' | 'item' };

/** Where two parts are compared: in words, in an exchange where there is one, and how deep in the value that it carries. */
export interface Site {
  /** e.g. `POST /orders, request body, total` */
  readonly text: string;
  readonly spot?: Spot;
  /** From the value that the carrier carries to the one that the schema speaks of. */
  readonly steps?: readonly Step[];
  /** Absent: the value is a document in itself, with types. */
  readonly written?: Written;
}

/**
 * How a value travels that is written as text: all of it, as a form of parts, or as such a part, in which an object is a document.
 * Of octets nobody says what they are.
 */
export interface Written {
  readonly as: 'text' | 'form' | 'part' | 'octets';
  /** What is never written: null, the empty list, the empty text in a path. */
  readonly lacks?: readonly unknown[];
  /** All that the other side may read a value of one side as; undefined where that is not known. */
  readonly reads?: (value: unknown, sender: 'old' | 'new') => readonly unknown[] | undefined;
  /** An object in a part is no document: its members are written as fields of their own. */
  readonly isFlat?: true;
  /** Parts of a form that are no texts, or of which it is said what they are. */
  readonly except?: ReadonlySet<string>;
}

/** Values that no style writes (RFC 6570): they are like nothing at all. */
export const unwritten: readonly unknown[] = [null, [], {}];

const inside = ({ as, except, lacks, isFlat }: Written, step: Step): { written?: Written } => {
  if (as === 'text') return { written: { as, lacks: unwritten } };
  if (as === 'form')
    return typeof step === 'string' && except?.has(step)
      ? { written: { as: 'octets' } }
      : { written: { as: 'part', ...(isFlat ? { lacks: unwritten, isFlat } : lacks ? { lacks } : {}) } };
  // The members of an object that is one item among several have no names of their own.
  if (isFlat && typeof step === 'string') return { written: { as: 'text', lacks: unwritten } };
  return typeof step === 'number' || (typeof step === 'object' && step.any === 'item') ? { written: { as } } : {};
};

/** A step into the value of a site. */
export const into = ({ written, ...site }: Site, text: string, step: Step): Site => ({
  ...site,
  text: `${site.text}, ${text}`,
  steps: [...(site.steps ?? []), step],
  ...(written ? inside(written, step) : {}),
});

/** A site further in the same exchange. */
export const carriedBy = (site: Site, text: string, carrier?: Carrier): Site => ({
  text: `${site.text}${text}`,
  ...(site.spot ? { spot: carrier ? { ...site.spot, carrier } : site.spot } : {}),
});
