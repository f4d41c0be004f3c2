import type { Side, Turn } from './side.ts';

/** What happened to a part that carries a value: how it is written on the wire, what stands for it when it is left out, where else it went. */
export type CarrierChange =
  /** The same parameter at another place of the request: `query`, then `header`. */
  | { readonly kind: 'parameter-moved'; readonly name: string; readonly from: string; readonly to: string; readonly required: boolean }
  /** The same parameter under another name. */
  | { readonly kind: 'parameter-renamed'; readonly in: string; readonly from: string; readonly to: string; readonly required: boolean }
  /** The same value is written otherwise on the wire: `style`, `explode`, `allowReserved`, `content`. */
  | {
      readonly kind: 'serialisation';
      readonly side: Side;
      readonly turn: Turn;
      readonly what: string;
      readonly of: 'style' | 'reserved' | 'empty' | 'content';
      readonly from: string;
      readonly to: string;
    }
  /** What the server takes for a value that is left out. */
  | { readonly kind: 'default'; readonly turn: 'added' | 'removed' | 'changed'; readonly from: string; readonly to: string }
  /** One media type in the place of another of the same syntax, such as `application/problem+json` for `application/json`. */
  | { readonly kind: 'media-type-replaced'; readonly side: Side; readonly from: string; readonly to: string }
  /** The media types of one part of a form. */
  | {
      readonly kind: 'part-type';
      readonly side: Side;
      readonly turn: Turn;
      readonly name: string;
      readonly from: string;
      readonly to: string;
    }
  /** The one success that an operation answers with became another. */
  | { readonly kind: 'status-replaced'; readonly from: string; readonly to: string }
  /** Another member says which of some alternatives a value is. */
  | { readonly kind: 'discriminator'; readonly side: Side; readonly from: string; readonly to: string }
  /** An example or a default that was valid in N-1 and is not in N. */
  | { readonly kind: 'shown-value'; readonly of: 'example' | 'default'; readonly value: string }
  /** A resource that is read and put back as a whole by a client of the version that does not know one of its members. */
  | {
      readonly kind: 'round-trip';
      /** Lost where the other version passes over the member, refused where it does not take it. */
      readonly turn: 'lost' | 'refused';
      /** The version that has the member. */
      readonly knows: 'old' | 'new';
      /** `total.currency` */
      readonly name: string;
      readonly resource: string;
      /** The member is always there, and whoever does not know it cannot carry it on. */
      readonly certain: boolean;
    }
  /** What one version gives (an id, a cursor) and the other version does not take back. */
  | {
      readonly kind: 'given';
      /** The member of the response: `POST /orders, response 201, id`. */
      readonly by: string;
      readonly to: string;
    };
