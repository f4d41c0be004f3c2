/** A type's text, as the server writes it, in its parts. */
export interface TypeName {
  /** Without modifiers: `timestamp with time zone`, `public.status`. */
  readonly name: string;
  readonly modifiers: readonly number[];
  readonly array: boolean;
}

const pattern = /^(?<name>.*?)(?:\((?<modifiers>-?\d+(?:,-?\d+)*)\))?(?<zone> with(?:out)? time zone)?(?<array>(?:\[\])+)?$/s;
const intervalFields = /^interval [a-z ]+$/;

/** Reads `character varying(20)[]`, `timestamp(3) without time zone`, `public."Odd"`. */
export const parseTypeName = (text: string): TypeName => {
  const { name = text, modifiers, zone = '', array } = pattern.exec(text)?.groups ?? {};
  const whole = name + zone;
  return {
    name: intervalFields.test(whole) ? 'interval' : whole,
    modifiers: modifiers?.split(',').map(Number) ?? [],
    array: array !== undefined,
  };
};

/** The last part of a name, without its schema: what an extension calls its type. */
export const withoutSchema = (name: string): string => name.replace(/^(?:"(?:[^"]|"")*"|[^".]+)\.(?=.)/, '');

/** The type in `name type COLLATE collation`, which is what a composite type says of an attribute. */
export const typeOfAttribute = (text: string): string => text.replace(/^(?:"(?:[^"]|"")*"|\S+) /, '').replace(/ COLLATE .*$/s, '');
