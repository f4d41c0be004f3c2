import type { Document } from '../../document.ts';
import type { Side } from '../../fact.ts';
import { canonicalJson } from '../../../core/hash.ts';
import { below } from '../../pointer.ts';
import { type Reference } from '../schemas/references.ts';
import { questionsOf } from '../schemas/questions.ts';
import { sameness, targetsOf } from '../schemas/same.ts';
import { type Dialect, type Schema, sourceOf } from '../schemas/source.ts';
import type { Compared } from '../compared.ts';
import { collectorOf } from '../compared.ts';
import { pairSchemas } from '../pair.ts';
import { inherited } from './inherited.ts';
import { mediaTypes } from './media.ts';
import { methods, operationsOf, type Operation, pathParameters } from './operations.ts';
import { memberOf, type Part, partsOf } from './part.ts';
import { silent, wholeDocument } from './whole.ts';

const dialectOf = (document: Document): Dialect =>
  String((document.value as Record<string, unknown>)['openapi']).startsWith('3.0') ? 'openapi-3.0' : 'openapi-3.1';

/** Walks two OpenAPI documents and gives their differences as facts. */
export const compareOpenapi = (old: Document, next: Document, references: readonly Reference[]): Compared => {
  const [oldDialect, newDialect] = [dialectOf(old), dialectOf(next)];
  const areClean = targetsOf(old, next, references);
  const same = sameness(old, next, references, oldDialect === newDialect, areClean);
  /** The same text is the same only where all that it refers to is, and, where it holds schemas, in one dialect. */
  const isEqual = (x: unknown, y: unknown, name: string): boolean =>
    canonicalJson(x ?? null) === canonicalJson(y ?? null) &&
    areClean(x) &&
    (x === undefined || oldDialect === newDialect || !holdsSchemas.has(name));
  const collector = collectorOf();
  const sides = Object.fromEntries(
    (['request', 'response'] as const).map((side) => {
      const [a, b] = [sourceOf(old, oldDialect, side), sourceOf(next, newDialect, side)];
      const pair = pairSchemas({ ...questionsOf(a, b, same), add: collector.add }, side);
      const schema = (source: typeof a, part: Part | undefined): Schema => {
        const pointer = part ? below(part.pointer, 'schema') : '';
        return part && Object.hasOwn(part.value, 'schema') ? [source.at(pointer)] : [];
      };
      return [
        side,
        (x: Part | undefined, y: Part | undefined, where: string) =>
          pair(schema(a, x), schema(b, y), where, { old: x?.pointer ?? '', new: y?.pointer ?? '' }),
      ];
    }),
  ) as Record<'request' | 'response', (x: Part | undefined, y: Part | undefined, where: string) => void>;

  const undecided = (what: string, where: string, at: { old?: string; new?: string }, side?: Side): void =>
    collector.add({ kind: 'undecided', what, where, ...at, ...(side ? { side } : {}), reached: 1 });

  /** What differs in members that nothing here looks at; `handled` are looked at, `silent` mean nothing. */
  const leftovers = (x: Part, y: Part, handled: ReadonlySet<string>, where: string, side?: Side): void => {
    for (const name of new Set([...Object.keys(x.value), ...Object.keys(y.value)])) {
      if (handled.has(name) || silent.has(name) || name.startsWith('x-')) continue;
      if (isEqual(x.value[name], y.value[name], name)) continue;
      undecided(
        `${JSON.stringify(name)} differs, which is not compared yet`,
        where,
        { old: below(x.pointer, name), new: below(y.pointer, name) },
        side,
      );
    }
  };

  const elsewhere = (x: Part | undefined, y: Part | undefined, where: string): boolean => {
    const part = x?.elsewhere === undefined ? y : x;
    if (part?.elsewhere === undefined) return false;
    undecided(`$ref ${JSON.stringify(part.elsewhere)} leads out of the document, where this comparison does not follow`, where, {
      ...(x ? { old: x.pointer } : {}),
      ...(y ? { new: y.pointer } : {}),
    });
    return true;
  };

  const media = (x: Part | undefined, y: Part | undefined, side: 'request' | 'response', where: string): void => {
    const [mine, theirs] = [mediaTypes(partsOf(old, memberOf(old, x, 'content'))), mediaTypes(partsOf(next, memberOf(next, y, 'content')))];
    for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
      const [a, b] = [mine.get(name), theirs.get(name)];
      if (a && b) {
        if (elsewhere(a, b, where)) continue;
        leftovers(a, b, new Set(['schema']), `${where} (${name})`, side);
        sides[side](a, b, `${where} (${name})`);
      } else
        collector.add({
          kind: 'media-type',
          side,
          turn: a ? 'removed' : 'added',
          name,
          where,
          old: (a ?? x)?.pointer ?? '',
          new: (b ?? y)?.pointer ?? '',
          reached: 1,
        });
    }
  };

  const parameters = (a: Operation, b: Operation, where: string): void => {
    const oldNames = pathParameters(a.path);
    const newNames = pathParameters(b.path);
    const keyOf = (part: Part, names: readonly string[]): string => {
      const place = String(part.value['in']);
      const name = String(part.value['name']);
      const position = names.indexOf(name);
      return place === 'path' && position !== -1 ? `path ${position}` : `${place} ${place === 'header' ? name.toLowerCase() : name}`;
    };
    const byKey = (list: readonly Part[], names: readonly string[]): Map<string, Part> =>
      new Map(list.map((part) => [keyOf(part, names), part]));
    const [mine, theirs] = [byKey(a.parameters, oldNames), byKey(b.parameters, newNames)];
    for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
      const [x, y] = [mine.get(key), theirs.get(key)];
      if (elsewhere(x, y, where)) continue;
      const shown = (y ?? x)?.value;
      const name = String(shown?.['name']);
      const place = String(shown?.['in']);
      const required = { old: x?.value['required'] === true, new: y?.value['required'] === true };
      const at = { old: x?.pointer ?? a.part.pointer, new: y?.pointer ?? b.part.pointer };
      const fact = (turn: 'added' | 'removed' | 'became-required' | 'became-optional'): void =>
        collector.add({ kind: 'parameter', turn, name, in: place, required: required.new || required.old, where, ...at, reached: 1 });
      if (!x || !y) {
        fact(x ? 'removed' : 'added');
        continue;
      }
      if (same(x.value, y.value)) continue;
      if (required.old !== required.new) fact(required.new ? 'became-required' : 'became-optional');
      const inside = `${where}, ${place} parameter ${name}`;
      leftovers(normal(x), normal(y), new Set(['name', 'in', 'required', 'schema', 'content']), inside, 'request');
      sides.request(x, y, inside);
      if (Object.hasOwn(x.value, 'content') || Object.hasOwn(y.value, 'content')) media(x, y, 'request', inside);
    }
  };

  const requestBody = (a: Operation, b: Operation, operation: string): void => {
    const where = `${operation}, request body`;
    const [x, y] = [memberOf(old, a.part, 'requestBody'), memberOf(next, b.part, 'requestBody')];
    if ((!x && !y) || elsewhere(x, y, where)) return;
    const required = { old: x?.value['required'] === true, new: y?.value['required'] === true };
    const at = { old: x?.pointer ?? a.part.pointer, new: y?.pointer ?? b.part.pointer };
    const fact = (turn: 'added' | 'removed' | 'became-required' | 'became-optional'): void =>
      collector.add({ kind: 'request-body', turn, required: required.new || required.old, where, ...at, reached: 1 });
    if (!x || !y) return fact(x ? 'removed' : 'added');
    if (same(x.value, y.value)) return;
    if (required.old !== required.new) fact(required.new ? 'became-required' : 'became-optional');
    leftovers(x, y, new Set(['required', 'content']), where, 'request');
    media(x, y, 'request', where);
  };

  const responses = (a: Operation, b: Operation, operation: string): void => {
    const [x, y] = [memberOf(old, a.part, 'responses'), memberOf(next, b.part, 'responses')];
    const [mine, theirs] = [partsOf(old, x), partsOf(next, y)];
    for (const status of new Set([...mine.keys(), ...theirs.keys()])) {
      const where = `${operation}, response ${status}`;
      const [r, s] = [mine.get(status), theirs.get(status)];
      if (elsewhere(r, s, where)) continue;
      if (!r || !s) {
        collector.add({
          kind: 'status',
          turn: r ? 'removed' : 'added',
          name: status,
          where: operation,
          old: (r ?? x ?? a.part).pointer,
          new: (s ?? y ?? b.part).pointer,
          reached: 1,
        });
        continue;
      }
      if (same(r.value, s.value)) continue;
      leftovers(r, s, new Set(['content', 'headers']), where, 'response');
      headers(r, s, where);
      media(r, s, 'response', where);
    }
  };

  const headers = (r: Part, s: Part, where: string): void => {
    const byName = (document: Document, part: Part): Map<string, Part> =>
      new Map([...partsOf(document, memberOf(document, part, 'headers'))].map(([name, header]) => [name.toLowerCase(), header]));
    const [mine, theirs] = [byName(old, r), byName(next, s)];
    for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
      const [x, y] = [mine.get(name), theirs.get(name)];
      if (name === 'content-type' || elsewhere(x, y, where)) continue;
      const required = { old: x?.value['required'] === true, new: y?.value['required'] === true };
      const fact = (turn: 'added' | 'removed' | 'became-required' | 'became-optional'): void =>
        collector.add({
          kind: 'header',
          turn,
          name,
          required: required.new || required.old,
          where,
          old: (x ?? r).pointer,
          new: (y ?? s).pointer,
          reached: 1,
        });
      if (!x || !y) {
        fact(x ? 'removed' : 'added');
        continue;
      }
      if (same(x.value, y.value)) continue;
      if (required.old !== required.new) fact(required.new ? 'became-required' : 'became-optional');
      leftovers(normal(x), normal(y), new Set(['required', 'schema', 'content']), `${where}, header ${name}`, 'response');
      sides.response(x, y, `${where}, header ${name}`);
      if (Object.hasOwn(x.value, 'content') || Object.hasOwn(y.value, 'content')) media(x, y, 'response', `${where}, header ${name}`);
    }
  };

  const [mine, theirs] = [operationsOf(old), operationsOf(next)];
  let count = 0;
  let identical = 0;
  for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
    const [a, b] = [mine.get(key), theirs.get(key)];
    const shown = a ?? b;
    if (!shown) continue;
    count++;
    const where = `${shown.method} ${shown.path}`;
    if (!a || !b) {
      collector.add({
        kind: 'operation',
        turn: a ? 'removed' : 'added',
        where,
        old: a?.part.pointer ?? '/paths',
        new: b?.part.pointer ?? '/paths',
        reached: 1,
      });
      continue;
    }
    leftovers(a.pathItem, b.pathItem, ofPathItem, `the path ${shown.path}`);
    if (a.path === b.path && same(a.part.value, b.part.value) && same(a.pathItem.value['parameters'], b.pathItem.value['parameters'])) {
      identical++;
      continue;
    }
    leftovers(a.part, b.part, new Set(['parameters', 'requestBody', 'responses']), where);
    parameters(a, b, where);
    requestBody(a, b, where);
    responses(a, b, where);
  }
  wholeDocument(old, next, isEqual, undecided);
  inherited(old, next, undecided);
  return { what: 'operations', count, identical, facts: collector.facts() };
};

/** Members beside the schemas that hold schemas themselves. */
const holdsSchemas: ReadonlySet<string> = new Set(['callbacks', 'encoding']);
const ofPathItem: ReadonlySet<string> = new Set([...methods, 'parameters', '$ref']);

/** A parameter or header with the defaults of its serialisation written out. */
const normal = (part: Part): Part => {
  if (!Object.hasOwn(part.value, 'schema')) return part;
  const style = part.value['style'] ?? (part.value['in'] === 'query' || part.value['in'] === 'cookie' ? 'form' : 'simple');
  return {
    ...part,
    value: {
      ...part.value,
      style,
      explode: part.value['explode'] ?? style === 'form',
      allowReserved: part.value['allowReserved'] ?? false,
      allowEmptyValue: part.value['allowEmptyValue'] ?? false,
    },
  };
};
