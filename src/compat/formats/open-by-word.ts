import type { Shape } from './schemas/shape.ts';
import { instead, type Node, type Schema } from './schemas/source.ts';

// Who is open by words of its own, and who is closed (closing.ts).

/** Of all that may stand in a member enough to show it, as a schema that says something: of one that says nothing no member is sent. */
const something = { type: ['null', 'boolean', 'number', 'string'] };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Patterns beside it say what some look like, and nothing of the others. */
export const isOpenByWord = ({ names, rest }: Shape): boolean => names.size > 0 && rest.length > 0 && rest.every(saysNothing);
const saysNothing = ({ value }: Node): boolean => value === true || (isRecord(value) && Object.keys(value).length === 0);
const says = ({ value }: Node, keyword: string): boolean => isRecord(value) && Object.hasOwn(value, keyword);
/** Where parts or conditions stand beside it, what is evaluated depends on them as well. */
const evaluating = ['allOf', '$ref', '$dynamicRef', 'if', 'dependentSchemas', 'dependencies'];
export const isClosedByRest = ({ nodes }: Shape): boolean =>
  nodes.length === 1 &&
  nodes.every(
    (node) => isRecord(node.value) && node.value['unevaluatedProperties'] === false && !evaluating.some((keyword) => says(node, keyword)),
  );
export const isClosed = (shape: Shape): boolean => shape.rest.some(({ value }) => value === false) || isClosedByRest(shape);

/** A schema whose writer sends members that nobody names; `values` are what it sends in them. */
export const sending = ({ nodes }: Shape, values: object = something): Schema =>
  nodes.map((node) =>
    isRecord(node.value) && Object.hasOwn(node.value, 'additionalProperties')
      ? instead(node, { ...node.value, additionalProperties: values }, new Map([['/additionalProperties', [instead(node, values)]]]))
      : node,
  );
