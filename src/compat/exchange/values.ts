import { stage } from '../../core/stages.ts';
import { confirm } from '../schema/confirm/confirm.ts';
import { compiledOf } from '../schema/confirm/ajv.ts';
import { needsExactNumbers } from '../schema/confirm/exact.ts';
import { accepts, lastApplied, mostTelling } from '../schema/interpret/interpret.ts';
import { type Place, SchemaError } from '../schema/read/place.ts';
import { canonical } from '../schema/text.ts';
import { Undecided } from '../schema/undecided.ts';
import type { Value } from '../schema/value.ts';
import { valueAt } from '../pointer.ts';
import type { Questions } from '../formats/schemas/questions.ts';
import type { Schema } from '../formats/schemas/source.ts';
import type { Step } from '../site.ts';
import { openedAt } from './opened.ts';
import { pinned } from './pin.ts';

// The values that an exchange carries, asked of the engine and confirmed before they are shown.

/** A value that one side sends and the other refuses, and who says so. */
export interface Refused {
  readonly value: Value;
  readonly confirmedBy: string;
  /** JSON pointer of the part of it that is refused. */
  readonly at: string;
}

/** Why there is no such value to show. */
export interface Lacking {
  readonly lacking: string;
}
/** A value that is valid for both, or at least for who sends it. */
export interface Common {
  readonly value: Value;
}
export const isRefused = (found: Refused | Common): found is Refused => 'confirmedBy' in found;

export const isLacking = (found: object): found is Lacking => 'lacking' in found;

/** What is known of a value that shows a difference: it, and where in the whole it lies. */
export interface Hint {
  readonly steps: readonly Step[];
  readonly value: Value;
}

/** How values travel there. */
export interface Wire {
  /** Equal ones have equal names. */
  readonly name: string;
  /** Schemas of 2020-12 of what can be written. */
  readonly besides: readonly unknown[];
  /** What is better, where there is such a value. */
  readonly better: readonly unknown[];
  /** All that the receiver may read a value as; undefined for one that cannot be written. */
  readonly readings: (value: Value) => readonly Value[] | undefined;
}

export interface Values {
  /** A value for what is not what an exchange is about: valid on both sides where there is one, else for the sender. */
  readonly common: (sent: Schema, taken: Schema | undefined, besides?: readonly unknown[]) => Common | Lacking;
  /** A value that the sender sends and the receiver refuses: with the hint in it, else any. */
  readonly refused: (sent: Schema, refused: Schema, hint: Hint | undefined, wire: Wire) => Refused | Lacking;
  /** A value that both sides mean to be valid, and that the receiver refuses as it is written. */
  readonly misread: (sent: Schema, receiver: Schema, wire: Wire) => Refused | Lacking;
}

const keyOf = (schema: Schema | undefined): string => schema?.map(({ id }) => id).join() ?? '-';

/** Texts that are neither numbers nor booleans, so that a receiver of texts cannot take them for such. */
const plainText = { type: 'string', pattern: '^[A-Za-z]*[A-Za-df-su-z]$' };

/** Values of which it shows how they are written: several in one, or with characters that delimit. */
const telling = [
  { type: 'array', minItems: 2 },
  { type: 'object', minProperties: 1 },
  { type: 'string', pattern: '[/?:@,;=]' },
  { not: { enum: [''] } },
];

const says = (place: Place | undefined, value: Value): boolean | undefined => {
  if (!place) return undefined;
  try {
    return accepts(place, value, { formatAssertion: true });
  } catch (error) {
    if (error instanceof Undecided || error instanceof SchemaError) return undefined;
    throw error;
  }
};

const nobody = 'what the one side can send there is all valid for the other';

const unwritable = 'the value that shows it cannot be written there';

/** Schemas of more characters are not handed to ajv for a value that nothing hangs on. */
const small = 16 * 1024;

/** Do the interpreter and, where it can be asked, ajv say that a value is valid? */
const isValid = (place: Place | undefined, value: Value): boolean => {
  if (!place || says(place, value) !== true) return false;
  using _ = stage('confirming witnesses');
  try {
    const compiled = compiledOf(place, true, small, value);
    return typeof compiled === 'string' || needsExactNumbers(compiled.bundle, value) || compiled.validate?.(value) !== false;
  } catch (error) {
    if (error instanceof Undecided || error instanceof SchemaError || error instanceof RangeError) return true;
    throw error;
  }
};

