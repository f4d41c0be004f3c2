/** What is sent in one direction. */
interface Message {
  /** Names in lower case, in the order of their names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: { readonly media: string; readonly text: string };
}

/** One call of HTTP that shows a break: a whole request, and the whole response where it is the response that is refused. */
export interface Exchange {
  readonly request: Message & {
    readonly method: string;
    /** With its values and its query, percent-encoded, e.g. `/orders/1?limit=10`. */
    readonly target: string;
  };
  readonly response?: Message & { readonly status: number };
  /** Who sends it and means it to be valid, and who refuses it: `server N`, `client N-1`, … */
  readonly acceptedBy: string;
  readonly refusedBy: string;
}
