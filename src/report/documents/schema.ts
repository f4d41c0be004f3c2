import { digest, judgement, place, secondAnswer } from './parts.ts';
import { any, count, either, head, list, ms, object, oneOf, only, optional, text, yes } from './values.ts';

const side = (description: string) =>
  object(
    { name: text('As it was named.'), digest: digest('its file'), dialect: optional(text('Where it was not left to `$schema`.')) },
    description,
  );

const mark = (description: string) =>
  object(
    {
      keyword: text('The keyword.'),
      schema: text('JSON pointer of it in its document.'),
      at: optional(place('Where that is.')),
      document: text('JSON pointer of the part of the witness that it speaks of.'),
    },
    description,
  );

const answer = (description: string) =>
  either(
    [
      object({ kind: only('contained', 'Proved.') }, 'Every document of the one is valid under the other.'),
      object(
        {
          kind: only('not-contained', 'Refuted by a document.'),
          witness: any('The document.'),
          confirmedBy: list(text('A validator.'), 'Who agreed.'),
          difference: text('In words.'),
          refusedBy: mark('What refuses it.'),
          letThroughBy: object({ schema: text('JSON pointer.'), at: optional(place('Where that is.')) }, 'What lets it through.'),
        },
        'A document of the one is none of the other.',
      ),
      object(
        {
          kind: only('unknown', 'Not decided.'),
          reason: text('What stopped it.'),
          unconfirmed: optional(object({ value: any('The document.') }, 'A document that was not confirmed.')),
        },
        'It could not be decided.',
      ),
    ],
    description,
  );

/** `drill schema --json`. */
export const schemaDocument = object(
  {
    ...head('schema'),
    a: side('The older schema.'),
    b: side('The newer schema.'),
    mode: oneOf(['backward', 'forward', 'full'], 'Which way they must fit.'),
    profile: text('What the schemas mean to those who use them.'),
    formatAssertion: yes('Is `format` a demand?'),
    relation: oneOf(['equivalent', 'narrower', 'wider', 'overlapping', 'disjoint', 'unknown'], 'What A is to B.'),
    aInB: answer('Is every document of A valid under B?'),
    bInA: answer('Is every document of B valid under A?'),
    common: optional(object({ value: any('The document.') }, 'A document of both.')),
    ignored: list(text('A keyword.'), 'Keywords that no dialect of the two knows.'),
    secondOpinion: optional(
      object({ by: text('The other tool, with its version.'), aInB: secondAnswer, bInA: secondAnswer }, 'Another tool’s answers.'),
    ),
    ms: ms('What the question took'),
    judgement,
  },
  'What two schemas are to each other.',
);

/** `drill generate --json`. */
export const generatedDocument = object(
  {
    ...head('generated'),
    schema: side('The schema.'),
    seed: count('The same seed gives the same documents.'),
    nearly: yes('Every document is invalid in one respect.'),
    wanted: count('How many were asked for.'),
    documents: list(
      object({ value: any('The document.'), refusedBy: optional(mark('The one keyword that refuses it.')) }, 'One document.'),
      'What was made.',
    ),
    ended: optional(
      object(
        { kind: oneOf(['empty', 'no-more', 'unknown'], 'Which.'), reason: text('In words.') },
        'Why there are fewer than were wanted.',
      ),
    ),
  },
  'Documents of a schema.',
);
