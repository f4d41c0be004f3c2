import type { CarrierChange } from './carrier-fact.ts';
import type { Ending, PlaceChange } from './place-fact.ts';
import type { Side, Turn } from './side.ts';
import type { Spot, Step } from './site.ts';

/** The answer to: is every value that one side sends one that the other side takes? */
export type Containment =
  | { readonly kind: 'contained' }
  | { readonly kind: 'not-contained'; readonly witness: unknown; readonly confirmedBy: string }
  | { readonly kind: 'unknown'; readonly reason: string; readonly unconfirmed?: { readonly value: unknown } };

export type { Side, Turn };

/** The aspects of a schema that are asked about one by one. */
const aspects = ['type', 'nullable', 'enum', 'bounds', 'pattern', 'format', 'members', 'alternatives', 'conditions'] as const;
export type Aspect = (typeof aspects)[number];

/** The member that it became, or was, where one that went and one that came are alike. */
export interface Partner {
  readonly name: string;
  readonly pointer: string;
}

type SchemaChange =
  | { readonly kind: 'aspect'; readonly side: Side; readonly aspect: Aspect; readonly turn: Turn }
  | {
      readonly kind: 'property';
      readonly side: Side;
      readonly name: string;
      readonly turn: 'added' | 'removed' | 'became-required' | 'became-optional';
      /** Required on the side that has it. */
      readonly required: boolean;
      /** The side that lacks it takes any value for it; false where it refuses the name or some values. */
      readonly tolerated: boolean;
      /** It is on both sides, and on one it does not travel this way: read-only in requests, write-only in responses. */
      readonly stays?: true;
      /** It was announced to end. */
      readonly ending?: Ending;
      readonly partner?: Partner;
    }
  /** The same member under another name, wherever it is read and written; its parts are judged each by itself. */
  | {
      readonly kind: 'property-renamed';
      readonly from: string;
      readonly to: string;
      readonly required: boolean;
      readonly parts: readonly Fact[];
    };

type ApiChange =
  | {
      readonly kind: 'parameter';
      readonly turn: 'added' | 'removed' | 'became-required' | 'became-optional';
      readonly name: string;
      readonly in: string;
      readonly required: boolean;
      /** It was announced to end. */
      readonly ending?: Ending;
    }
  | {
      readonly kind: 'request-body';
      readonly turn: 'added' | 'removed' | 'became-required' | 'became-optional';
      readonly required: boolean;
    }
  | { readonly kind: 'media-type'; readonly side: Side; readonly turn: 'added' | 'removed'; readonly name: string }
  /** A range (`2XX`) is narrowed where some of its statuses stay. */
  | {
      readonly kind: 'status';
      readonly turn: 'added' | 'removed' | 'narrowed' | 'widened';
      readonly name: string;
      /** Nobody gets it who does not send one of these headers, which the contract of the clients that it is about does not name. */
      readonly asked?: string;
      /** Of a success that is gone: no other is left. */
      readonly isLast?: true;
      /** Of a range of which the other side names the status that clients take any other of its class for (`200` for `2XX`). */
      readonly isKnown?: true;
    }
  | {
      readonly kind: 'header';
      readonly turn: 'added' | 'removed' | 'became-required' | 'became-optional';
      readonly name: string;
      readonly required: boolean;
      /** It was announced to end. */
      readonly ending?: Ending;
    };

/** Something that differs and could not be judged: a keyword, a part of the document, a reference out of it. */
interface Undecided {
  readonly kind: 'undecided';
  readonly side?: Side;
  /** The keyword or member that it is about, where there is one. */
  readonly keyword?: string;
  readonly what: string;
}

/** One difference between two contracts: what it is, where, and what containment says of it. */
export type Fact = {
  /** JSON pointers, where the difference has a place. */
  readonly old?: string;
  readonly new?: string;
  /** Is all that is valid in the old document valid in the new one, and the other way round? Absent: nothing to ask. */
  readonly oldInNew?: Containment;
  readonly newInOld?: Containment;
  /** Where it was met first, e.g. `POST /orders, request body`. */
  readonly where: string;
  /** The exchange that shows it, where there is one, and where in the value that its carrier carries. */
  readonly spot?: Spot;
  readonly steps?: readonly Step[];
  /** It is the server that calls and the client that answers: callbacks and webhooks. A side says whether the server sends or takes. */
  readonly reversed?: true;
  /** What follows from it, and is no finding of its own. */
  readonly also?: string;
  /** In how many places it was met. */
  reached: number;
} & (SchemaChange | ApiChange | CarrierChange | PlaceChange | Undecided);
export type Change = SchemaChange | ApiChange | CarrierChange | PlaceChange | Undecided;
