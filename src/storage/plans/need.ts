import type { Catalog } from '../catalog.ts';
import type { Statement } from '../statements/statement.ts';
import type { Asked } from './facts.ts';
import { lastPart } from '../judging/tokens.ts';
import { leavesToDefault } from './left-out.ts';
import { policyNeeds } from './policies.ts';
import { computesLabel, isIn, saysLabel, saysLabelOf, typesOf } from './says.ts';
import { type Target, targetName } from './target.ts';

/** Does a statement need what goes? `unknown`: it cannot be told. */
export type Need = 'needs' | 'free' | 'unknown';

const quoted = (label: string): string => `'${label.replaceAll("'", "''")}'`;

/** The columns of an enum, of domains over it, and of arrays of them. */
const columnsOf = (catalog: Catalog, target: Target) => {
  const types = typesOf(catalog, target);
  return catalog.objects.filter((object) => object.kind === 'column').filter(({ type }) => types.has(type));
};

/** Who writes rows in which the default says the value. */
const defaultSays = (catalog: Catalog, target: Target, statement: Statement): Need => {
  const domains = catalog.objects.filter((object) => object.kind === 'domain');
  const columns = columnsOf(catalog, target).filter((column) =>
    saysLabelOf(catalog, target, column.default ?? domains.find(({ name }) => name === column.type)?.default ?? ''),
  );
  if (columns.some((column) => leavesToDefault(catalog, column, statement.text, statement))) return 'needs';
  // What a function writes: certain of one that the statement names itself.
  const routines = catalog.objects.filter(
    (object) => (object.kind === 'function' || object.kind === 'procedure') && statement.touches.includes(`${object.kind} ${object.name}`),
  );
  const left = routines.filter((object) => {
    const body = 'definition' in object ? object.definition.replaceAll(/\$(?:function|procedure)x*\$/g, ' ') : '';
    return columns.some((column) => leavesToDefault(catalog, column, body, { touches: statement.touches }));
  });
  const isNamed = left.some(({ name }) => statement.text.includes(lastPart(name.replace(/\(.*$/s, ''))));
  return isNamed ? 'needs' : left.length > 0 ? 'unknown' : 'free';
};

/** Functions, triggers, views and policies may say the value. */
const saysByItself = (catalog: Catalog, target: Target, statement: Statement, label = quoted(target.part ?? '')): boolean =>
  policyNeeds(catalog, target, statement) ||
  catalog.objects.some((object) => {
    if (!statement.touches.includes(`${object.kind} ${object.name}`)) return false;
    if (object.kind === 'view') return saysLabelOf(catalog, target, object.definition);
    return (object.kind === 'function' || object.kind === 'procedure') && object.definition.includes(label);
  });

const needsValue = (catalog: Catalog, target: Target, statement: Statement): Need => {
  const { part = '' } = target;
  const { touches, text, values, origin } = statement;
  const columns = columnsOf(catalog, target);
  const meets =
    touches.some((object) => [...typesOf(catalog, target)].includes(object.replace(/^(?:enum|domain) /, ''))) ||
    columns.some(({ name }) => touches.includes(`column ${name}`));
  const byDefault = defaultSays(catalog, target, statement);
  if (byDefault === 'needs' || saysByItself(catalog, target, statement)) return 'needs';
  if (!meets) return byDefault;
  if (saysLabel(part, text) || values.some((value) => isIn(part, value))) return 'needs';
  if (computesLabel(target, text)) return 'unknown';
  return origin === 'prepared-only' && /\$\d/.test(text) ? 'unknown' : byDefault;
};

/** The columns that are computed from a column: with it they go too. */
const generatedFrom = ({ objects }: Catalog, { kind, of, part = '' }: Target): readonly Target[] =>
  objects.flatMap((object): Target[] => {
    if (object.kind !== 'column' || object.table !== of || object.generated === undefined) return [];
    const names = object.generated.as.replaceAll(/'(?:[^']|'')*'/g, '').match(/"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*/gu);
    return names?.includes(part) === true ? [{ kind, of, part: object.column }] : [];
  });

const understood = (catalog: Catalog, target: Target, statement: Statement): Need => {
  const { touches } = statement;
  const ofPolicy = (one: Target): Need => (policyNeeds(catalog, one, statement) ? 'needs' : 'free');
  switch (target.kind) {
    case 'table':
      return touches.some((object) => /^(?:table|foreign table) /.test(object) && object.endsWith(` ${target.of}`))
        ? 'needs'
        : ofPolicy(target);
    case 'column':
      return [target, ...generatedFrom(catalog, target)].some((one) => touches.includes(`column ${targetName(one)}`))
        ? 'needs'
        : ofPolicy(target);
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
