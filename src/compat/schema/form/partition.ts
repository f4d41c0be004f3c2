// Equal nodes of circles: a partition that is refined until nothing splits any more. A node is looked at again only when
// something that it refers to has another colour; of a part that splits, the largest piece keeps its colour (Hopcroft), so
// that a node changes its own at most as often as its number has binary digits.

/** What is told apart. */
interface Told<T> {
  /** The nodes, of those given, that a node's text speaks of. */
  readonly speaksOf: (node: T) => Iterable<T>;
  /** All that a node says, with others by their colours. */
  readonly textOf: (node: T, colourOf: (other: T) => number) => string;
}

/** @returns equal colours for nodes that no text tells apart. */
export const partition = <T>(nodes: readonly T[], { speaksOf, textOf }: Told<T>): ReadonlyMap<T, number> => {
  const colours = new Map<T, number>(nodes.map((node) => [node, 0]));
  const colourOf = (node: T): number => colours.get(node) ?? 0;
  const speakers = new Map<T, T[]>();
  for (const node of nodes)
    for (const other of speaksOf(node)) {
      const known = speakers.get(other);
      if (known) known.push(node);
      else speakers.set(other, [node]);
    }
  /** The nodes of each colour, and what each of them says. */
  const members = [new Set(nodes)];
  const texts = [''];

  /** Takes nodes of one colour apart by what they say now; those that were not looked at say what they said. Returns those that change. */
  const split = (colour: number, pieces: Map<string, T[]>): T[] => {
    const own = members[colour] as Set<T>;
    const before = texts[colour] as string;
    let still = own.size;
    for (const piece of pieces.values()) still -= piece.length;
    let keeper = before;
    let most = still + (pieces.get(before)?.length ?? 0);
    for (const [text, piece] of pieces) if (piece.length > most) [keeper, most] = [text, piece.length];
    if (keeper !== before && still > 0) {
      const moved = new Set<T>();
      for (const piece of pieces.values()) for (const node of piece) moved.add(node);
      pieces.set(before, [...(pieces.get(before) ?? []), ...[...own].filter((node) => !moved.has(node))]);
    }
    texts[colour] = keeper;
    const changed: T[] = [];
    for (const [text, piece] of pieces) {
      if (text === keeper) continue;
      const fresh = members.length;
      members.push(new Set(piece));
      texts.push(text);
      for (const node of piece) {
        own.delete(node);
        colours.set(node, fresh);
        changed.push(node);
      }
    }
    return changed;
  };

  for (let look: Iterable<T> = nodes; ;) {
    const pieces = new Map<number, Map<string, T[]>>();
    for (const node of look) {
      const colour = colourOf(node);
      const text = textOf(node, colourOf);
      const same = pieces.get(colour) ?? new Map<string, T[]>();
      pieces.set(colour, same);
      const piece = same.get(text);
      if (piece) piece.push(node);
      else same.set(text, [node]);
    }
    const again = new Set<T>();
    for (const [colour, same] of pieces)
      for (const node of split(colour, same)) for (const speaker of speakers.get(node) ?? []) again.add(speaker);
    if (again.size === 0) return colours;
    look = again;
  }
};
