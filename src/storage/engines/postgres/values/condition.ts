import type { Condition } from '../../../dialect.ts';

// Conditions as PostgreSQL prints them (`((age > 17) AND (age < 100))`), as far as drill understands them: enough to propose values
// that a CHECK accepts. What is not understood is `opaque`, and left to the server.

export type { Condition };

const opaque: Condition = { kind: 'opaque' };
const lexeme =
  /\s*(?:(?<text>E?'(?:[^'\\]|''|\\.)*')|(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)|(?<quoted>"(?:[^"]|"")*")|(?<word>[A-Za-z_][\w$]*)|(?<sign>::|<=|>=|<>|!=|!~~\*|!~~|~~\*|~~|!~\*|!~|~\*|[-+*/%<>=~^|&#@]+|[()[\],.]))/sy;

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'word' | 'sign';
  readonly value: string;
}

/** undefined where a sign is not known. */
const tokensOf = (source: string): Token[] | undefined => {
  const tokens: Token[] = [];
  lexeme.lastIndex = 0;
  const end = source.trimEnd().length;
  while (lexeme.lastIndex < end) {
    const groups = lexeme.exec(source)?.groups;
    if (!groups) return undefined;
    const { text, number, quoted, word, sign } = groups;
    if (text !== undefined) {
      const inner = text.slice(text.indexOf("'") + 1, -1).replaceAll("''", "'");
      tokens.push({
        kind: 'text',
        value: text.startsWith('E')
          ? inner.replaceAll(/\\(.)/gs, (_, char: string) => ({ n: '\n', t: '\t', r: '\r' })[char] ?? char)
          : inner,
      });
    } else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else if (quoted !== undefined) tokens.push({ kind: 'name', value: quoted });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else tokens.push({ kind: 'sign', value: sign ?? '' });
  }
  return tokens;
};

const binding: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  is: 4,
  '=': 5,
  '<>': 5,
  '!=': 5,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '+': 8,
  '-': 8,
  '*': 9,
  '/': 9,
  '%': 9,
};
const numberTypes = /^(?:smallint|integer|bigint|numeric|real|double precision|money)/;
/** Words that go on with a type's name. */
const typeWords = new Set(['varying', 'precision', 'with', 'without', 'time', 'zone']);

class NotUnderstood extends Error {}

