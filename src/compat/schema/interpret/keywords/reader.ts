import { type Decimal, decimalOf } from '../../number/decimal.ts';
import { type Dialect, type Place, SchemaError } from '../../read/place.ts';
import { isRecord } from '../../read/shape.ts';
import { Exact } from '../../value.ts';
import type { Application } from '../application.ts';

/** What a keyword does with a part of the document. */
type Lets = (to: Application) => boolean;

/** A keyword of some dialects. Which dialects know it is the table of the room that reads; see read/keywords.ts. */
export interface Rule {
  readonly keyword: string;
  /** Asks what the other keywords have evaluated, and so comes last. */
  readonly collects?: true;
  /** Makes a check of what stands at the keyword; undefined where it says nothing. @throws SchemaError for what is malformed. */
  readonly read: (reader: Reader) => Lets | undefined;
}

/** One keyword in its schema, as it is written. */
export class Reader {
  readonly place: Place;
  readonly keyword: string;
  readonly value: Readonly<Record<string, unknown>>;

  constructor(place: Place, keyword: string, value: Readonly<Record<string, unknown>>) {
    this.place = place;
    this.keyword = keyword;
    this.value = value;
  }

  get given(): unknown {
    return this.value[this.keyword];
  }
  get dialect(): Dialect {
    return this.place.resource.dialect;
  }
  /** Another keyword of the same schema. */
  beside(keyword: string): unknown {
    return Object.hasOwn(this.value, keyword) ? this.value[keyword] : undefined;
  }
  has(keyword: string): boolean {
    return Object.hasOwn(this.value, keyword);
  }
  /** A schema beside this keyword. */
  placeBeside(keyword: string): Place | undefined {
    return this.has(keyword) ? this.place.below(keyword) : undefined;
  }

  malformed(what: string): never {
    throw new SchemaError('schema/malformed', `${this.keyword} ${what}`, this.place.below(this.keyword));
  }
  number(given = this.given): Decimal {
    return typeof given === 'number' || given instanceof Exact ? decimalOf(given) : this.malformed('must be a number');
  }
  /** A count; what no double holds is as good as infinity. */
  count(given = this.given): number {
    if (typeof given === 'number' && given >= 0 && Number.isInteger(given)) return given;
    return given instanceof Exact && /^\d+$/.test(given.text) ? Number(given.text) : this.malformed('must be a whole number, 0 or more');
  }
  text(): string {
    return typeof this.given === 'string' ? this.given : this.malformed('must be a string');
  }
  flag(): boolean {
    return typeof this.given === 'boolean' ? this.given : this.malformed('must be a boolean');
  }
  names(given = this.given): readonly string[] {
    return Array.isArray(given) && given.every((name) => typeof name === 'string') ? given : this.malformed('must be a list of strings');
  }
  schema(): Place {
    return this.place.below(this.keyword);
  }
  schemas(): readonly Place[] {
    const { given } = this;
    return Array.isArray(given) ? given.map((_, at) => this.place.below(this.keyword, at)) : this.malformed('must be a list of schemas');
  }
  /** What stands below each name. */
  members(): readonly (readonly [name: string, given: unknown])[] {
    return isRecord(this.given) ? Object.entries(this.given) : this.malformed('must be an object');
  }
  named(): ReadonlyMap<string, Place> {
    return new Map(this.members().map(([name]) => [name, this.place.below(this.keyword, name)]));
  }
}
