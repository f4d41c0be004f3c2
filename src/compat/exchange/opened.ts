import { shapeOf } from '../formats/schemas/shape.ts';
import { instead, type Node, type Schema } from '../formats/schemas/source.ts';
import type { Step } from '../site.ts';

/** Keywords that speak of members or items by what others say of them. */
const dependent: ReadonlySet<string> = new Set(['additionalProperties', 'unevaluatedProperties', 'additionalItems', 'unevaluatedItems']);

const without = (node: Node, step: Step): Node => {
  if (typeof node.value !== 'object' || node.value === null) return node;
  const open = Object.entries(node.value).flatMap(([keyword, value]): [string, unknown][] => {
    // What these refer to stands beside them.
    if (keyword === '$ref' || keyword === 'allOf' || dependent.has(keyword)) return [];
    if (keyword === 'properties' && typeof step === 'string')
      return [[keyword, Object.fromEntries(Object.entries(value as object).filter(([name]) => name !== step))]];
    if ((keyword === 'items' || keyword === 'prefixItems' || keyword === 'contains') && typeof step !== 'string') return [];
    return keyword === 'patternProperties' ? [] : [[keyword, value]];
  });
  return instead(node, Object.fromEntries(open));
};

/** A schema that says nothing of the member or the items that some steps lead through; undefined where they lead nowhere. */
export const openedAt = (schema: Schema, [step]: readonly Step[]): Schema | undefined =>
  step === undefined ? undefined : shapeOf(schema).nodes.map((node) => without(node, step));
