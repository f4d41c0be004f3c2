/** Announced to end: it is `deprecated`, and from the day of its `x-sunset`, as the document writes it, it may be gone. */
export interface Ending {
  readonly sunset?: string;
}

/** What is shown, by what the schemes are and not by their keys. */
interface Labels {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What happened to an operation as a whole, or to what surrounds it: who may call it, where it is, what it calls itself. */
export type PlaceChange =
  | {
      readonly kind: 'operation';
      readonly turn: 'added' | 'removed';
      readonly ending?: Ending;
      /** The operation with a template in the place of its name: it took, or takes, the calls that are meant. */
      readonly beside?: string;
      /** Not all of those calls, for two templates cross. */
      readonly isPartly?: true;
    }
  | { readonly kind: 'operation-moved'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'security';
      readonly turn: 'narrowed' | 'widened' | 'changed';
      /** What N-1 and N take, each alternative by itself, e.g. `key and oauth (read, write)`. */
      readonly before: readonly string[];
      readonly after: readonly string[];
      readonly labels: Labels;
    }
  | {
      readonly kind: 'security-scheme';
      readonly aspect: 'credential' | 'flow' | 'address' | 'scope' | 'bearer-format';
      readonly turn: 'added' | 'removed' | 'changed';
      readonly name: string;
      readonly before?: string;
      readonly after?: string;
      /** The operations of N that demand the scope, each as `GET /orders`, and take nothing else that can be shown. */
      readonly demandedBy?: readonly string[];
    }
  | { readonly kind: 'server'; readonly turn: 'added' | 'removed'; readonly url: string }
  /** Another host, or another scheme. */
  | { readonly kind: 'server-replaced'; readonly from: string; readonly to: string }
  /** Paths that servers put before those of operations. */
  | { readonly kind: 'server-path'; readonly turn: 'changed'; readonly from: string; readonly to: string }
  | { readonly kind: 'server-path'; readonly turn: 'removed'; readonly from: string }
  | {
      readonly kind: 'server-variable';
      readonly turn: 'narrowed' | 'widened' | 'default-changed';
      readonly name: string;
      readonly values: readonly string[];
    }
  /** A call that the artifact itself makes: a webhook, or a callback of an operation. */
  | {
      readonly kind: 'delivery';
      readonly of: 'webhook' | 'callback';
      readonly turn: 'added' | 'removed' | 'moved' | 'method-changed';
      readonly name: string;
      /** The expression that says where it goes, or its method, of N-1 and of N. */
      readonly from?: string;
      readonly to?: string;
    }
  | {
      readonly kind: 'delivery-part';
      readonly turn: 'added' | 'removed' | 'became-required' | 'became-optional';
      readonly part: string;
      readonly required: boolean;
    }
  /** What the artifact shows to whom it calls, in words: less, more or something else. */
  | {
      readonly kind: 'delivery-security';
      readonly turn: 'added' | 'removed' | 'changed';
      readonly from: string;
      readonly to: string;
      readonly labels: Labels;
    }
  /** Where such calls go, where that is said of them alone. */
  | { readonly kind: 'delivery-address'; readonly turn: 'added' | 'removed' | 'changed'; readonly from: string; readonly to: string }
  /** A form in which the body of such a call may come. */
  | { readonly kind: 'delivery-media'; readonly turn: 'added' | 'removed'; readonly name: string }
  | {
      readonly kind: 'delivery-answer';
      readonly turn: 'added' | 'removed';
      readonly part: string;
      /** A range that the artifact knows by the status of its class. */
      readonly isKnown?: true;
    }
  | { readonly kind: 'link'; readonly turn: 'added' | 'removed'; readonly name: string }
  /** What the link says on both sides, by what it stands for. */
  | { readonly kind: 'link'; readonly turn: 'changed'; readonly name: string; readonly from: string; readonly to: string }
  | {
      readonly kind: 'deprecation';
      readonly turn: 'added' | 'sunset-added' | 'sunset-earlier' | 'sunset-removed';
      /** `the operation`, `the query parameter q` */
      readonly of: string;
      readonly sunset?: string;
      readonly before?: string;
    }
  /** A name that code generators build theirs from. */
  | { readonly kind: 'naming'; readonly of: 'operationId' | 'tags'; readonly from: string; readonly to: string };
