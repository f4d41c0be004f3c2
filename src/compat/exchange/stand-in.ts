import type { Part } from '../formats/openapi/part.ts';
import { memberOfShape, shapeOf } from '../formats/schemas/shape.ts';
import type { Schema } from '../formats/schemas/source.ts';
import type { Carrier } from '../site.ts';
import { type End, namesIn, schemaOf } from './end.ts';
import { type Writing, writingOf } from './wire/parameter.ts';

// A parameter that one version alone has under its name: on the other it is a member of an object that is written as its members
// (style `form`, exploded), or a part of the path that nobody declares.

/** What both sides say of such a parameter, and how the sender writes it. */
export interface StandIn {
  readonly mine: Schema;
  readonly theirs: Schema;
  readonly writing: Writing;
}

type Said = { readonly schema: Schema; readonly part?: Part };

const said = (end: End, carrier: Carrier & { readonly name: string }, position: number): Said | undefined => {
  const own = end.parameters.find(
    ({ value }) =>
      value['in'] === carrier.in &&
      (carrier.in === 'path' ? namesIn(end.template).indexOf(String(value['name'])) === position : value['name'] === carrier.name),
  );
  if (own) return { schema: schemaOf(end, 'request', own), part: own };
  if (carrier.in === 'path') return namesIn(end.template)[position] === undefined ? undefined : { schema: [] };
  const members = end.parameters.flatMap((part) => {
    const { style, explode, media } = writingOf(part.value);
    const shape = shapeOf(schemaOf(end, 'request', part));
    const isNameless = part.value['in'] === carrier.in && media === undefined && style === 'form' && explode && shape.atoms.has('object');
    const schema = isNameless ? memberOfShape(shape, carrier.name) : [];
    return schema.length > 0 ? [schema] : [];
  });
  return members.length === 1 && members[0] ? { schema: members[0] } : undefined;
};

/** What stands in for a parameter that is not at the same place on both sides; undefined where nothing does. */
export const standInFor = (sender: End, receiver: End, carrier: Carrier): StandIn | undefined => {
  if (carrier.in !== 'path' && carrier.in !== 'query') return undefined;
  const position = Math.max(...[sender, receiver].map(({ template }) => namesIn(template).indexOf(carrier.name)));
  if (carrier.in === 'path' && position === -1) return undefined;
  const [mine, theirs] = [said(sender, carrier, position), said(receiver, carrier, position)];
  const declared = mine?.part ?? theirs?.part;
  if (!mine || !theirs || !declared) return undefined;
  const name = carrier.in === 'path' ? (namesIn(sender.template)[position] ?? carrier.name) : carrier.name;
  return { mine: mine.schema, theirs: theirs.schema, writing: { ...writingOf(declared.value), name } };
};