const parser = (tokens: readonly Token[]): (() => Condition) => {
  let at = 0;
  const peek = (): Token | undefined => tokens[at];
  const isSign = (value: string): boolean => peek()?.kind === 'sign' && peek()?.value === value;
  const isWord = (value: string): boolean => peek()?.kind === 'word' && peek()?.value.toLowerCase() === value;
  const expect = (value: string): void => {
    if (!isSign(value)) throw new NotUnderstood();
    at++;
  };
  const takeWord = (value: string): boolean => isWord(value) && ++at > 0;

  const typeText = (): string => {
    let name = tokens[at++]?.value ?? '';
    for (;;) {
      if (isSign('.')) name += `.${tokens[(at += 2) - 1]?.value ?? ''}`;
      else if (peek()?.kind === 'word' && typeWords.has(peek()?.value.toLowerCase() ?? '')) name += ` ${tokens[at++]?.value}`;
      else if (isSign('(')) {
        while (!isSign(')')) if (++at >= tokens.length) throw new NotUnderstood();
        at++;
      } else if (isSign('[')) at += 2;
      else return name;
    }
  };

  const listUntil = (end: string): Condition[] => {
    const items: Condition[] = [];
    while (!isSign(end)) {
      items.push(expression(0));
      if (!isSign(end)) expect(',');
    }
    at++;
    return items;
  };

  const atom = (): Condition => {
    const token = tokens[at++];
    if (!token) throw new NotUnderstood();
    if (token.kind === 'text') return { kind: 'constant', value: token.value, number: false };
    if (token.kind === 'number') return { kind: 'constant', value: token.value, number: true };
    if (token.kind === 'sign') {
      if (token.value === '(') {
        const inner = expression(0);
        expect(')');
        return inner;
      }
      if (token.value !== '-') throw new NotUnderstood();
      const inner = cast();
      if (inner.kind !== 'constant' || inner.value === null) throw new NotUnderstood();
      return { kind: 'constant', value: `-${inner.value}`, number: true };
    }
    const word = token.kind === 'word' ? token.value.toLowerCase() : undefined;
    if (word === 'not') return { kind: 'call', name: 'not', args: [expression(3)] };
    if (word === 'null') return { kind: 'constant', value: null, number: false };
    if (word === 'true' || word === 'false') return { kind: 'constant', value: word, number: false };
    if (word === 'array' && isSign('[')) {
      at++;
      return { kind: 'list', items: listUntil(']') };
    }
    if (word === 'case') throw new NotUnderstood();
    if (isSign('(')) {
      at++;
      return { kind: 'call', name: word ?? token.value, args: listUntil(')') };
    }
    if (isSign('.') && tokens[at + 2]?.value === '(') {
      at++;
      return atom();
    }
    if (isSign('.')) throw new NotUnderstood();
    return { kind: 'column', name: token.value };
  };

  const cast = (): Condition => {
    let value = atom();
    while (isSign('::')) {
      at++;
      const type = typeText();
      if (value.kind === 'constant' && numberTypes.test(type)) value = { ...value, number: true };
    }
    if (isSign('[') || isWord('collate')) throw new NotUnderstood();
    return value;
  };

  const compared = (name: string): Condition | undefined => {
    const word = takeWord('any') ? 'any' : takeWord('all') ? 'all' : undefined;
    if (word === undefined) return undefined;
    expect('(');
    const inner = expression(0);
    expect(')');
    return { kind: 'call', name: `${word} ${name}`, args: [inner] };
  };

  const expression = (least: number): Condition => {
    let left = cast();
    for (;;) {
      const token = peek();
      if (!token || (token.kind !== 'sign' && token.kind !== 'word') || [')', ']', ','].includes(token.value)) return left;
      let name = token.value.toLowerCase();
      if (name === 'operator') {
        // `OPERATOR(public.~)`: of a schema that is not searched.
        while (!isSign(')')) name = tokens[at++]?.value ?? ')';
        left = { kind: 'call', name, args: [left, (at++, expression(8))] };
        continue;
      }
      const strength = binding[name] ?? (token.kind === 'sign' ? 7 : 0);
      if (strength === 0) throw new NotUnderstood();
      if (strength < least) return left;
      at++;
      if (name === 'is') {
        const not = takeWord('not') ? 'not ' : '';
        const what = tokens[at++]?.value.toLowerCase() ?? '';
        if (!['null', 'true', 'false'].includes(what)) throw new NotUnderstood();
        left = { kind: 'call', name: `is ${not}${what}`, args: [left] };
        continue;
      }
      const list = compared(name);
      left =
        list?.kind === 'call'
          ? { kind: 'call', name: list.name, args: [left, ...list.args] }
          : { kind: 'call', name, args: [left, expression(strength + 1)] };
    }
  };

  return () => {
    const whole = expression(0);
    if (at < tokens.length) throw new NotUnderstood();
    return whole;
  };
};

/** Reads `CHECK ((…)) NOT VALID`, with or without a constraint's name before it. */
export const parseCondition = (definition: string): Condition => {
  const check = /^(?:.*?\s)??CHECK\s*\((?<inside>.*)\)(?:\s*(?:NO INHERIT|NOT VALID|NOT ENFORCED))*\s*$/s.exec(definition)?.groups?.[
    'inside'
  ];
  const tokens = tokensOf(check ?? definition);
  if (!tokens) return opaque;
  try {
    return parser(tokens)();
  } catch (error) {
    if (error instanceof NotUnderstood) return opaque;
    throw error;
  }
};

/** Names of the columns that it speaks of. */
export const columnsOf = (condition: Condition): readonly string[] => {
  if (condition.kind === 'column') return [condition.name];
  if (condition.kind === 'call') return condition.args.flatMap(columnsOf);
  return condition.kind === 'list' ? condition.items.flatMap(columnsOf) : [];
};
