import type { Problem } from '../../../core/error.ts';
import type { Document } from '../../document.ts';
import { below } from '../../pointer.ts';
import { methods } from './operations.ts';
import { isRecord, partAt, partsOf } from './part.ts';

/** What is not of the form that a comparison reads would be passed over, and a difference there with it: so it is an error. */
export const malformed = (document: Document): Problem[] => {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const wrong = (pointer: string, what: string): void => {
    if (seen.has(pointer)) return;
    seen.add(pointer);
    problems.push({ code: 'contract/malformed', what, at: document.placeOf(pointer) });
  };
  const mustBeObjects = (pointer: string, value: unknown, what: string): void => {
    if (value === undefined) return;
    if (!isRecord(value)) return wrong(pointer, `${what} must be an object`);
    for (const [name, child] of Object.entries(value))
      if (!name.startsWith('x-') && !isRecord(child)) wrong(below(pointer, name), `${JSON.stringify(name)} of ${what} must be an object`);
  };
  const holder = (pointer: string, what: string): void => {
    const part = partAt(document, pointer);
    if (!part || part.elsewhere !== undefined || seen.has(part.pointer)) return;
    mustBeObjects(below(part.pointer, 'content'), part.value['content'], `"content" of ${what}`);
    mustBeObjects(below(part.pointer, 'headers'), part.value['headers'], `"headers" of ${what}`);
  };
  const parameters = (pointer: string, value: unknown): void => {
    if (value === undefined) return;
    if (!Array.isArray(value)) return wrong(pointer, '"parameters" must be a list');
    for (const i of value.keys()) {
      const at = below(pointer, i);
      const part = partAt(document, at);
      if (part?.elsewhere !== undefined) continue;
      if (typeof part?.value['name'] !== 'string' || typeof part.value['in'] !== 'string')
        wrong(part?.pointer ?? at, 'a parameter must have a "name" and an "in"');
      else holder(part.pointer, 'a parameter');
    }
  };

  const paths = partAt(document, '/paths');
  if (paths) mustBeObjects('/paths', paths.value, '"paths"');
  for (const [, item] of partsOf(document, paths)) {
    parameters(below(item.pointer, 'parameters'), item.value['parameters']);
    for (const method of methods) {
      if (!Object.hasOwn(item.value, method)) continue;
      const at = below(item.pointer, method);
      const operation = partAt(document, at);
      if (!operation) {
        wrong(at, `the operation ${method} must be an object`);
        continue;
      }
      parameters(below(operation.pointer, 'parameters'), operation.value['parameters']);
      const { requestBody, responses } = operation.value;
      if (requestBody !== undefined && !isRecord(requestBody))
        wrong(below(operation.pointer, 'requestBody'), '"requestBody" must be an object');
      else holder(below(operation.pointer, 'requestBody'), 'a request body');
      mustBeObjects(below(operation.pointer, 'responses'), responses, '"responses"');
      if (isRecord(responses))
        for (const status of Object.keys(responses)) holder(below(operation.pointer, 'responses', status), `the response ${status}`);
    }
  }
  return problems;
};
