// SQL as the server writes it, cut into words; enough to compare two texts by more than their letters.

const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\d+(?:\.\d+)?|::|<>|[<>!~]=?~?\*?|\s+|./gu;

/** The words of a text, without the spaces between them. */
const tokensOf = (sql: string): readonly string[] => (sql.match(token) ?? []).filter((word) => word.trim() !== '');

const isWord = (text: string | undefined): boolean => text !== undefined && /^["A-Za-z_\u0080-\uffff]/u.test(text);

/** Words that go on with the name of a type: `character varying`, `timestamp without time zone`. */
const goesOn: Readonly<Record<string, readonly string[]>> = {
  character: ['varying'],
  bit: ['varying'],
  double: ['precision'],
  timestamp: ['with', 'without', 'time', 'zone'],
  time: ['with', 'without', 'time', 'zone'],
};

/** Where the name of a type ends that begins at `from`. */
const afterType = (words: readonly string[], from: number): number => {
  let at = from + 1;
  while (words[at] === '.' && isWord(words[at + 1])) at += 2;
  const more = goesOn[words[from] ?? ''] ?? [];
  const modified = (): void => {
    if (words[at] === '(' && /^\d/.test(words[at + 1] ?? '')) at = words.indexOf(')', at) + 1;
  };
  modified();
  while (more.includes(words[at] ?? '')) at++;
  modified();
  while (words[at] === '[' && words[at + 1] === ']') at += 2;
  return at;
};

/** Where the bracket was opened that the last word closes; -1 where it closes none, or one of a function's. */
const openingOf = (words: readonly string[]): number => {
  let depth = 0;
  for (let at = words.length - 1; at >= 0; at--) {
    if (words[at] === ')') depth++;
    else if (words[at] === '(') depth--;
    if (depth === 0) return words[at] === '(' && !isWord(words[at - 1]) ? at : -1;
  }
  return -1;
};

/** The words without casts, and the brackets that a cast asks for: what is left is the same whatever type a column has. */
export const bareTokensOf = (sql: string): readonly string[] => {
  const words = tokensOf(sql);
  const left: string[] = [];
  for (let at = 0; at < words.length; at++) {
    if (words[at] !== '::') {
      left.push(words[at] ?? '');
      continue;
    }
    at = afterType(words, at + 1) - 1;
    const opening = openingOf(left);
    if (opening === -1) continue;
    left.pop();
    left.splice(opening, 1);
  }
  return left;
};

/** Text without casts and spaces. */
export const bareText = (sql: string): string => bareTokensOf(sql).join(' ');

/** A name as SQL writes it, cut at its dots: `public."a.b".c`. */
export const partsOf = (name: string): readonly string[] => name.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [name];

export const lastPart = (name: string): string => partsOf(name).at(-1) ?? name;
