/** A line that is no question; `pointer` says where in it, where that is known. */
export class LineError extends Error {
  readonly code: string;
  readonly pointer: string | undefined;
  constructor(code: string, message: string, pointer?: string) {
    super(message);
    this.code = code;
    this.pointer = pointer;
  }
}
