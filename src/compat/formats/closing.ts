import type { Containment, Side } from '../fact.ts';
import { keywordPlace } from './aspects.ts';
import { type Answers, contained, fails, turnOf } from './directions.ts';
import type { Here, Walk } from './here.ts';
import type { Site } from '../site.ts';
import { fieldText, isConditional, openings, strangeField } from './openings.ts';
import { isClosed, isClosedByRest, isOpenByWord, sending } from './open-by-word.ts';
import type { Shape } from './schemas/shape.ts';
import { only, type Schema } from './schemas/source.ts';
import { placed } from './standing.ts';

// A writer sends the members that its schema names. One that says beside them, in words of its own, that any other may stand there
// (`additionalProperties: true`) means some to be sent: whoever closes it refuses them.

const aboutMembers: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'additionalProperties']);
const aboutAll: ReadonlySet<string> = new Set([...aboutMembers, 'unevaluatedProperties']);

/** Says that a schema that is open by its own words on one side is closed on the other. Nothing above is asked: silence there means nothing. */
export const closing = (walk: Walk, side: Side, a: Shape, b: Shape, here: Here): void => {
  // Below alternatives the whole is asked, for another of them may take what one refuses.
  if (here.isBranch || isNeverWritten(here.site)) return;
  if (a.unions.length + b.unions.length > 0 || isConditional(a)) return closingInside(walk, side, a, b, here);
  const ask = (sender: Shape, taker: Shape, counts: boolean): Containment => {
    if (!counts || !isOpenByWord(sender) || !isClosed(taker)) return contained;
    const closed = taker.nodes.map((node) => only(node, isClosedByRest(taker) ? aboutAll : aboutMembers));
    return isDocument(here.site) ? walk.contains(sending(sender), closed) : refusedFields(walk, sender, taker, closed);
  };
  tellOf(walk, side, a, b, here, { oldInNew: ask(a, b, here.mask.oldInNew), newInOld: ask(b, a, here.mask.newInOld) });
};

/** No style writes an object inside of another one, or of a list. */
const isNeverWritten = ({ written, steps = [] }: Site): boolean => written?.as === 'text' && steps.length > 0;

/** Is an object there a document in itself, and not fields or texts each of its own? */
const isDocument = ({ written }: Site): boolean => written === undefined || (written.as === 'part' && !written.isFlat);

/** Are members that nobody names refused, where types tell nothing because all is text? Only such a member may show it. */
const refusedFields = (walk: Walk, sender: Shape, taker: Shape, closed: Schema): Containment => {
  const [node] = sender.nodes;
  if (!node) return contained;
  const names = new Set([...sender.names.keys(), ...taker.names.keys()]);
  const patterns = [...sender.patternNames.keys(), ...taker.patternNames.keys()];
  return walk.contains([...sending(sender, fieldText), strangeField(node, names, patterns)], closed);
};

/** The same beside alternatives and below them. Where not even what is named is taken, that is said already, or it is taken as text. */
const closingInside = (walk: Walk, side: Side, a: Shape, b: Shape, here: Here): void => {
  const areFields = !isDocument(here.site);
  const isTaken = (sender: Shape, taker: Shape): boolean =>
    !here.site.written || walk.contains(sender.nodes, taker.nodes).kind === 'contained';
  const isSaid = (direction: keyof Answers): boolean =>
    here.facts.some((fact) => fact.kind === 'aspect' && fact.aspect === 'members' && fact[direction]?.kind === 'not-contained');
  if (here.mask.oldInNew && !isSaid('oldInNew') && isTaken(a, b))
    for (const { sent, sender, taker } of openings(walk, a, b, areFields))
      tellOf(walk, side, sender, taker, here, { oldInNew: walk.contains(sent, b.nodes), newInOld: contained });
  if (here.mask.newInOld && !isSaid('newInOld') && isTaken(b, a))
    for (const { sent, sender, taker } of openings(walk, b, a, areFields))
      tellOf(walk, side, taker, sender, here, { oldInNew: contained, newInOld: walk.contains(sent, a.nodes) });
};

const tellOf = (walk: Walk, side: Side, a: Shape, b: Shape, { site, place }: Here, answers: Answers): void => {
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
