import { sharedParts } from '../../schema/form/cut.ts';
import type { Document } from '../../document.ts';
import { below } from '../../pointer.ts';
import type { Reference } from '../schemas/references.ts';
import { questionsOf } from '../schemas/questions.ts';
import { sameness } from '../schemas/same.ts';
import { sourceOf } from '../schemas/source.ts';
import { type Compared, collectorOf } from '../compared.ts';
import { pairSchemas } from '../pair.ts';
import { declaredOf, dialectOf } from './dialect.ts';

/** An `$id` below the root changes what references below it mean, another `$schema` what keywords do. */
const nestedId = (value: unknown, dialect: unknown, pointer = ''): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, child] of Object.entries(value)) {
    if (pointer !== '' && typeof child === 'string' && (name === '$id' || (name === '$schema' && child !== dialect))) return pointer;
    const found = nestedId(child, dialect, below(pointer, name));
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Walks two JSON Schema documents and gives their differences as facts. */
export const compareJsonSchema = (old: Document, next: Document, references: readonly Reference[]): Compared => {
  const [oldDialect, newDialect] = [dialectOf(old) ?? '2020-12', dialectOf(next) ?? '2020-12'];
  const same = sameness(old, next, references, oldDialect === newDialect, sharedParts(old.value, next.value));
  const collector = collectorOf();
  const nested = { old: nestedId(old.value, declaredOf(old)), new: nestedId(next.value, declaredOf(next)) };
  const identical = same(old.value, next.value);
  if (!identical) {
    const [a, b] = [sourceOf(old, oldDialect, 'document'), sourceOf(next, newDialect, 'document')];
    const questions = questionsOf(a, b, same);
    const [root, other] = [[a.at('')], [b.at('')]];
    if (nested.old === undefined && nested.new === undefined) {
      const { pair, settle } = pairSchemas({ ...questions, add: collector.add }, 'document');
      pair(root, other, { text: 'the document' });
      settle();
    } else {
      // The parts are not paired, for pointers mean other things there; the whole is asked.
      const [oldInNew, newInOld] = [questions.contains(root, other), questions.contains(other, root)];
      if (oldInNew.kind !== 'contained' || newInOld.kind !== 'contained')
        collector.add({
          kind: 'undecided',
          side: 'document',
          what: 'an $id or another $schema below the root changes what is meant there, and the whole differs',
          where: 'the document',
          reached: 1,
          old: nested.old ?? '',
          new: nested.new ?? '',
          oldInNew,
          newInOld,
        });
    }
  }
  return { what: 'schemas', count: 1, identical: identical ? 1 : 0, facts: collector.facts() };
};
