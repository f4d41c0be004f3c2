import type { Value } from '../../schema/value.ts';
import type { Wire } from '../values.ts';
import { concrete, type Form, writtenBody } from './body.ts';
import { readings, type Writing, written } from './parameter.ts';

// What can be written where: asked of the engine beside the schemas, so that it looks for values that can travel.

const leaf = ['string', 'number', 'boolean'];

/** No null, nothing empty, nothing that nests. */
const flat = {
  not: { enum: [null, [], {}] },
  items: { type: leaf },
  additionalProperties: { type: leaf },
};

/** A segment of a path is neither empty nor a step up. */
const segment = { not: { enum: ['', '.', '..'] } };
/** What stands in a header unharmed: blanks only between what is seen. */
const unharmed = { pattern: '^[!-~]([ -~]*[!-~])?$' };
const visible = { ...unharmed, items: unharmed, additionalProperties: unharmed };

/** Some frameworks take an empty text for none. */
export const notEmpty = { not: { enum: [''] } };

/** The wire of a parameter or a header: as the sender writes it, and as the receiver reads it. */
export const parameterWire = (sender: Writing, receiver: Writing): Wire => ({
  name: JSON.stringify([sender, receiver]),
  besides: [
    ...(sender.media === undefined ? [flat] : []),
    ...(sender.style === 'deepObject' ? [{ type: 'object' }] : []),
    ...(sender.in === 'path' ? [segment] : []),
    ...(sender.in === 'header' && sender.media === undefined ? [visible] : []),
  ],
  better: [notEmpty],
  readings: (value: Value) => {
    const pieces = written(sender, value);
    return pieces && readings(receiver, pieces);
  },
});

/** The wire of a body in a media type, its form as the sender has it. */
export const bodyWire = (media: string, form: Form): Wire => {
  const name = concrete(media).toLowerCase();
  const besides = name.startsWith('application/x-www-form-urlencoded')
    ? [{ type: 'object', additionalProperties: { not: { enum: [null, []] } } }]
    : name.startsWith('multipart/form-data')
      ? [{ type: 'object', additionalProperties: { not: { enum: [[]] } } }]
      : name.startsWith('text/')
        ? [{ type: leaf }]
        : [];
  return {
    name: `${name} ${form.isJson === true} ${JSON.stringify(form.encoding ?? null)}`,
    besides,
    better: [],
    readings: (value) => writtenBody(media, value, form)?.readings,
  };
};
