import { below as pointerBelow, segmentsOf } from '../../pointer.ts';
import { Undecided } from '../undecided.ts';
import { type Place, type Resource, SchemaError } from './place.ts';
import { resourceAt } from './resource.ts';
import { scanOf } from './scan.ts';
import { type LocationShape, memberOf, shapeBelow } from './shape.ts';
import type { Library, Spot } from './spot.ts';
import { decoded, resolveUri } from './uri.ts';

/** Where a location hangs. */
interface Stem {
  readonly parent: Location;
  readonly segment: string;
}

/**
 * A place in a document, made when somebody comes by. Locations form a tree, so that one place is one object whatever way
 * leads to it. Where a reference leads into what is no schema by its keywords (`#/x-parts/name`), an island begins there: a
 * tree of its own, for which the keywords around it do not count.
 */
export class Location implements Spot {
  readonly value: unknown;
  readonly shape: LocationShape;
  readonly library: Library;
  readonly resource: Resource;
  /** The root of the tree: of a document or of an island. */
  readonly tree: Spot;
  readonly #stem: Stem | undefined;
  #children: Map<string, Location> | undefined;
  #island: Location | undefined;
  #pointer: string | undefined;

  constructor(
    value: unknown,
    shape: LocationShape,
    library: Library,
    from: Stem | { readonly root: (root: Location) => Resource },
    island = false,
  ) {
    this.value = value;
    this.shape = shape;
    this.library = library;
    if ('root' in from) {
      this.#stem = undefined;
      this.tree = this;
      this.resource = from.root(this);
    } else {
      this.#stem = from;
      this.tree = island ? this : from.parent.tree;
      this.resource = shape === 'schema' ? resourceAt(this, from.parent.resource) : from.parent.resource;
    }
  }

  get pointer(): string {
    if (this.#pointer === undefined) {
      // Not by recursion: documents nest as deep as they like.
      const segments: string[] = [];
      for (let stem = this.#stem; stem; stem = stem.parent.#stem) segments.push(stem.segment);
      this.#pointer = pointerBelow('', ...segments.reverse());
    }
    return this.#pointer;
  }

  child(segment: string): Location | undefined {
    const known = this.#children?.get(segment);
    if (known) return known;
    const value = memberOf(this.value, segment);
    if (value === undefined) return undefined;
    const made = new Location(value, shapeBelow(this.shape, segment, value, this.resource), this.library, { parent: this, segment });
    (this.#children ??= new Map()).set(segment, made);
    return made;
  }

  /** This place as the schema that a reference says it is. */
  asSchema(): Location {
    if (this.shape === 'schema') return this;
    const from = this.#stem ?? { root: () => this.resource };
    return (this.#island ??= new Location(this.value, 'schema', this.library, from, true));
  }

  below(...path: readonly (string | number)[]): Spot {
    return walk(this, path.map(String), () => `nothing stands at ${pointerBelow(this.pointer, ...path)}`);
  }

  resolve(reference: string): Spot {
    const target = resolveUri(reference, this.resource.uri);
    if (!target) throw new Undecided(`the reference "${reference}" cannot be resolved against ${this.resource.uri}`);
    const nowhere = (): string => `the reference "${reference}" leads nowhere`;
    const root = target.uri === this.resource.uri ? (this.resource.root as Spot) : this.library.find(target.uri, this);
    if (!root) throw new Undecided(`${target.uri} is not among the schemas given`);
    const fragment = decoded(target.fragment);
    if (fragment === '' || fragment.startsWith('/')) return walk(root, segmentsOf(fragment), nowhere, this).asSchema();
    const named = root.resource.anchors().get(fragment) ?? scanOf(this.tree).anchors.get(root.resource.uri)?.get(fragment);
    if (!named) throw new SchemaError('schema/reference', nowhere(), this);
    return named as Spot;
  }
}

/**
 * The location some segments further down, asked for at another.
 * @throws SchemaError where nothing stands there.
 */
export const walk = (from: Spot, segments: Iterable<string>, why: () => string, asked: Place = from): Spot => {
  let location = from;
  for (const segment of segments) {
    const next = location.child(segment);
    if (!next) throw new SchemaError('schema/reference', why(), asked);
    location = next;
  }
  return location;
};
