import { shapeOf } from '../formats/schemas/shape.ts';
import { instead, type Node, type Schema } from '../formats/schemas/source.ts';
import { below } from '../pointer.ts';
import type { Step } from '../site.ts';

/** Keywords that speak of members or items by what others say of them, also of those that stand in another part. */
const dependent: ReadonlySet<string> = new Set([
  'unevaluatedProperties',
  'unevaluatedItems',
  'additionalItems',
  'patternProperties',
  'contains',
]);

type Keywords = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Keywords => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schemas below a node that a step may lead to, each by its keyword and its name or position. */
const ledTo = ({ value }: Node, step: Step): readonly (readonly [keyword: string, ...rest: (string | number)[]])[] => {
  if (!isRecord(value)) return [];
  const { properties, items, prefixItems } = value;
  if (typeof step === 'string') return isRecord(properties) && Object.hasOwn(properties, step) ? [['properties', step]] : [];
  if (typeof step === 'object' && step.any === 'member') return isRecord(value['additionalProperties']) ? [['additionalProperties']] : [];
  const list = [prefixItems, items].find(Array.isArray) as unknown[] | undefined;
  const first = list === prefixItems ? 'prefixItems' : 'items';
  return [
    ...(list ?? []).flatMap((_, i): (readonly [string, number])[] => (typeof step !== 'number' || step === i ? [[first, i]] : [])),
    ...(isRecord(items) ? [['items'] as const] : []),
  ];
};

/** A node that says nothing of what the steps lead to, and goes on saying all else. */
const without = (node: Node, step: Step, rest: readonly Step[]): Node => {
  if (!isRecord(node.value)) return node;
  const paths = ledTo(node, step);
  const isMember = typeof step === 'string' || (typeof step === 'object' && step.any === 'member');
  const open = Object.entries(node.value).filter(
    ([keyword]) =>
      // What these refer to stands beside them.
      keyword !== '$ref' &&
      keyword !== 'allOf' &&
      !dependent.has(keyword) &&
      // Of a name that stands elsewhere, or in no part at all.
      (keyword !== 'additionalProperties' || !isMember || paths.length > 0),
  );
  const inner = (path: readonly (string | number)[]): Schema => opened(node.source.at(below(node.pointer, ...path)), rest);
  return instead(node, Object.fromEntries(open), new Map(paths.map((path) => [below('', ...path), inner(path)])));
};

const opened = (node: Node, [step, ...rest]: readonly Step[]): Schema =>
  step === undefined ? [instead(node, true)] : shapeOf([node]).nodes.map((one) => without(one, step, rest));

/** A schema that says nothing of what some steps lead to, but all else that it says; undefined where they lead nowhere. */
export const openedAt = (schema: Schema, steps: readonly Step[]): Schema | undefined =>
  steps.length === 0 ? undefined : schema.flatMap((node) => opened(node, steps));
