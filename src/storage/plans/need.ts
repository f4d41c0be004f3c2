import type { Catalog } from '../catalog.ts';
import type { Statement } from '../statements/statement.ts';
import type { Asked } from './facts.ts';
import { type Target, targetName } from './target.ts';

/** Does a statement need what goes? `unknown`: it cannot be told. */
export type Need = 'needs' | 'free' | 'unknown';

const quoted = (label: string): string => `'${label.replaceAll("'", "''")}'`;

/** A parameter that is the label, or an array or a document with the label in it. */
const isIn = (label: string, value: string | null): boolean =>
  value === label || (value !== null && /^[[{(]/.test(value) && value.split(/[\s{}[\](),":]+/).includes(label));

/** The columns of an enum, and of arrays of it. */
const columnsOf = ({ objects }: Catalog, type: string) =>
  objects.filter((object) => object.kind === 'column').filter((column) => column.type === type || column.type === `${type}[]`);

/** A value that is left out of an insert comes from the default, and functions and triggers may say it. */
const saysByItself = (catalog: Catalog, { of, part = '' }: Target, { touches, kind }: Statement): boolean =>
  (kind === 'insert' || kind === 'upsert'
    ? columnsOf(catalog, of).some(
        (column) =>
          touches.includes(`table ${column.table}`) &&
          !touches.includes(`column ${column.name}`) &&
          column.default?.includes(quoted(part)) === true,
      )
    : false) ||
  catalog.objects.some(
    (object) =>
      (object.kind === 'function' || object.kind === 'procedure') &&
      touches.includes(`${object.kind} ${object.name}`) &&
      object.definition.includes(quoted(part)),
  );

const needsValue = (catalog: Catalog, target: Target, statement: Statement): Need => {
  const { of, part = '' } = target;
  const { touches, text, values, origin } = statement;
  const columns = columnsOf(catalog, of);
  const meets = touches.includes(`enum ${of}`) || columns.some(({ name }) => touches.includes(`column ${name}`));
  if (saysByItself(catalog, target, statement)) return 'needs';
  if (!meets) return 'free';
  if (text.includes(quoted(part)) || values.some((value) => isIn(part, value))) return 'needs';
  return origin === 'prepared-only' && /\$\d/.test(text) ? 'unknown' : 'free';
};

const understood = (catalog: Catalog, target: Target, statement: Statement): Need => {
  const { touches } = statement;
  switch (target.kind) {
    case 'table':
      return touches.some((object) => /^(?:table|foreign table) /.test(object) && object.endsWith(` ${target.of}`)) ? 'needs' : 'free';
    case 'column':
      return touches.includes(`column ${targetName(target)}`) ? 'needs' : 'free';
    case 'value':
      return needsValue(catalog, target, statement);
  }
};

/** Whether a statement, as the schema of its own version understands it, needs what goes. */
export const needOf = (catalog: Catalog, target: Target, statement: Asked): Need => {
  if (statement.touches.length === 0) return 'unknown';
  const need = understood(catalog, target, statement);
  return need === 'needs' && statement.guessed ? 'unknown' : need;
};
