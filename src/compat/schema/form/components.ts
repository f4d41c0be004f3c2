/**
 * The strongly connected components of a graph (Tarjan, iterative), in levels: a component lies one level above the
 * highest that it leads to, so that everything that a level needs is in the levels before it.
 */
export const components = <T>(nodes: readonly T[], next: (node: T) => readonly T[]): T[][][] => {
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const levelOf = new Map<T, number>();
  const stack: T[] = [];
  const onStack = new Set<T>();
  const levels: T[][][] = [];
  for (const start of nodes) {
    if (index.has(start)) continue;
    const path: { node: T; children: readonly T[]; at: number }[] = [];
    const enter = (node: T): void => {
      index.set(node, index.size);
      low.set(node, index.size - 1);
      stack.push(node);
      onStack.add(node);
      path.push({ node, children: next(node), at: 0 });
    };
    enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const child = top.children[top.at];
      if (child !== undefined) {
        top.at++;
        if (!index.has(child)) enter(child);
        else if (onStack.has(child)) low.set(top.node, Math.min(low.get(top.node) ?? 0, index.get(child) ?? 0));
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) low.set(parent.node, Math.min(low.get(parent.node) ?? 0, low.get(top.node) ?? 0));
      if (low.get(top.node) !== index.get(top.node)) continue;
      const component: T[] = [];
      let member: T | undefined;
      do {
        member = stack.pop() as T;
        onStack.delete(member);
        component.push(member);
      } while (member !== top.node);
      const inside = new Set(component);
      let level = 0;
      for (const one of component)
        for (const child of next(one)) if (!inside.has(child)) level = Math.max(level, (levelOf.get(child) ?? -1) + 1);
      for (const one of component) levelOf.set(one, level);
      (levels[level] ??= []).push(component);
    }
  }
  return levels.filter(Boolean);
};
