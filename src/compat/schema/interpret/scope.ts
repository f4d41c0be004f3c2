import type { Place, Resource } from '../read/place.ts';

/** The dynamic scope: the resources that were entered on the way here. One object for each, so that it can be compared. */
export class Scope {
  readonly resource: Resource;
  readonly #outer: Scope | undefined;
  readonly #inner = new Map<Resource, Scope>();

  constructor(resource: Resource, outer?: Scope) {
    this.resource = resource;
    this.#outer = outer;
  }

  /** Only the first time counts, for `$dynamicRef` looks from the outside. */
  enter(resource: Resource): Scope {
    if (this.resource === resource) return this;
    for (let scope = this.#outer; scope; scope = scope.#outer) if (scope.resource === resource) return this;
    let inner = this.#inner.get(resource);
    if (!inner) this.#inner.set(resource, (inner = new Scope(resource, this)));
    return inner;
  }

  /** The outermost place of that dynamic name. */
  outermost(name: string): Place | undefined {
    return this.#outer?.outermost(name) ?? this.resource.dynamicAnchors().get(name);
  }
}
