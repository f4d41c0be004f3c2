import type { Problem } from '../../../core/error.ts';
import { nearest, suggestion } from '../../../core/nearest.ts';
import type { Document } from '../../document.ts';
import { below, valueAt } from '../../pointer.ts';
import { securityAndServers } from './malformed-around.ts';
import { localPointer } from '../schemas/local.ts';
import { methods } from './operations.ts';
import { isRecord, partAt } from './part.ts';

/** Where parameters travel; in a whole query since OpenAPI 3.2. Those of Swagger 2.0 are converted by then. */
const locations: readonly string[] = ['path', 'query', 'header', 'cookie', 'querystring'];

const isStatus = /^(?:\d{3}|\dXX|default|x-.*)$/i;

/** What is not of the form that a comparison reads would be passed over, and a difference there with it: so it is an error. */
export const malformed = (document: Document): Problem[] => {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const wrong = (pointer: string, what: string, code = 'malformed'): void => {
    if (seen.has(pointer)) return;
    seen.add(pointer);
    problems.push({ code: `contract/${code}`, what, at: document.placeOf(pointer) });
  };

  /** The members of a map of objects, with what stands behind references in their places; what is none of it is noted. */
  const objectsIn = (pointer: string, what: string): [name: string, pointer: string, value: Readonly<Record<string, unknown>>][] => {
    const written = valueAt(document.value, pointer);
    if (written === undefined) return [];
    const map = partAt(document, pointer);
    if (!map && !leadsNowhere(document, written)) wrong(pointer, `${what} must be an object`);
    if (!map || map.elsewhere !== undefined) return [];
    return Object.keys(map.value).flatMap((name) => {
      const at = below(map.pointer, name);
      const part = name.startsWith('x-') ? undefined : partAt(document, at);
      if (part?.elsewhere !== undefined || name.startsWith('x-')) return [];
      if (part) return [[name, part.pointer, part.value]];
      if (!leadsNowhere(document, map.value[name])) wrong(at, `${JSON.stringify(name)} of ${what} must be an object`);
      return [];
    });
  };

  const around = securityAndServers(wrong);
  const done = new Set<string>();
  /** Is this part looked at for the first time? */
  const isNew = (pointer: string): boolean => done.size < done.add(pointer).size;

  const schema = (pointer: string, what: string): void => {
    const value = valueAt(document.value, pointer);
    if (value !== undefined && typeof value !== 'boolean' && !isRecord(value))
      wrong(pointer, `the schema of ${what} must be an object or a boolean`);
  };
  /** What has a schema, content or headers. */
  const holder = (pointer: string, what: string): void => {
    const part = partAt(document, pointer);
    if (!part || part.elsewhere !== undefined || !isNew(part.pointer)) return;
    schema(below(part.pointer, 'schema'), what);
    schema(below(part.pointer, 'itemSchema'), what);
    for (const [name, at] of objectsIn(below(part.pointer, 'content'), `"content" of ${what}`)) holder(at, `${what} (${name})`);
    for (const [name, at] of objectsIn(below(part.pointer, 'headers'), `"headers" of ${what}`)) holder(at, `the header ${name} of ${what}`);
    objectsIn(below(part.pointer, 'encoding'), `"encoding" of ${what}`);
    objectsIn(below(part.pointer, 'links'), `"links" of ${what}`);
  };
  const parameters = (pointer: string): void => {
    const value = valueAt(document.value, pointer);
    if (value === undefined) return;
    if (!Array.isArray(value)) return wrong(pointer, '"parameters" must be a list');
    const names = new Set<string>();
    for (const i of value.keys()) {
      const at = below(pointer, i);
      const part = partAt(document, at);
      if (part?.elsewhere !== undefined) continue;
      const { name, in: place } = part?.value ?? {};
      if (!part || typeof name !== 'string' || typeof place !== 'string') {
        if (part || !leadsNowhere(document, value[i])) wrong(part?.pointer ?? at, 'a parameter must have a "name" and an "in"');
        continue;
      }
      if (!locations.includes(place)) {
        wrong(below(part.pointer, 'in'), `a parameter is not "in" ${JSON.stringify(place)}; ${suggestion(place, locations)}`);
        continue;
      }
      const key = JSON.stringify([name, place]);
      if (names.has(key)) wrong(at, `the ${place} parameter ${JSON.stringify(name)} stands here twice`, 'duplicate-parameter');
      names.add(key);
      holder(part.pointer, `the parameter ${name}`);
    }
  };

  const operation = (pointer: string, name: string): void => {
    const part = partAt(document, pointer);
    if (!part && !leadsNowhere(document, valueAt(document.value, pointer))) wrong(pointer, `the operation ${name} must be an object`);
    if (!part || part.elsewhere !== undefined || !isNew(part.pointer)) return;
    parameters(below(part.pointer, 'parameters'));
    around.security(below(part.pointer, 'security'), part.value['security']);
    around.servers(below(part.pointer, 'servers'), part.value['servers']);
    const body = below(part.pointer, 'requestBody');
    const written = part.value['requestBody'];
    if (written !== undefined && !partAt(document, body) && !leadsNowhere(document, written))
      wrong(body, '"requestBody" must be an object');
    holder(body, 'the request body');
    for (const status of Object.keys(partAt(document, below(part.pointer, 'responses'))?.value ?? {}))
      if (!isStatus.test(status))
        wrong(
          below(part.pointer, 'responses', status),
          `${JSON.stringify(status)} is no status: three digits such as 200, a range such as 2XX, or "default"${nearest(status, ['default']) === undefined ? '' : ', which you may mean'}`,
        );
    for (const [status, at] of objectsIn(below(part.pointer, 'responses'), '"responses"')) holder(at, `the response ${status}`);
    for (const [callback, at] of objectsIn(below(part.pointer, 'callbacks'), '"callbacks"')) paths(at, `the callback ${callback}`);
  };
  const pathItem = (pointer: string, value: Readonly<Record<string, unknown>>): void => {
    if (!isNew(pointer)) return;
    parameters(below(pointer, 'parameters'));
    around.servers(below(pointer, 'servers'), value['servers']);
    for (const method of methods) if (Object.hasOwn(value, method)) operation(below(pointer, method), method);
    for (const [method, at] of objectsIn(below(pointer, 'additionalOperations'), '"additionalOperations"')) operation(at, method);
  };
  const paths = (pointer: string, what: string): void => {
    for (const [, at, value] of objectsIn(pointer, what)) pathItem(at, value);
  };

  for (const path of Object.keys(partAt(document, '/paths')?.value ?? {}))
    if (!path.startsWith('/') && !path.startsWith('x-'))
      wrong(below('/paths', path), `the path ${JSON.stringify(path)} must begin with "/"`);
  paths('/paths', '"paths"');
  paths('/webhooks', '"webhooks"');
  around.whole(document);
  const components = partAt(document, '/components');
  if (valueAt(document.value, '/components') !== undefined && !components) wrong('/components', '"components" must be an object');
  for (const name of Object.keys(components?.value ?? {}))
    if (!name.startsWith('x-') && !isRecord(components?.value[name]))
      wrong(below('/components', name), `"${name}" of "components" must be an object`);
  return problems;
};

/** A reference that leads nowhere, or round in a circle: who checks references says so. */
const leadsNowhere = (document: Document, value: unknown): boolean => {
  let found = value;
  for (let steps = 0; isRecord(found) && typeof found['$ref'] === 'string' && steps < 64; steps++) {
    const target = localPointer(found['$ref']);
    found = target === undefined ? undefined : valueAt(document.value, target);
  }
  return isRecord(value) && (found === undefined || isRecord(found));
};
