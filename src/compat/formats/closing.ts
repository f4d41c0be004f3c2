import type { Fact, Side } from '../fact.ts';
import { keywordPlace } from './aspects.ts';
import { contained, fails, turnOf } from './directions.ts';
import type { Here, Walk } from './here.ts';
import type { Shape } from './schemas/shape.ts';
import { instead, type Node, only, type Schema } from './schemas/source.ts';
import { placed } from './standing.ts';

// A writer sends the members that its schema names. One that says beside them, in words of its own, that any other may stand there
// (`additionalProperties: true`) means some to be sent: whoever closes it refuses them.

/** Of all that may stand in a member enough to show it, as a schema that says something: of one that says nothing no member is sent. */
const something = { type: ['null', 'boolean', 'number', 'string'] };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Patterns beside it say what some look like, and nothing of the others. */
const isOpenByWord = ({ names, rest }: Shape): boolean => names.size > 0 && rest.length > 0 && rest.every(saysNothing);
const saysNothing = ({ value }: Node): boolean => value === true || (isRecord(value) && Object.keys(value).length === 0);
const says = ({ value }: Node, keyword: string): boolean => isRecord(value) && Object.hasOwn(value, keyword);
/** Where parts or conditions stand beside it, what is evaluated depends on them as well. */
const evaluating = ['allOf', '$ref', '$dynamicRef', 'if', 'dependentSchemas', 'dependencies'];
const isClosedByRest = ({ nodes }: Shape): boolean =>
  nodes.length === 1 &&
  nodes.every(
    (node) => isRecord(node.value) && node.value['unevaluatedProperties'] === false && !evaluating.some((keyword) => says(node, keyword)),
  );
const isClosed = (shape: Shape): boolean => shape.rest.some(({ value }) => value === false) || isClosedByRest(shape);

/** A schema whose writer sends members that nobody names. */
const sending = ({ nodes }: Shape): Schema =>
  nodes.map((node) =>
    isRecord(node.value) && Object.hasOwn(node.value, 'additionalProperties')
      ? instead(node, { ...node.value, additionalProperties: something }, new Map([['/additionalProperties', [instead(node, something)]]]))
      : node,
  );

const aboutMembers: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'additionalProperties']);
const aboutAll: ReadonlySet<string> = new Set([...aboutMembers, 'unevaluatedProperties']);

/** Says that a schema that is open by its own words on one side is closed on the other. Nothing above is asked: silence there means nothing. */
export const closing = (walk: Walk, side: Side, a: Shape, b: Shape, { mask, site, place }: Here): void => {
  if (site.written || a.unions.length + b.unions.length > 0) return;
  const ask = (sender: Shape, taker: Shape, counts: boolean): Fact['oldInNew'] & object =>
    counts && isOpenByWord(sender) && isClosed(taker)
      ? walk.contains(
          sending(sender),
          taker.nodes.map((node) => only(node, isClosedByRest(taker) ? aboutAll : aboutMembers)),
        )
      : contained;
  const answers = { oldInNew: ask(a, b, mask.oldInNew), newInOld: ask(b, a, mask.newInOld) };
  if (!fails(answers.oldInNew) && !fails(answers.newInOld)) return;
  walk.add({
    kind: 'aspect',
    side,
    aspect: 'members',
    turn: turnOf(answers),
    ...answers,
    ...place,
    ...keywordPlace(a, b, ['additionalProperties']),
    ...placed(site),
    reached: 1,
  });
};
