/** Says what is wrong with a value's form, as `<path> <fault>`; undefined when nothing is. */
export type Form = (value: unknown, path: string) => string | undefined;

const must =
  (be: string, check: (value: unknown) => boolean): Form =>
  (value, path) =>
    check(value) ? undefined : `${path || 'it'} ${value === undefined ? 'is missing' : `is not ${be}`}`;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const text = must('a text', (value) => typeof value === 'string' && value !== '');
export const anyText = must('a text', (value) => typeof value === 'string');
export const number = must('a number', (value) => typeof value === 'number' && Number.isFinite(value));
export const record = must('an object', isRecord);
export const yes = must('true', (value) => value === true);
export const truth = must('true or false', (value) => typeof value === 'boolean');
export const digest = must(
  'a digest (sha256: and 64 hex digits)',
  (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value),
);
export const oneOf = (values: readonly string[]): Form =>
  must(`one of ${values.join(', ')}`, (value) => values.some((each) => each === value));

export const optional =
  (form: Form): Form =>
  (value, path) =>
    value === undefined ? undefined : form(value, path);

const first = (faults: Iterable<string | undefined>): string | undefined => [...faults].find((fault) => fault !== undefined);

const array = must('a list', Array.isArray);

export const list =
  (form: Form): Form =>
  (value, path) =>
    array(value, path) ?? first((value as readonly unknown[]).map((item, index) => form(item, `${path}/${index}`)));

export const mapOf =
  (form: Form): Form =>
  (value, path) =>
    record(value, path) ?? first(Object.entries(value as object).map(([name, member]) => form(member, `${path}/${name}`)));

export const object =
  (members: Readonly<Record<string, Form>>): Form =>
  (value, path) =>
    record(value, path) ??
    first(Object.entries(members).map(([name, form]) => form((value as Readonly<Record<string, unknown>>)[name], `${path}/${name}`)));

export const versionId = object({ version: text, digest });
