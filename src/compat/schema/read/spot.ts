import type { Place, Resource } from './place.ts';
import type { LocationShape } from './shape.ts';

// What the files of this room know of each other.

/** How the text of a resource is read. */
export type Reading = Pick<Resource, 'dialect' | 'silent' | 'formatAssertion'>;

/** A place as this room sees it; location.ts makes them. */
export interface Spot extends Place {
  readonly shape: LocationShape;
  readonly library: Library;
  /** The root of the tree: of a document or of an island. */
  readonly tree: Spot;
  readonly child: (segment: string) => Spot | undefined;
  /** This place as the schema that a reference says it is. */
  readonly asSchema: () => Spot;
}

/** The documents that one question is about, by their names; library.ts makes it. */
export interface Library {
  readonly isOpenApi: boolean;
  /** @throws Undecided for a dialect that nobody here knows. */
  readonly readingOf: (schema: string) => Reading;
  /** The root of the resource of that name; undefined where none was given. */
  readonly find: (uri: string, from: Spot) => Spot | undefined;
  readonly root: Spot;
}
