import type { Steps } from '../../core/turns.ts';
import type { Document } from '../document.ts';
import type { Profile } from '../profile.ts';
import type { Reference } from './schemas/references.ts';
import type { Compared } from './compared.ts';

export type FormatName = 'openapi' | 'json-schema';

/** A language of contracts. */
export interface Format {
  readonly name: FormatName;
  /** Does this document look like one of the format? */
  readonly recognises: (document: Document) => boolean;
  /** The document as it is compared, converted from an older version where need be. @throws DrillError (usage) when that cannot be done */
  readonly understood?: (document: Document) => Document;
  /** @throws DrillError (usage) when it is not a document of the format, or of a version that is not read. */
  readonly check: (document: Document) => void;
  /** What a comparison of a document with its own copy sees, without comparing. */
  readonly unchanged: (document: Document) => Compared;
  /** The differences of two documents that passed the check. `references`: every `$ref` of both; `profile`: how its clients read. */
  readonly compare: (old: Document, next: Document, references: readonly Reference[], profile?: Profile) => Compared | Steps<Compared>;
}
