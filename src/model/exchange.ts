/** What is sent in one direction. */
interface Message {
  /** Names in lower case, in the order of their names; what the body says of itself (`content-type`) is in `body`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: { readonly media: string; readonly text: string };
}

/** The part of an exchange that is refused. */
export type RefusedPart = 'operation' | 'credentials' | 'parameter' | 'header' | 'media-type' | 'status' | 'body';

/** One call of HTTP that shows a break: a whole request, and the whole response where it is the response that is refused. */
export interface Exchange {
  readonly request: Message & {
    readonly method: string;
    /** With its values and its query, percent-encoded, e.g. `/orders/1?limit=10`; without the base path of a server. */
    readonly target: string;
  };
  readonly response?: Message & { readonly status: number };
  /** Who means it to be valid, and who refuses it: `server N`, `client N-1`, … */
  readonly acceptedBy: string;
  readonly refusedBy: string;
  /** What is refused, and why, in words. */
  readonly refused: { readonly part: RefusedPart; readonly because: string };
  /** Who agrees that the refused value is valid for the one and not for the other; absent where no value decides. */
  readonly confirmedBy?: string;
}
