import { createRequire } from 'node:module';
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { Problem } from '../../core/error.ts';
import { nearest, suggestion } from '../../core/nearest.ts';
import { pathText, segment } from './places.ts';
import type { Places } from './places.ts';
import { choose } from './union.ts';
import { all, expected, found, type Shape } from './words.ts';

// ajv finds what is wrong; what it says about it is for programmers, so every message is made here.

const require = createRequire(import.meta.url);
type Library = typeof import('ajv/dist/2020.js');

/** The shapes are ours: what a test says of them once is not asked at every start. */
const newValidator = (): Ajv2020 => {
  const { Ajv2020: Validator } = require('ajv/dist/2020.js') as Library;
  return new Validator({
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    keywords: ['patternErrorMessage'],
    validateSchema: false,
    meta: false,
    messages: false,
    code: { optimize: false },
  });
};
let validator: Ajv2020 | undefined;
const compiled = new WeakMap<Shape, ValidateFunction>();

const validate = (shape: Shape, value: unknown): readonly ErrorObject[] => {
  let check = compiled.get(shape);
  if (!check) {
    const { $schema: _, ...plain } = shape as Shape & { $schema?: string };
    check = (validator ??= newValidator()).compile(plain);
    compiled.set(shape, check);
  }
  check(value);
  return check.errors ?? [];
};

/** The choice that a mistyped one most likely means. */
const meant = (value: unknown, choices: readonly string[]): string | undefined => {
  const near = typeof value === 'string' ? nearest(value, choices) : undefined;
  return near === undefined ? undefined : `did you mean ${JSON.stringify(near)}?`;
};

const ownNames = (value: unknown): readonly string[] => Object.keys(value as object);

/** The problem that one of ajv's errors stands for, anything but a union. */
const problemOf = (error: ErrorObject, pointer: string, places: Places): Problem => {
  const shape = error.parentSchema as Shape & { pattern?: string };
  const subject = pointer === '' ? 'the file' : pathText(pointer);
  const wrong = (code: string, what: string, fix?: string): Problem => ({ code, what, ...(fix ? { fix } : {}), at: places.value(pointer) });
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(error.params['additionalProperty']);
      const at = places.key(`${pointer}/${segment(name)}`);
      if (shape.properties === undefined)
        return {
          code: 'config/bad-name',
          what: `${JSON.stringify(name)} is not a name that ${subject} may use`,
          fix: 'begin with a letter or digit; go on with letters, digits, dots, underscores and dashes',
          at,
        };
      const known = Object.keys(shape.properties);
      const free = known.filter((key) => !ownNames(error.data).includes(key));
      // The key that was meant may be there already: two of them is the slip then.
      const near = nearest(name, free) === undefined && nearest(name, known) !== undefined ? known : free;
      return { code: 'config/unknown-key', what: `unknown key ${JSON.stringify(name)} in ${subject}`, fix: suggestion(name, near), at };
    }
    case 'required': {
      const name = String(error.params['missingProperty']);
      const about = shape.properties?.[name]?.description;
      return {
        code: 'config/missing-key',
        what: `${subject} has no ${JSON.stringify(name)}`,
        ...(about ? { why: about } : {}),
        fix: `add ${JSON.stringify(name)}: ${expected(shape.properties?.[name] ?? {})}`,
        at: places.of(pointer),
      };
    }
    case 'type': {
      const quote =
        shape.type === 'string' &&
        shape.patternErrorMessage === undefined &&
        (typeof error.data === 'number' || typeof error.data === 'boolean');
      return wrong(
        'config/wrong-type',
        `${subject} must be ${expected(shape)}; found ${found(error.data)}`,
        quote ? 'put it in quotes, so that YAML takes it for text' : undefined,
      );
    }
    case 'enum':
      return wrong(
        'config/bad-value',
        `${subject} must be ${expected(shape)}; found ${found(error.data)}`,
        meant(error.data, shape.enum ?? []),
      );
    case 'minProperties':
    case 'minItems':
    case 'minLength':
      return wrong('config/bad-value', `${subject} must not be empty`, shape.description);
    case 'uniqueItems':
      return wrong(
        'config/bad-value',
        `${subject} names the same thing twice: items ${all([Number(error.params['j']) + 1, Number(error.params['i']) + 1].sort((a, b) => a - b).map(String))}`,
      );
    default:
      return wrong('config/bad-value', `${subject} must be ${expected(shape)}; found ${found(error.data)}`);
  }
};

/**
 * Every way in which a value does not have a shape, each once, in words.
 * @param base pointer of the value in its file
 */
export const shapeProblems = (shape: Shape, value: unknown, places: Places, base = ''): readonly Problem[] => {
  const errors = validate(shape, value);
  const unions = errors.filter((error) => error.keyword === 'anyOf');
  const ofBranch = (error: ErrorObject): boolean =>
    unions.some((union) => error.schemaPath.startsWith(`${union.schemaPath}/`) && error.instancePath.startsWith(union.instancePath));
  const mistyped = new Set(errors.filter((error) => error.keyword === 'type').map((error) => error.instancePath));

  return errors.flatMap((error): readonly Problem[] => {
    if (ofBranch(error)) return [];
    const pointer = base + error.instancePath;
    // Text that is no text has no pattern and no length to speak of.
    if (error.keyword !== 'type' && error.keyword !== 'anyOf' && mistyped.has(error.instancePath)) return [];
    if (error.keyword !== 'anyOf') return [problemOf(error, pointer, places)];
    const choice = choose((error.parentSchema as Shape).anyOf ?? [], error.data, pointer, places);
    return choice.kind === 'branch' ? shapeProblems(choice.shape, error.data, places, pointer) : choice.problems;
  });
};
