import { named, notSchemas } from '../../document/names.ts';
import { below, valueAt } from '../../pointer.ts';
import { leftAloneBy } from './concerned.ts';
import { localPointer } from './local.ts';

// A discriminator says by the value of one member which schema a value is of. Written out: whoever refers to a schema
// with a discriminator means any schema that is built on it, each with its name in that member.

const root = '/components/schemas';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Discriminator {
  readonly property: string;
  /** What the mapping leads to, as a JSON pointer, or as it is written where it leads out of the document. */
  readonly mapping: readonly (readonly [name: string, target: string])[];
  /** What a value of no such name is of (OpenAPI 3.2). */
  readonly otherwise?: string;
}

/** What a discriminator names: a component, or what a reference leads to. */
const pointerTo = (target: string): string => localPointer(target) ?? (/^[\w.-]+$/.test(target) ? below(root, target) : target);

const discriminatorOf = (schema: unknown): Discriminator | undefined => {
  const said = isRecord(schema) ? schema['discriminator'] : undefined;
  if (!isRecord(said) || typeof said['propertyName'] !== 'string') return undefined;
  const entries = isRecord(said['mapping']) ? Object.entries(said['mapping']) : [];
  return {
    property: said['propertyName'],
    ...(typeof said['defaultMapping'] === 'string' ? { otherwise: pointerTo(said['defaultMapping']) } : {}),
    mapping: entries.flatMap(([name, target]) => (typeof target === 'string' ? [[name, pointerTo(target)] as const] : [])),
  };
};

/**
 * What discriminators have to do with: the schemas that have one, and those that they may lead to without a reference, as JSON pointers. A target
 * out of the document is as it is written.
 */
export interface Discriminated {
  readonly holders: readonly string[];
  readonly targets: readonly string[];
}

/** Cost: a look at the whole document, where there is any. */
export const discriminatedIn = (document: object): Discriminated => {
  if (leftAloneBy(document, 'discriminator') === undefined) return { holders: [], targets: [] };
  const holders: string[] = [];
  const targets = new Set([...heirsOf(document).values()].flat());
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const discriminator = discriminatorOf(value);
    if (discriminator) {
      holders.push(pointer);
      for (const [, target] of discriminator.mapping) targets.add(target);
      if (discriminator.otherwise !== undefined) targets.add(discriminator.otherwise);
    }
    for (const [name, child] of Object.entries(value)) visit(child, below(pointer, name));
  };
  visit(document, '');
  return { holders, targets: [...targets] };
};

const unions = ['oneOf', 'anyOf'] as const;
const hasUnion = (schema: Readonly<Record<string, unknown>>): boolean => unions.some((keyword) => Array.isArray(schema[keyword]));

const targetOf = (part: unknown): string | undefined =>
  isRecord(part) && typeof part['$ref'] === 'string' ? localPointer(part['$ref']) : undefined;

/** For each schema with a discriminator and no alternatives of its own: what may stand for it, itself aside. */
export type Heirs = ReadonlyMap<string, readonly string[]>;

const known = new WeakMap<object, Heirs>();

/** Cost: a look at each component, where any has a discriminator. */
export const heirsOf = (document: unknown): Heirs => {
  if (!isRecord(document)) return new Map();
  let found = known.get(document);
  if (!found) known.set(document, (found = readHeirs(document)));
  return found;
};

const readHeirs = (document: unknown): Heirs => {
  const schemas = valueAt(document, root);
  const heirs = new Map<string, string[]>();
  if (!isRecord(schemas)) return heirs;
  const parents = Object.entries(schemas).flatMap(([name, schema]) => {
    const discriminator = discriminatorOf(schema);
    return discriminator && isRecord(schema) && !hasUnion(schema) ? [[below(root, name), discriminator] as const] : [];
  });
  if (parents.length === 0) return heirs;
  const builtOn = new Map<string, string[]>();
  for (const [name, schema] of Object.entries(schemas))
    if (isRecord(schema) && Array.isArray(schema['allOf']))
      for (const part of schema['allOf']) {
        const base = targetOf(part);
        if (base !== undefined) builtOn.set(base, [...(builtOn.get(base) ?? []), below(root, name)]);
      }
  for (const [parent, { mapping }] of parents) {
    const all = new Set<string>();
    const visit = (base: string): void => {
      for (const child of builtOn.get(base) ?? [])
        if (child !== parent && !all.has(child)) {
          all.add(child);
          visit(child);
        }
    };
    visit(parent);
    for (const [, target] of mapping) if (target !== parent) all.add(target);
    heirs.set(parent, [...all].sort());
  }
  return heirs;
};

