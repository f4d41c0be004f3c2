import type { Dialect } from '../read/place.ts';
import type { Value } from '../value.ts';
import type { Bundle } from './bundle.ts';

/** Where ajv is known to answer otherwise than its dialect says. There the exact interpreter confirms alone. */
export interface Departure {
  /** The file's name. */
  readonly name: string;
  /** What ajv does, and what it should do. */
  readonly what: string;
  /** Could it be why ajv answers otherwise about this document? */
  readonly applies: (bundle: Bundle, document: Value) => boolean;
  /** A schema and a document that ajv misjudges: `valid` is what the specification says. A test turns red when ajv is mended. */
  readonly example: {
    readonly dialect: Dialect;
    readonly schema: unknown;
    readonly document: Value;
    readonly valid: boolean;
    readonly formatAssertion?: boolean;
  };
}
