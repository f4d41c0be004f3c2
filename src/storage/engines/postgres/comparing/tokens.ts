// The words and values of a statement, as far as it must be read to see what it compares. Nothing is refused here: what is no SQL the
// server says.

export interface Token {
  readonly kind: 'text' | 'number' | 'param' | 'name' | 'word' | 'sign';
  /** A text without its quotes, a name as SQL writes it, a word in lower case. */
  readonly value: string;
}

const lexeme =
  /(?:\s|--[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:(?<escaped>[eE]'(?:[^'\\]|''|\\[^])*')|(?<text>(?:[uUbBxXnN]&?)?'(?:[^']|'')*')|(?<body>(?<tag>\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$)(?<inside>[^]*?)\k<tag>)|\$(?<param>\d+)|(?<number>\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|(?<quoted>"(?:[^"]|"")*")|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<sign>::|:=|=>|[-+*/%<>=~!^|&#@?]+|[^]))/uy;

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

const unescaped = (text: string): string => text.replaceAll(/\\([^])/g, (_, char: string) => escapes[char] ?? char);

/** `= -5`, `<-1`: what the server takes for two signs. */
const signsOf = (sign: string): readonly string[] => (/^[<>=]{1,2}-$/.test(sign) ? [sign.slice(0, -1), '-'] : [sign]);

/** A text in dollars is code or a value: its words are read where it holds several, between semicolons. */
const bodyOf = (inside: string): readonly Token[] =>
  /\s/.test(inside.trim())
    ? [{ kind: 'sign', value: ';' }, ...tokensOf(inside), { kind: 'sign', value: ';' }]
    : [{ kind: 'text', value: inside }];

/** All of it; comments are left out. */
export const tokensOf = (sql: string): readonly Token[] => {
  const tokens: Token[] = [];
  const end = sql.trimEnd().length;
  // A text in dollars is read by the same expression, so that the place is kept here.
  let from = 0;
  while (from < end) {
    lexeme.lastIndex = from;
    const groups = lexeme.exec(sql)?.groups;
    if (!groups) break;
    from = lexeme.lastIndex;
    const { escaped, text, body, inside = '', param, number, quoted, word, sign = '' } = groups;
    if (escaped !== undefined) tokens.push({ kind: 'text', value: unescaped(escaped.slice(2, -1).replaceAll("''", "'")) });
    else if (text !== undefined) tokens.push({ kind: 'text', value: text.slice(text.indexOf("'") + 1, -1).replaceAll("''", "'") });
    else if (body !== undefined) tokens.push(...bodyOf(inside));
    else if (param !== undefined) tokens.push({ kind: 'param', value: param });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number.replaceAll('_', '') });
    else if (quoted !== undefined)
      tokens.push({ kind: 'name', value: /^"[a-z_][a-z0-9_$]*"$/.test(quoted) ? quoted.slice(1, -1) : quoted });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word.toLowerCase() });
    else tokens.push(...signsOf(sign).map((value): Token => ({ kind: 'sign', value })));
  }
  return tokens;
};
