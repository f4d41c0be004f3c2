import { placeText } from '../../../core/error.ts';
import type { Document } from '../../document.ts';
import { below } from '../../pointer.ts';
import { type Operation, pathParameters } from './operations.ts';

/** So many of one kind are told one by one. */
const most = 5;

/**
 * What is wrong with a document and hinders no comparison: names of operations that are given twice, parameters in paths that are
 * not declared. Whoever reads the document sees only one of the two, or takes anything for the parameter.
 */
export const noticesOf = (document: Document, operations: readonly Operation[]): string[] => {
  const at = (pointer: string): string => placeText(document.placeOf(pointer));
  const [twice, undeclared]: [string[], string[]] = [[], []];
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
    if (parameters.some(({ elsewhere }) => elsewhere !== undefined)) continue;
    const declared = new Set(parameters.filter(({ value }) => value['in'] === 'path').map(({ value }) => value['name']));
    for (const name of pathParameters(path))
      if (!declared.has(name))
        undeclared.push(`${at(part.pointer)}: the parameter {${name}} of ${operation.method} ${path} is not declared`);
  }
  return [twice, undeclared].flatMap((list) =>
    list.length <= most ? list : [...list.slice(0, most), `and ${list.length - most} more like the last`],
  );
};
