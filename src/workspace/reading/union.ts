import type { Problem } from '../../core/error.ts';
import { nearest } from '../../core/nearest.ts';
import { pathText, type Places, segment } from './places.ts';
import { all, either, expected, fits, found, type Shape } from './words.ts';

/** What a value that fits no branch of a union was most likely meant to be. */
export type Choice = { readonly kind: 'branch'; readonly shape: Shape } | { readonly kind: 'none'; readonly problems: readonly Problem[] };

/** The key that makes a mapping this branch and no other: the first that it requires. */
const mark = (shape: Shape): string => shape.required?.[0] ?? '';

/** The key whose value says which branch it is, where each has its own for it. */
const kindKey = (branches: readonly Shape[]): string | undefined => {
  const key = mark(branches[0] ?? {});
  return branches.length > 1 && branches.every((branch) => mark(branch) === key && typeof branch.properties?.[key]?.const === 'string')
    ? key
    : undefined;
};

/** Of mappings of which one key says what they are: provider. */
const chooseKind = (branches: readonly Shape[], key: string, value: object, pointer: string, places: Places): Choice => {
  const kinds = branches.map((branch) => String(branch.properties?.[key]?.const));
  const said = (value as Readonly<Record<string, unknown>>)[key];
  const branch = branches[kinds.indexOf(String(said))];
  if (branch && typeof said === 'string') return { kind: 'branch', shape: branch };
  if (said === undefined)
    return {
      kind: 'none',
      problems: [
        {
          code: 'config/missing-key',
          what: `${pathText(pointer)} has no ${JSON.stringify(key)}`,
          fix: `add ${JSON.stringify(key)}: ${either(kinds)}`,
          at: places.of(pointer),
        },
      ],
    };
  const near = typeof said === 'string' ? nearest(said, kinds) : undefined;
  const at = `${pointer}/${segment(key)}`;
  return {
    kind: 'none',
    problems: [
      {
        code: 'config/bad-value',
        what: `${pathText(at)} must be ${either(kinds)}; found ${found(said)}`,
        ...(near === undefined ? {} : { fix: `did you mean ${JSON.stringify(near)}?` }),
        at: places.value(at),
      },
    ],
  };
};

/**
 * Chooses the branch whose problems are worth telling. Of several kinds of mapping (path, npm, git, image) it is the
 * one whose key is there; where there is none, or more than one, that is the problem itself.
 */
export const choose = (branches: readonly Shape[], value: unknown, pointer: string, places: Places): Choice => {
  const subject = pathText(pointer);
  const fitting = branches.filter((branch) => fits(branch, value));
  const [only] = fitting;
  const marks = branches.filter((branch) => branch.type === 'object').map(mark);
  const told = (code: string, what: string, fix?: string, at = places.of(pointer)): Choice => ({
    kind: 'none',
    problems: [{ code, what, ...(fix ? { fix } : {}), at }],
  });

  // The key of a mapping alone: what it is about was left out.
  if (only?.enum && typeof value === 'string' && !only.enum.includes(value) && marks.includes(value))
    return told(
      'config/bad-value',
      `${subject} must be ${expected(only)}, or say ${JSON.stringify(value)} with what belongs to it`,
      `write { ${value}: <reason> }`,
      places.value(pointer),
    );
  if (only && fitting.length === 1) return { kind: 'branch', shape: only };

  if (fitting.length === 0) {
    const mappings = marks.length > 1 ? [`a mapping with exactly one of ${marks.join(', ')}`] : [];
    const others = branches.filter((branch) => mappings.length === 0 || branch.type !== 'object').map(expected);
    const what = `${subject} must be ${either([...new Set([...others, ...mappings])])}; found ${found(value)}`;
    return told('config/wrong-type', what, undefined, places.value(pointer));
  }
  if (fitting.some((branch) => branch.type !== 'object')) return { kind: 'branch', shape: fitting[0] as Shape };

  const kind = kindKey(fitting);
  if (kind !== undefined) return chooseKind(fitting, kind, value as object, pointer, places);

  const names = Object.keys(value as object);
  const present = marks.filter((name) => names.includes(name));
  const meant = fitting.filter((branch) => names.includes(mark(branch)) && present.every((name) => branch.properties?.[name]));
  const [one] = meant;
  if (one && meant.length === 1) return { kind: 'branch', shape: one };
  const rule = `${subject} has exactly one of ${marks.join(', ')}`;
  if (present.length > 1) return told('config/several-kinds', `${rule}; found ${all(present)}`, 'keep one of them');
  const known = new Set(fitting.flatMap((branch) => Object.keys(branch.properties ?? {})));
  for (const name of names.filter((key) => !known.has(key))) {
    const near = nearest(name, marks);
    if (near !== undefined)
      return told(
        'config/unknown-key',
        `unknown key ${JSON.stringify(name)} in ${subject}`,
        `did you mean ${JSON.stringify(near)}?`,
        places.key(`${pointer}/${segment(name)}`),
      );
  }
  return told('config/no-kind', `${rule}; found none`, `add one of ${marks.join(', ')}`);
};
