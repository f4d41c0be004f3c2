import { referenceOf, titleOf, typeOf } from '../aspects.ts';
import { namesOf } from '../branches.ts';
import type { Shape } from '../schemas/shape.ts';
import type { Node } from '../schemas/source.ts';

// Which alternative of one schema is which of another: of the same version by its place, of another by what its discriminator
// calls it, what it refers to, its title or its type, where no other has the same; or because no other is left.

const names = [namesOf, referenceOf, titleOf, typeOf];

const partnerOf = (node: Node, own: readonly Node[], among: readonly Node[], isSame: (a: Node, b: Node) => boolean): Node | undefined => {
  const same = among.find((other) => isSame(node, other));
  if (same) return same;
  const mine = own.filter((one) => !among.some((other) => isSame(one, other)));
  const left = among.filter((other) => !own.some((one) => isSame(one, other)));
  for (const nameOf of names) {
    const name = nameOf(node);
    const isAlike = (other: Node): boolean => name !== undefined && nameOf(other) === name;
    const [found, ...more] = left.filter(isAlike);
    if (found && more.length === 0 && mine.filter(isAlike).length === 1) return found;
  }
  return mine.length === 1 && left.length === 1 ? left[0] : undefined;
};

/** The one list of alternatives of a shape; none where it has several, or none. */
const branchesOf = ({ unions }: Shape): readonly Node[] => (unions.length === 1 ? (unions[0]?.branches ?? []) : []);

/** Alternatives of four schemas that belong together: of one version what is read and written, and the same of the other. */
export interface Alternatives {
  readonly read: Node;
  readonly write: Node;
  readonly otherRead: Node;
  readonly otherWrite: Node;
}

export const pairedAlternatives = (
  shapes: Readonly<Record<keyof Alternatives, Shape>>,
  isSame: (a: unknown, b: unknown) => boolean,
): readonly Alternatives[] => {
  const [reads, writes] = [branchesOf(shapes.read), branchesOf(shapes.write)];
  const [otherReads, otherWrites] = [branchesOf(shapes.otherRead), branchesOf(shapes.otherWrite)];
  const atOnePlace = (a: Node, b: Node): boolean => a.pointer === b.pointer || isSame(a.value, b.value);
  const sayTheSame = (a: Node, b: Node): boolean => isSame(a.value, b.value);
  return reads.flatMap((read): Alternatives[] => {
    const write = partnerOf(read, reads, writes, atOnePlace);
    const otherRead = partnerOf(read, reads, otherReads, sayTheSame);
    const otherWrite = write && partnerOf(write, writes, otherWrites, sayTheSame);
    return write && otherRead && otherWrite ? [{ read, write, otherRead, otherWrite }] : [];
  });
};
