import type { Change, Containment, Fact } from '../fact.ts';
import type { Site, Written } from '../site.ts';
import { has, isSaidAlike } from './aspects.ts';
import { type Answers, contained, type Mask, type Told } from './directions.ts';
import { butNull, nullableAlone } from './schemas/nullable.ts';
import type { Shape } from './schemas/shape.ts';
import type { Questions } from './schemas/questions.ts';
import { type Node, only, type Schema } from './schemas/source.ts';

/** What a walk over two documents needs, and where it leaves what it finds. */
export interface Walk {
  readonly same: (a: Node, b: Node) => boolean;
  readonly contains: (a: Schema, b: Schema) => Containment;
  readonly find: Questions['find'];
  readonly placeOf: Questions['placeOf'];
  /** Of values that are written as texts: as `contains`, without those that are never written, and what says more than types do. */
  readonly texts?: {
    readonly contains: (lacks: readonly unknown[]) => (a: Schema, b: Schema) => Containment;
    readonly answers: (a: Shape, b: Shape, written: Written) => Answers | undefined;
  };
  readonly add: (fact: Fact) => void;
}

export interface Place {
  readonly old: string;
  readonly new: string;
}

/** One pair of schemas while it is compared. */
export interface Here {
  readonly old: Schema;
  readonly next: Schema;
  readonly site: Site;
  readonly place: Place;
  readonly mask: Mask;
  /** It is an alternative, or stands below one. */
  readonly isBranch: boolean;
  readonly add: Add;
  /** What is told of it, not of its parts. */
  readonly facts: Fact[];
  readonly parts: Here[];
  readonly told: Told;
}
export type Add = (change: Change, answers: Answers, more?: Partial<Fact>) => void;

/** Compares a part of a pair: what it says to fail. */
export type Pair = (old: Schema, next: Schema, site: Site, at: Place, mask: Mask, above: Here) => Told;

/** Does each part of either side say what one of the other says? Then nothing differs, whatever stands around them. */
export const areSame = ({ same }: Walk, old: Schema, next: Schema): boolean =>
  next.every((node) => old.some((other) => same(other, node))) && old.every((node) => next.some((other) => same(node, other)));

/** Containment of what is written at a site. */
export const containsAt = (walk: Walk, { written }: Site): Walk['contains'] =>
  written?.lacks && walk.texts ? walk.texts.contains(written.lacks) : walk.contains;

/** What some keywords of either side mean for the other. They mean the same wherever they stand, so what depends on its neighbours is not asked like this. */
export const askOf = (walk: Walk, a: Shape, b: Shape, keywords: readonly string[], site: Site): Answers => {
  // A schema that the engine cannot read is said to be unknown with every question about it.
  const isRead = (shape: Shape): boolean => walk.placeOf(shape.nodes) !== undefined;
  if (!site.written && isSaidAlike(a, b, keywords) && isRead(a) && isRead(b)) return { oldInNew: contained, newInOld: contained };
  const contains = containsAt(walk, site);
  const set = new Set(keywords);
  const of = (shape: Shape): Schema =>
    shape.nodes.filter((node) => keywords.some((keyword) => has(node, keyword))).map((node) => only(node, set));
  // Of null it is said elsewhere that nobody knows.
  const isOpen = nullableAlone(a, b) !== undefined;
  const sent = ({ nodes }: Shape): Schema => (isOpen && nodes[0] ? [...nodes, butNull(nodes[0])] : nodes);
  return { oldInNew: contains(sent(a), of(b)), newInOld: contains(sent(b), of(a)) };
};