/** Values of the schemas of one side; equal questions are asked once. */
export const valuesOf = ({ find, placeOf }: Questions): Values => {
  const known = new Map<string, Common | Lacking>();
  const shown = new Map<string, Refused | Lacking>();

  /** @param read what the receiver reads it as: itself, or all of it but what is refused as it wants it */
  const confirmed = (sent: Schema, receiver: Schema, value: Value, read = value): Refused | Lacking => {
    const [a, b] = [placeOf(sent), placeOf(receiver)];
    if (!a || !b) return { lacking: 'a schema cannot be read' };
    if (says(a, value) !== true || says(b, read) !== false) return { lacking: 'the value that shows it is not confirmed' };
    // ajv is asked at the smallest schemas that decide: once for each of them, however many values are shown.
    const refusal = mostTelling(b, read, { formatAssertion: true });
    const inner = refusal && lastApplied(a, value, refusal.document, { formatAssertion: true });
    const decides = inner ? { a: inner, b: refusal.place, witness: valueAt(value, refusal.document) as Value } : { a, b, witness: value };
    const inside = confirm({ ...decides, formatAssertion: true });
    // What is refused for where it stands, such as a member that nobody names, may be valid by itself.
    const answer = inside.kind === 'confirmed' || read !== value ? inside : confirm({ a, b, witness: value, formatAssertion: true });
    if (answer.kind !== 'confirmed') return { lacking: `the value that shows it is not confirmed: ${answer.reason}` };
    return { value, confirmedBy: answer.by.join(', '), at: refusal?.document ?? '' };
  };

  /** Of texts: what the receiver reads as it wants it, but for the value that is refused, and what means the same to the sender. */
  const besideHint = (
    sent: Schema,
    receiver: Schema,
    taken: Schema,
    { steps: [first] }: Hint,
    { besides, readings }: Pick<Wire, 'besides' | 'readings'>,
  ): Refused | undefined => {
    if (typeof first !== 'string' || find({ sent, taken, refused: receiver, besides }).kind !== 'none') return undefined;
    const [mine, theirs] = [find({ sent, refused: receiver, besides }), find({ sent: [], taken, besides })];
    if (mine.kind !== 'value' || theirs.kind !== 'value') return undefined;
    const [a, b, opened] = [sent, receiver, taken].map(placeOf);
    const mixed = {
      ...(mine.value as object),
      ...(theirs.value as object),
      [first]: (mine.value as Record<string, Value>)[first],
    } as Value;
    for (const value of readings(mixed) ?? []) {
      if (says(a, value) !== true) continue;
      const read = readings(value) ?? [];
      const telling = read.find((one) => says(opened, one) === true);
      if (telling === undefined || read.some((one) => says(b, one) !== false)) continue;
      const found = confirmed(sent, receiver, value, telling);
      if (!isLacking(found)) return found;
    }
    return undefined;
  };

  const search = (sent: Schema, receiver: Schema, hint: Hint | undefined, { besides, better, readings }: Wire): Refused | Lacking => {
    const pin = hint ? [pinned(hint.steps, hint.value)] : [];
    const place = placeOf(receiver);
    let last: Lacking = { lacking: nobody };
    // What is right but for the one place is better: then the exchange is refused for one reason alone.
    const taken = hint && openedAt(receiver, hint.steps);
    if (taken && hint) {
      const mixed = besideHint(sent, receiver, taken, hint, { besides: [...besides, ...pin], readings });
      if (mixed) return mixed;
    }
    const wishes: { readonly more: readonly unknown[]; readonly taken?: Schema; readonly from?: Schema }[] = [
      ...(taken ? [{ more: [...pin, ...better], taken }] : []),
      { more: [...pin, ...better] },
      ...(better.length > 0 ? [{ more: better }] : []),
      ...(better.length > 0 && pin.length > 0 ? [{ more: pin }] : []),
      ...(pin.length > 0 ? [{ more: [] }] : []),
      { more: [plainText] },
      // Several are not read as one.
      ...telling.slice(0, 1).map((more) => ({ more: [more] })),
      // With members that the sender's schema lets stand there and does not name.
      ...(pin.length > 0 ? [{ more: pin, from: [], taken: sent }] : []),
    ];
    for (const { more, taken, from = sent } of wishes) {
      const answer = find({ sent: from, ...(taken ? { taken } : {}), refused: receiver, besides: [...besides, ...more] });
      if (answer.kind === 'unknown') last = { lacking: answer.reason };
      if (answer.kind !== 'value') continue;
      const read = readings(answer.value);
      if (!read) {
        last = { lacking: unwritable };
        continue;
      }
      if (read.some((one) => says(place, one) !== false)) {
        last = { lacking: 'what shows it is a text on the wire, which the other side can read as a value that it accepts' };
        continue;
      }
      return confirmed(sent, receiver, answer.value);
    }
    // That the value cannot be written is not that there is none, or that it may be read as another.
    const isWritten = besides.length === 0 || find({ sent, refused: receiver, besides: [...besides, ...pin] }).kind === 'value';
    return isWritten || find({ sent, refused: receiver, besides: pin }).kind === 'none' ? last : { lacking: unwritable };
  };

  return {
    common: (sent, taken, besides = []) => {
      const key = `${keyOf(sent)}|${keyOf(taken)}|${JSON.stringify(besides)}`;
      let found = known.get(key);
      if (found) return found;
      const valid = (value: Value): boolean => isValid(placeOf(sent), value) && (!taken || isValid(placeOf(taken), value));
      const first = find({ sent, ...(taken ? { taken } : {}), besides });
      // What the receiver takes as well is better: then the exchange is refused for one reason alone.
      const answer = first.kind === 'none' && taken ? find({ sent, besides }) : first;
      if (answer.kind === 'value' && (answer === first ? valid(answer.value) : isValid(placeOf(sent), answer.value)))
        found = { value: answer.value };
      else found = { lacking: answer.kind === 'none' ? 'there is no value for it that can be sent' : 'no value for it was found' };
      known.set(key, found);
      return found;
    },
    misread: (sent, receiver, { besides, readings }) => {
      const place = placeOf(receiver);
      for (const more of telling) {
        const answer = find({ sent, taken: receiver, besides: [...besides, more] });
        if (answer.kind !== 'value' || !isValid(placeOf(sent), answer.value)) continue;
        if (readings(answer.value)?.every((one) => says(place, one) === false))
          return { value: answer.value, confirmedBy: 'exact interpreter', at: '' };
      }
      return { lacking: 'what is written otherwise can be read as a value that the other side accepts' };
    },
    refused: (sent, receiver, hint, wire) => {
      const key = `${keyOf(sent)}|${keyOf(receiver)}|${wire.name}|${hint ? JSON.stringify([hint.steps, canonical(hint.value)]) : ''}`;
      let found = shown.get(key);
      if (!found) shown.set(key, (found = search(sent, receiver, hint, wire)));
      return found;
    },
  };
};