/** Where the alternatives of a schema are written, below it, so that they have its place. */
const alternativesOf = (parent: string): string => `${parent}/discriminator/any`;
/** The schema that a reference to alternatives stands for. */
export const withoutAlternatives = (reference: string): string => reference.replace(/\/discriminator\/any$/, '');

/** The values that a schema allows in a member, where it names them. */
const allowed = (document: unknown, schema: unknown, property: string, depth = 8): ReadonlySet<unknown> | undefined => {
  if (!isRecord(schema) || depth === 0) return undefined;
  const target = targetOf(schema);
  const within = (part: unknown): ReadonlySet<unknown> | undefined => allowed(document, part, property, depth - 1);
  const properties = isRecord(schema['properties']) ? schema['properties'] : {};
  const found = [
    ...(target === undefined ? [] : [within(valueAt(document, target))]),
    ...(Array.isArray(schema['allOf']) ? schema['allOf'].map(within) : []),
    Object.hasOwn(properties, property) ? valuesOf(document, properties[property]) : undefined,
  ].filter((set) => set !== undefined);
  const [first, ...others] = found;
  return first && new Set([...first].filter((value) => others.every((set) => set.has(value))));
};

const valuesOf = (document: unknown, schema: unknown): ReadonlySet<unknown> | undefined => {
  const target = targetOf(schema);
  const said = target === undefined ? schema : valueAt(document, target);
  if (!isRecord(said)) return undefined;
  if (Object.hasOwn(said, 'const')) return new Set([said['const']]);
  return Array.isArray(said['enum']) ? new Set<unknown>(said['enum']) : undefined;
};

/** The names that lead to a schema: those of the mapping, else its own. */
const namesOf = (target: string, { mapping }: Discriminator): string[] => {
  const mapped = mapping.filter(([, other]) => other === target).map(([name]) => name);
  return mapped.length > 0
    ? mapped
    : [
        target
          .slice(target.lastIndexOf('/') + 1)
          .replaceAll('~1', '/')
          .replaceAll('~0', '~'),
      ];
};

/**
 * A branch with its names. What the branch says itself of the member goes before: where it names other values, nothing is added,
 * or nothing would be left of it.
 */
const branchOf = (document: unknown, reference: string, target: string, discriminator: Discriminator): Record<string, unknown> => {
  const names = namesOf(target, discriminator);
  const own = allowed(document, valueAt(document, target), discriminator.property);
  if (own && !names.some((name) => own.has(name))) return { $ref: reference };
  return { allOf: [{ $ref: reference }], properties: { [discriminator.property]: { enum: names } } };
};

const referenceTo = (pointer: string): string =>
  pointer.startsWith('/') ? `#${pointer.split('/').map(encodeURIComponent).join('/')}` : pointer;

const ofWhat = ({ property, otherwise }: Discriminator): Record<string, unknown> => ({
  of: property,
  ...(otherwise === undefined ? {} : { otherwise }),
});

const writtenOut = new WeakMap<object, unknown>();

/** A document with what its discriminators say written out, so that containment sees it. Equal parts stay the same objects. */
export const withAlternatives = (document: unknown): unknown => {
  if (!isRecord(document)) return document;
  if (!writtenOut.has(document)) {
    const left = leftAloneBy(document, 'discriminator');
    writtenOut.set(document, left ? writeOut(document, left) : document);
  }
  return writtenOut.get(document);
};

