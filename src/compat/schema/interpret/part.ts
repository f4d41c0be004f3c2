import { below } from '../../pointer.ts';
import type { Place } from '../read/place.ts';
import { type Type, typeOf, type Value } from '../value.ts';
import type { Scope } from './scope.ts';

/** A part of the document, one object for each, with what is known of it already. */
export class Part {
  readonly value: Value;
  readonly type: Type;
  readonly isName: boolean;
  readonly #parent: Part | undefined;
  readonly #segment: string;
  #children: Map<string, Part> | undefined;
  #pointer: string | undefined;
  /** Targets of references that are being asked about it: to come back to one is a circle. */
  readonly asking: { readonly place: Place; readonly scope: Scope }[] = [];

  constructor(value: Value, parent?: Part, segment = '', isName = false) {
    this.value = value;
    this.type = typeOf(value);
    this.isName = isName;
    this.#parent = parent;
    this.#segment = segment;
  }

  get pointer(): string {
    return (this.#pointer ??= this.#parent ? below(this.#parent.pointer, this.#segment) : '');
  }

  /** A member's or an item's value. */
  child(segment: string, value: Value): Part {
    let child = this.#children?.get(segment);
    if (!child) (this.#children ??= new Map()).set(segment, (child = new Part(value, this, segment)));
    return child;
  }

  /** The name of a member as a document of its own, which stands where the member does. */
  nameOf(name: string): Part {
    return new Part(name, this, name, true);
  }
}
