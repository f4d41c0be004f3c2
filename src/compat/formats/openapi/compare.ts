import type { Document } from '../../document.ts';
import { collectorOf, type Compared } from '../compared.ts';
import type { Reference } from '../schemas/references.ts';
import type { Site } from '../../site.ts';
import { comparisonOf } from './comparison.ts';
import { inherited } from './inherited.ts';
import { methods, type Operation, operationsOf } from './operations.ts';
import { compareParameters } from './parameters.ts';
import { compareRequestBody } from './request-body.ts';
import { compareResponses } from './responses.ts';
import { wholeDocument } from './whole.ts';

/** Walks two OpenAPI documents and gives their differences as facts. */
export const compareOpenapi = (old: Document, next: Document, references: readonly Reference[]): Compared => {
  const collector = collectorOf();
  const c = comparisonOf(old, next, references, collector.add);
  const [mine, theirs] = [operationsOf(old), operationsOf(next)];
  let count = 0;
  let identical = 0;
  for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
    const [a, b] = [mine.get(key), theirs.get(key)];
    const shown = a ?? b;
    if (!shown) continue;
    count++;
    const site = siteOf(shown, a, b);
    if (!a || !b) {
      c.add({
        kind: 'operation',
        turn: a ? 'removed' : 'added',
        where: site.text,
        ...(site.spot ? { spot: site.spot } : {}),
        old: a?.part.pointer ?? '/paths',
        new: b?.part.pointer ?? '/paths',
        reached: 1,
      });
      continue;
    }
    c.leftovers(a.pathItem, b.pathItem, ofPathItem, `the path ${shown.path}`);
    if (a.path === b.path && c.same(a.part.value, b.part.value) && c.same(a.pathItem.value['parameters'], b.pathItem.value['parameters'])) {
      identical++;
      continue;
    }
    c.leftovers(a.part, b.part, new Set(['parameters', 'requestBody', 'responses']), site.text);
    compareParameters(c, a, b, site);
    compareRequestBody(c, a, b, site);
    compareResponses(c, a, b, site);
  }
  wholeDocument(c);
  inherited(c);
  return { what: 'operations', count, identical, facts: collector.facts() };
};

const siteOf = (shown: Operation, a: Operation | undefined, b: Operation | undefined): Site => ({
  text: `${shown.method} ${shown.path}`,
  spot: {
    method: shown.method,
    operation: { ...(a ? { old: a.part.pointer } : {}), ...(b ? { new: b.part.pointer } : {}) },
    path: { ...(a ? { old: a.path } : {}), ...(b ? { new: b.path } : {}) },
  },
});

const ofPathItem: ReadonlySet<string> = new Set([...methods, 'parameters', '$ref']);