const writeOut = (document: unknown, left: ReadonlySet<unknown>): unknown => {
  const heirs = heirsOf(document);

  const anyOf = (parent: string, discriminator: Discriminator): { readonly anyOf: readonly unknown[] } => {
    const children = heirs.get(parent) ?? [];
    const own = allowed(document, valueAt(document, parent), discriminator.property);
    // A schema that no value may be called by is none by itself.
    const isAbstract = children.length > 0 && own !== undefined && !namesOf(parent, discriminator).some((name) => own.has(name));
    return {
      anyOf: [...(isAbstract ? [] : [parent]), ...children].map((target) => branchOf(document, referenceTo(target), target, discriminator)),
    };
  };

  /** @param builtOn schemas that this one is built on, and means as they stand */
  const written = (value: unknown, pointer: string, isNames: boolean): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item, i) => written(item, `${pointer}/${i}`, false));
      return items.some((item, i) => item !== value[i]) ? items : value;
    }
    if (!isRecord(value) || left.has(value) || 'toJSON' in value) return value;
    let out: Record<string, unknown> | undefined;
    const set = (name: string, next: unknown): void =>
      void Object.defineProperty((out ??= { ...value }), name, { value: next, enumerable: true, writable: true, configurable: true });
    for (const [name, child] of Object.entries(value)) {
      if (!isNames && (notSchemas.has(name) || name === 'discriminator')) continue;
      const next = written(child, below(pointer, name), !isNames && named.has(name));
      if (next !== child) set(name, next);
    }
    if (isNames) return out ?? value;
    const target = targetOf(value);
    if (target !== undefined && heirs.has(target) && !isBase(pointer, target)) set('$ref', referenceTo(alternativesOf(target)));
    const discriminator = discriminatorOf(value);
    if (!discriminator) return out ?? value;
    for (const keyword of unions) {
      const branches: unknown = (out ?? value)[keyword];
      if (Array.isArray(branches))
        set(
          keyword,
          branches.map((branch) => withNames(branch, discriminator)),
        );
    }
    // Of what lies elsewhere nobody knows what is built on it: there the mapping stays, and is said to be undecided where it differs.
    if (heirs.has(pointer)) set('discriminator', { any: { ...anyOf(pointer, discriminator), discriminator: ofWhat(discriminator) } });
    else if (hasUnion(value) || discriminator.mapping.length === 0) set('discriminator', ofWhat(discriminator));
    return out ?? value;
  };

  const withNames = (branch: unknown, discriminator: Discriminator): unknown => {
    const reference = isRecord(branch) && typeof branch['$ref'] === 'string' ? branch['$ref'] : undefined;
    const target = reference === undefined ? undefined : localPointer(withoutAlternatives(reference));
    return reference === undefined || target === undefined ? branch : branchOf(document, reference, target, discriminator);
  };

  /** Does a reference stand in the allOf of a component that is built on its target? */
  const isBase = (pointer: string, target: string): boolean => {
    const match = /^(\/components\/schemas\/[^/]+)\/allOf\/\d+$/.exec(pointer);
    return match?.[1] !== undefined && (heirs.get(target)?.includes(match[1]) ?? false);
  };

  return written(document, '', false);
};

/** By which values of which member one of the alternatives of a schema is told, as its document writes it; undefined where no discriminator says so. */
export const toldBy = (schema: unknown, branch: unknown): { readonly property: string; readonly names: readonly string[] } | undefined => {
  const discriminator = discriminatorOf(schema);
  const target = targetOf(branch);
  return discriminator && target !== undefined ? { property: discriminator.property, names: namesOf(target, discriminator) } : undefined;
};

/** The member that tells the alternatives of a schema apart, where its discriminator was written out. */
export const tellingMember = (schema: unknown): string | undefined => {
  const said = isRecord(schema) ? schema['discriminator'] : undefined;
  return isRecord(said) && typeof said['of'] === 'string' ? said['of'] : undefined;
};

/** What a value of none of the names is of. */
export const defaultAlternative = (schema: unknown): string | undefined => {
  const said = isRecord(schema) ? schema['discriminator'] : undefined;
  return isRecord(said) && typeof said['otherwise'] === 'string' ? said['otherwise'] : undefined;
};
