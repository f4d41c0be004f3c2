import type { Problem } from '../../../core/error.ts';
import { nearest, suggestion } from '../../../core/nearest.ts';
import type { Document } from '../../document.ts';
import { below, valueAt } from '../../pointer.ts';
import { securityAndServers } from './malformed-around.ts';
import { flagsOf } from './malformed-flags.ts';
import { localPointer } from '../schemas/local.ts';
import { methods } from './operations.ts';
import { isRecord, type Part, partAt } from './part.ts';
import { isDefinedIn, notAStyle } from './styles.ts';
import { notATemplate } from './templates.ts';

/** Where parameters travel; in a whole query since OpenAPI 3.2. Those of Swagger 2.0 are converted by then. */
const locations: readonly string[] = ['path', 'query', 'header', 'cookie', 'querystring'];

const isStatus = /^(?:\d{3}|[1-5]XX|default|x-.*)$/i;

/** A part that was found, and whether a reference led to it: what stands in its own place is met there once. */
interface Found {
  readonly part: Part;
  readonly isBehind: boolean;
}
interface Named extends Found {
  readonly name: string;
}

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
  const objectsOf = ({ part: map, isBehind }: Found, what: string): Named[] =>
    Object.keys(map.value).flatMap((name) => {
      if (name.startsWith('x-')) return [];
      const at = below(map.pointer, name);
      const part = partAt(document, at, map.value[name]);
      if (part?.elsewhere !== undefined) return [];
      if (part) return [{ name, part, isBehind: isBehind || part.pointer !== at }];
      if (!leadsNowhere(document, map.value[name])) wrong(at, `${JSON.stringify(name)} of ${what} must be an object`);
      return [];
    });
  const objectsIn = ({ value: holder, pointer: above }: Part, member: string, what: string): Named[] => {
    const written = holder[member];
    if (written === undefined) return [];
    const pointer = below(above, member);
    const map = partAt(document, pointer, written);
    if (!map && !leadsNowhere(document, written)) wrong(pointer, `${what} must be an object`);
    return !map || map.elsewhere !== undefined ? [] : objectsOf({ part: map, isBehind: map.pointer !== pointer }, what);
  };

  const around = securityAndServers(wrong);
  const flags = flagsOf(wrong);
  const done = new Set<string>();
  /** Was this part looked at before? Only a reference leads anywhere twice. */
  const isDone = ({ part, isBehind }: Found): boolean => isBehind && done.size === done.add(part.pointer).size;

  const schema = ({ value: holder, pointer }: Part, member: string, what: string): void => {
    const value = holder[member];
    if (value !== undefined && typeof value !== 'boolean' && !isRecord(value))
      wrong(below(pointer, member), `the schema of ${what} must be an object or a boolean`);
  };
  const style = ({ value, pointer }: Part, isHeader: boolean): void => {
    const what = notAStyle(document, value['style']);
    if (what !== undefined) wrong(below(pointer, 'style'), what);
    else if (isHeader && typeof value['style'] === 'string' && !isDefinedIn(document, value['style'], 'header'))
      wrong(below(pointer, 'style'), `a header is written in the style "simple", and not in ${JSON.stringify(value['style'])}`);
  };
  /** What has a schema, content or headers. */
  const holder = (found: Found, what: string): void => {
    const { part } = found;
    if (isDone(found)) return;
    schema(part, 'schema', what);
    schema(part, 'itemSchema', what);
    for (const inner of objectsIn(part, 'content', `"content" of ${what}`)) holder(inner, `${what} (${inner.name})`);
    for (const inner of objectsIn(part, 'headers', `"headers" of ${what}`)) {
      style(inner.part, true);
      flags('header', inner.part, `the header ${inner.name} of ${what}`);
      holder(inner, `the header ${inner.name} of ${what}`);
    }
    for (const field of objectsIn(part, 'encoding', `"encoding" of ${what}`)) {
      style(field.part, false);
      flags('encoding', field.part, `the encoding of ${field.name} in ${what}`);
    }
    objectsIn(part, 'links', `"links" of ${what}`);
  };
  const parameters = ({ value: { parameters: value }, pointer: above }: Part): void => {
    if (value === undefined) return;
    const pointer = below(above, 'parameters');
    if (!Array.isArray(value)) return wrong(pointer, '"parameters" must be a list');
    const names = new Set<string>();
    for (const [i, written] of value.entries()) {
      const at = below(pointer, i);
      const part = partAt(document, at, written);
      if (part?.elsewhere !== undefined) continue;
      const { name, in: place } = part?.value ?? {};
      if (!part || typeof name !== 'string' || typeof place !== 'string') {
        if (part || !leadsNowhere(document, written)) wrong(part?.pointer ?? at, 'a parameter must have a "name" and an "in"');
        continue;
      }
      if (!locations.includes(place)) {
        wrong(below(part.pointer, 'in'), `a parameter is not "in" ${JSON.stringify(place)}; ${suggestion(place, locations)}`);
        continue;
      }
      const key = JSON.stringify([name, place]);
      if (names.has(key)) wrong(at, `the ${place} parameter ${JSON.stringify(name)} stands here twice`, 'duplicate-parameter');
      names.add(key);
      style(part, false);
      flags('parameter', part, `the parameter ${name}`);
      holder({ part, isBehind: part.pointer !== at }, `the parameter ${name}`);
    }
  };

  const operation = (found: Found): void => {
    const { part } = found;
    if (isDone(found)) return;
    parameters(part);
    around.security(below(part.pointer, 'security'), part.value['security']);
    around.servers(below(part.pointer, 'servers'), part.value['servers']);
    const { requestBody, responses } = part.value;
    if (requestBody !== undefined) {
      const place = below(part.pointer, 'requestBody');
      const body = partAt(document, place, requestBody);
      if (!body && !leadsNowhere(document, requestBody)) wrong(place, '"requestBody" must be an object');
      if (body && body.elsewhere === undefined) {
        flags('body', body, 'the request body');
        holder({ part: body, isBehind: body.pointer !== place }, 'the request body');
      }
    }
    for (const status of Object.keys(partAt(document, below(part.pointer, 'responses'), responses)?.value ?? {}))
      if (!isStatus.test(status))
        wrong(
          below(part.pointer, 'responses', status),
          `${JSON.stringify(status)} is no status: three digits such as 200, a range such as 2XX, or "default"${nearest(status, ['default']) === undefined ? '' : ', which you may mean'}`,
        );
    for (const response of objectsIn(part, 'responses', '"responses"')) holder(response, `the response ${response.name}`);
    for (const callback of objectsIn(part, 'callbacks', '"callbacks"'))
      if (!isDone(callback)) for (const item of objectsOf(callback, `the callback ${callback.name}`)) pathItem(item);
  };
  const pathItem = (found: Named): void => {
    if (isDone(found)) return;
    const { pointer, value } = found.part;
    parameters(found.part);
    around.servers(below(pointer, 'servers'), value['servers']);
    for (const method of methods) {
      if (!Object.hasOwn(value, method)) continue;
      const at = below(pointer, method);
      const part = partAt(document, at, value[method]);
      if (part && part.elsewhere === undefined) operation({ part, isBehind: part.pointer !== at });
      else if (!part && !leadsNowhere(document, value[method])) wrong(at, `the operation ${method} must be an object`);
    }
    for (const one of objectsIn(found.part, 'additionalOperations', '"additionalOperations"')) operation(one);
  };

  const root = partAt(document, '');
  const version = String(root?.value['openapi']);
  for (const path of Object.keys(partAt(document, '/paths')?.value ?? {}))
    if (!path.startsWith('x-')) {
      const what = path.startsWith('/') ? notATemplate(path, version.startsWith('3.2')) : 'must begin with "/"';
      if (what !== undefined) wrong(below('/paths', path), `the path ${JSON.stringify(path)} ${what}`);
    }
  for (const name of ['paths', 'webhooks']) if (root) for (const item of objectsIn(root, name, `"${name}"`)) pathItem(item);
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
