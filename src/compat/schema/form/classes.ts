import type { Decimal } from '../number/decimal.ts';
import type { Budget } from '../undecided.ts';
import { aliasOf, bitOf, blank, childrenOf, type Draft, everyType, type Limit, type Node } from './node.ts';
import { type Value, typeOf } from '../value.ts';
import { components } from './components.ts';
import { partition } from './partition.ts';
import { valuesOf } from './reading.ts';

// Equal schemas get equal numbers, wherever they stand and whatever references lead there. What lies on no circle is
// numbered from its leaves upwards; circles by refining a partition until nothing splits any more. Nodes of
// one class accept the same documents; the reverse is what the solver is for.

const decimalText = ({ mantissa, exponent }: Decimal): string => `${mantissa}e${exponent}`;
const limitText = (limit: Limit | undefined): string => (limit ? `${limit.open ? 'o' : 'c'}${decimalText(limit.at)}` : '');
const unique = (list: readonly string[]): string => [...new Set(list)].sort().join();

/** All that a node says, with its children by name; equal texts are equal meanings. */
const textOf = (node: Node, of: (child: Node) => string): string => {
  if (node.lazy) return `lazy;${node.lazy.key}`;
  const out: string[] = [String(node.types)];
  const list = (name: string, nodes: readonly Node[]): void => void (nodes.length > 0 && out.push(name, unique(nodes.map(of))));
  if (node.values) out.push('v', JSON.stringify([...node.values.keys()]));
  const { number, string, array, object } = node;
  if (number) out.push('n', limitText(number.low), limitText(number.high), unique(number.multiples.map(decimalText)));
  if (string && (string.min > 0 || string.max < Infinity || string.patterns.length > 0 || string.formats.length > 0))
    out.push('s', `${string.min}-${string.max}`, JSON.stringify(string.patterns), JSON.stringify(string.formats));
  if (array) {
    const { prefix, rest, contains } = array;
    out.push('a', `${array.min}-${array.max}${array.unique ? 'u' : ''}`, prefix.map(of).join(), rest ? of(rest) : '');
    if (contains) out.push(`c${of(contains.node)}`, `${contains.min}-${contains.max}${node.containsEvaluates ? '' : 'x'}`);
  }
  if (object) {
    const { properties, patterns, rest, names, required } = object;
    out.push('o', `${object.min}-${object.max}`, rest ? of(rest) : '', names ? of(names) : '');
    if (required.length > 0) out.push('r', JSON.stringify([...new Set(required)].sort()));
    const entries: string[] = [];
    for (const [name, child] of properties) entries.push(`${JSON.stringify(name)}:${of(child)}`);
    if (entries.length > 0) out.push('p', entries.sort().join());
    if (patterns.length > 0) out.push('q', unique(patterns.map(([pattern, child]) => `${JSON.stringify(pattern)}:${of(child)}`)));
  }
  list('all', node.all);
  if (node.any.length > 0) out.push('any', unique(node.any.map((branches) => `(${unique(branches.map(of))})`)));
  if (node.one.length > 0) out.push('one', unique(node.one.map((branches) => `(${branches.map(of).sort().join()})`)));
  list('not', node.not);
  if (node.conditions.length > 0)
    out.push('if', unique(node.conditions.map((c) => `(${of(c.test)}?${c.yes ? of(c.yes) : ''}:${c.no ? of(c.no) : ''})`)));
  if (node.dependents.length > 0)
    out.push('d', unique(node.dependents.map(({ name, node: child }) => `${JSON.stringify(name)}:${of(child)}`)));
  if (node.unevaluatedItems) out.push('ui', of(node.unevaluatedItems));
  if (node.unevaluatedProperties) out.push('up', of(node.unevaluatedProperties));
  return out.join(';');
};

/** The classes of one engine: what is asked of it stays known. */
export interface Classes {
  /** Gives every node its class; children may be given in the same call or earlier. */
  readonly add: (nodes: readonly Node[]) => void;
  /** The node that stands for a class. */
  readonly node: (cls: number) => Node;
  /** The types that a class may accept; no other, perhaps fewer. */
  readonly typesOf: (cls: number) => number;
  /** A class that accepts whatever this one accepts, where one is known without a proof. */
  readonly widerThan: (cls: number) => number | undefined;
  /** A node built on top of nodes that have their classes. */
  readonly of: (draft: Draft) => number;
  /** The class of what all of these accept. */
  readonly allOf: (nodes: readonly Node[]) => number;
  /** The class of exactly these values. */
  readonly constant: (...values: readonly Value[]) => number;
  readonly everything: number;
  readonly nothing: number;
}

/** Marks of nodes that have no class yet: not looked at, and on the way from a root to what is looked at. */
const unsettled = -1;
const entered = -2;

