import { placeText } from '../../../core/error.ts';
import type { Document } from '../../document.ts';
import { below } from '../../pointer.ts';
import { inWords, isNeither } from './malformed-flags.ts';
import { isMediaType } from './media.ts';
import { type Operation, pathParameters } from './operations.ts';
import { isRecord, memberOf, namedParts, type Part } from './part.ts';
import { isDefinedIn } from './styles.ts';
import { outsidePath } from './templates.ts';

/** So many of one kind are told one by one. */
const most = 5;

/**
 * What is wrong with a document and hinders no comparison: names of operations that are given twice, parameters in paths that are
 * not declared, or are declared and in no path. Whoever reads the document sees only one of the two, or takes anything for the
 * parameter. And what means nothing: a style where it is not defined, a media type that is none, a path that is not only one, a text for
 * the mark of what is deprecated.
 */
export const noticesOf = (document: Document, operations: readonly Operation[]): string[] => {
  const at = (pointer: string): string => placeText(document.placeOf(pointer));
  const { openapi, info } = isRecord(document.value) ? document.value : {};
  const isOf30 = typeof openapi === 'string' && openapi.startsWith('3.0');
  const whole = isRecord(info) ? [] : [`${at(info === undefined ? '' : '/info')}: "info", with title and version, is missing`];
  const twice: string[] = [];
  const undeclared: string[] = [];
  const stray: string[] = [];
  const paths: string[] = [];
  const styles: string[] = [];
  const media: string[] = [];
  const deprecated: string[] = [];
  const silent: string[] = [];
  const known = new Map<string, Operation>();
  for (const operation of operations) {
    const { part, path, parameters } = operation;
    const id = part.value['operationId'];
    const first = typeof id === 'string' ? known.get(id) : undefined;
    if (first && first.part.pointer !== part.pointer)
      twice.push(
        `${at(below(part.pointer, 'operationId'))}: the operationId ${JSON.stringify(id)} is given twice, first at ${at(first.part.pointer)}`,
      );
    else if (typeof id === 'string') known.set(id, operation);
    for (const { value, pointer } of [part, ...parameters])
      if (isNeither(value['deprecated']))
        deprecated.push(
          `${at(below(pointer, 'deprecated'))}: "deprecated" must be true or false, and ${inWords(value['deprecated'])} announces nothing`,
        );
    // Before 3.1 it must be there.
    if (part.value['responses'] === undefined && isOf30)
      silent.push(`${at(part.pointer)}: ${operation.method} ${path} has no "responses", so nothing is known of what it answers`);
    const other = outsidePath(path);
    if (other !== undefined)
      paths.push(
        `${at(part.pointer)}: the path ${path} holds ${JSON.stringify(other)}, which no path of a URL has; it is compared as it is written`,
      );
    for (const { value, pointer } of parameters)
      if (typeof value['style'] === 'string' && !isDefinedIn(document, value['style'], value['in']))
        styles.push(
          `${at(below(pointer, 'style'))}: the style ${JSON.stringify(value['style'])} is not defined in ${String(value['in'])}, so how ${String(value['name'])} is written is not known`,
        );
    for (const name of contentOf(document, part))
      if (!isMediaType(name)) media.push(`${at(part.pointer)}: ${JSON.stringify(name)} of ${operation.method} ${path} is no media type`);
    if (parameters.some(({ elsewhere }) => elsewhere !== undefined)) continue;
    const declared = new Set(parameters.filter(({ value }) => value['in'] === 'path').map(({ value }) => value['name']));
    const named = new Set(pathParameters(path));
    for (const { value, pointer } of parameters)
      if (value['in'] === 'path' && !named.has(String(value['name'])))
        stray.push(`${at(pointer)}: the path parameter ${String(value['name'])} stands nowhere in ${operation.method} ${path}`);
    for (const name of named)
      if (!declared.has(name))
        undeclared.push(`${at(part.pointer)}: the parameter {${name}} of ${operation.method} ${path} is not declared`);
  }
  return [whole, twice, undeclared, stray, paths, styles, media, [...new Set(deprecated)], silent].flatMap((list) =>
    list.length <= most ? list : [...list.slice(0, most), `and ${list.length - most} more like the last`],
  );
};

/** The media types of an operation's bodies. */
const contentOf = (document: Document, operation: Part): string[] =>
  [memberOf(document, operation, 'requestBody'), ...namedParts(document, memberOf(document, operation, 'responses')).values()].flatMap(
    (body) => Object.keys(memberOf(document, body, 'content')?.value ?? {}),
  );
