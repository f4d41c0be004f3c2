import type { Problem } from '../../../../core/error.ts';
import type { Document } from '../../../document.ts';
import { below } from '../../../pointer.ts';
import { flagsOf } from '../malformed-flags.ts';
import { methods } from '../operations.ts';
import { isRecord, partAt, partsOf } from '../part.ts';

/** What of a Swagger 2.0 document is not of the form that it is converted from. */
export const malformedSwagger = (document: Document): Problem[] => {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const wrong = (pointer: string, what: string): void => {
    if (!seen.has(pointer)) problems.push({ code: 'contract/malformed', what, at: document.placeOf(pointer) });
    seen.add(pointer);
  };
  const flags = flagsOf(wrong);
  const objects = (pointer: string, value: unknown, name: string): void => {
    if (value === undefined) return;
    if (!isRecord(value)) return wrong(pointer, `"${name}" must be an object`);
    for (const [key, child] of Object.entries(value))
      if (!isRecord(child) && !key.startsWith('x-')) wrong(below(pointer, key), `${JSON.stringify(key)} of "${name}" must be an object`);
  };
  const parameters = (pointer: string, value: unknown): void => {
    if (value === undefined) return;
    if (!Array.isArray(value)) return wrong(pointer, '"parameters" must be a list');
    for (const i of value.keys()) {
      const part = partAt(document, below(pointer, i));
      if (part?.elsewhere !== undefined) continue;
      if (typeof part?.value['name'] !== 'string' || typeof part.value['in'] !== 'string')
        wrong(part?.pointer ?? below(pointer, i), 'a parameter must have a "name" and an "in"');
      else flags('parameter', part, `the parameter ${part.value['name']}`);
    }
  };
  const texts = (pointer: string, value: unknown, name: string): void => {
    if (value !== undefined && !(Array.isArray(value) && value.every((item) => typeof item === 'string')))
      wrong(pointer, `"${name}" must be a list of texts`);
  };
  const media = (pointer: string, value: Readonly<Record<string, unknown>>): void => {
    for (const name of ['consumes', 'produces', 'schemes']) texts(below(pointer, name), value[name], name);
  };

  const root = partAt(document, '')?.value ?? {};
  if (root['paths'] === undefined) wrong('', 'there are no "paths", which Swagger demands; paths: {} says that there is none');
  media('', root);
  for (const name of ['host', 'basePath'])
    if (root[name] !== undefined && typeof root[name] !== 'string') wrong(below('', name), `"${name}" must be a text`);
  for (const name of ['paths', 'parameters', 'responses', 'securityDefinitions']) objects(below('', name), root[name], name);
  if (root['definitions'] !== undefined && !isRecord(root['definitions'])) wrong('/definitions', '"definitions" must be an object');
  for (const [, item] of partsOf(document, partAt(document, '/paths'))) {
    parameters(below(item.pointer, 'parameters'), item.value['parameters']);
    for (const method of methods) {
      if (!Object.hasOwn(item.value, method)) continue;
      const at = below(item.pointer, method);
      const operation = item.value[method];
      if (!isRecord(operation)) {
        wrong(at, `the operation ${method} must be an object`);
        continue;
      }
      media(at, operation);
      parameters(below(at, 'parameters'), operation['parameters']);
      objects(below(at, 'responses'), operation['responses'], 'responses');
    }
  }
  return problems;
};