export const classesOf = (budget: Budget): Classes => {
  const byText = new Map<string, number>();
  const nodes: Node[] = [];
  const masks: number[] = [];
  const maskOf = (node: Node): number => {
    const of = ({ cls }: Node): number => masks[cls] ?? everyType;
    let mask = node.types;
    for (const child of node.all) mask &= of(child);
    for (const branches of [...node.any, ...node.one]) mask &= branches.reduce((sum, branch) => sum | of(branch), 0);
    return mask;
  };
  /** Nodes on circles that stand for their class. */
  const onCircles: Node[] = [];

  const intern = (text: string, node: Node): number => {
    let cls = byText.get(text);
    if (cls === undefined) {
      byText.set(text, (cls = nodes.length));
      nodes.push(node);
      masks[cls] = maskOf(node);
    }
    return cls;
  };
  /** Work that is done already and not paid for: what is filled later is filled to the end, or the next question would meet half a node. */
  let owed: number | undefined;
  const spend = (work: number): void => {
    if (owed === undefined) budget.spend(work);
    else owed += work;
  };
  const settle = (node: Node): void => {
    spend(1);
    // The same schema twice says nothing more; unions of references to references would double with every step.
    if (node.all.length > 1) (node as Draft).all = [...new Map(node.all.map((child) => [child.cls, child])).values()];
    const alias = aliasOf(node);
    node.cls =
      alias && alias.cls >= 0
        ? alias.cls
        : intern(
            textOf(node, (child) => `${child.cls}`),
            node,
          );
  };

  const refine = (circle: readonly Node[]): void => {
    const inside = new Set<Node>([...circle, ...onCircles]);
    /** What a node is in the end: the one behind references, and the one that stands for a class that is known. */
    const meant = (node: Node): Node => {
      let at = node;
      for (;;) {
        if (at.cls >= 0) return nodes[at.cls] as Node;
        const alias = aliasOf(at);
        if (!alias) return at;
        at = alias;
      }
    };
    const real = [...new Set([...circle.map(meant), ...onCircles])];
    const colours = partition<Node>(real, {
      speaksOf: (node) =>
        new Set(
          childrenOf(node)
            .map(meant)
            .filter((child) => inside.has(child)),
        ),
      textOf: (node, colourOf) => {
        spend(1);
        return textOf(node, (child) => {
          const other = meant(child);
          return inside.has(other) ? `*${colourOf(other)}` : `${other.cls}`;
        });
      },
    });
    const classOf = new Map(onCircles.map((node) => [colours.get(node) ?? -1, node.cls]));
    for (const node of real) {
      const colour = colours.get(node) ?? -1;
      let cls = classOf.get(colour);
      if (cls === undefined) {
        classOf.set(colour, (cls = nodes.length));
        nodes.push(node);
        onCircles.push(node);
      }
      node.cls = cls;
    }
    for (const node of circle) if (node.cls < 0) node.cls = meant(node).cls;
    for (const node of real) masks[node.cls] = maskOf(node);
  };

  /** Most schemas lie on no circle: settles them from the leaves upwards, and says false where it met one, which is left as it was. */
  const settleTree = (fresh: readonly Node[]): boolean => {
    const path = [...fresh];
    try {
      for (let node = path.at(-1); node; node = path.at(-1)) {
        if (node.cls !== unsettled) {
          if (node.cls === entered) settle(node);
          path.pop();
          continue;
        }
        node.cls = entered;
        for (const child of childrenOf(node)) {
          if (child.cls === entered) return false;
          if (child.cls === unsettled) path.push(child);
        }
      }
      return true;
    } finally {
      for (const node of path) if (node.cls === entered) node.cls = unsettled;
    }
  };

  const add = (fresh: readonly Node[]): void => {
    if (settleTree(fresh)) return;
    // Leaves first, level by level: the same circle in two documents is on the same level, and is to be one class.
    for (const level of components(fresh, (node) => childrenOf(node).filter(({ cls }) => cls < 0))) {
      const circles: Node[][] = [];
      for (const component of level) {
        const [only] = component;
        if (component.length === 1 && only && !childrenOf(only).includes(only)) settle(only);
        else circles.push(component);
      }
      if (circles.length > 0) refine(circles.flat());
    }
  };

  /** The node that stands for a class, with all that it says. */
  const whole = (cls: number): Node => {
    const node = nodes[cls] as Node;
    if (node.lazy) {
      const fresh = node.lazy.fill();
      owed ??= 0;
      // Not every child has a place of its own: those of dependentRequired have none.
      add([...fresh, ...childrenOf(node).filter((child) => child.cls < 0)]);
      masks[cls] = maskOf(node);
      const work = owed;
      owed = undefined;
      budget.spend(work);
    }
    return node;
  };

  const of = (draft: Draft): number => {
    settle(draft);
    return draft.cls;
  };
  return {
    add,
    of,
    node: whole,
    widerThan: (cls) => nodes[cls]?.wider?.cls,
    typesOf: (cls) => {
      whole(cls);
      return masks[cls] ?? everyType;
    },
    allOf: (nodes) => of({ ...blank(), all: nodes }),
    constant: (...values) => {
      const map = valuesOf(values);
      const types = values.reduce<number>((mask, value) => mask | bitOf[typeOf(value)], 0);
      return of({ ...blank(), types, values: new Map([...map].sort(([x], [y]) => (x < y ? -1 : 1))) });
    },
    everything: of(blank()),
    nothing: of({ ...blank(), types: 0 }),
  };
};
