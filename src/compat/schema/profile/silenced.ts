import { type Draft, isBlank, type Node } from '../form/node.ts';
import { meantBy } from './joined.ts';

// `additionalProperties: true` says what no keyword at all says, so it declares no members; yet it evaluates all that are there. Where a
// schema that stays as it is (a branch of `oneOf`, a condition) is closed by what it evaluates, it has to be without.

/** What accepts the same as a node, and evaluates no members that it does not speak of. */
export const silencedBy = (whole: (node: Node) => Node, added: (node: Draft) => Node): ((node: Node) => Node) => {
  const meant = meantBy(whole);
  const known = new Map<Node, Node>();

  const silent = (part: Node): Node => {
    const node = whole(part);
    let found = known.get(node);
    if (!found) known.set(node, (found = made(node)));
    return found;
  };
  const made = (node: Node): Node => {
    let isOther = false;
    const of = (part: Node): Node => {
      const inner = silent(part);
      isOther ||= inner !== whole(part);
      return inner;
    };
    const parts = {
      all: node.all.map(of),
      any: node.any.map((branches) => branches.map(of)),
      one: node.one.map((branches) => branches.map(of)),
      conditions: node.conditions.map(({ test, yes, no }) => ({
        test: of(test),
        ...(yes ? { yes: of(yes) } : {}),
        ...(no ? { no: of(no) } : {}),
      })),
      dependents: node.dependents.map((one) => ({ ...one, node: of(one.node) })),
    };
    const { rest, ...object } = node.object ?? {};
    const isOpen = rest !== undefined && isBlank(meant(rest));
    if (!isOther && !isOpen) return node;
    return added({ ...node, ...parts, ...(isOpen ? { object: object as NonNullable<Node['object']> } : {}), cls: -1, wider: node });
  };
  return silent;
};
