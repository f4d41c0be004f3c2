import { canonicalJson } from '../../../core/hash.ts';
import { type Comparison, silent } from './comparison.ts';
import { unreadPaths } from './operations.ts';
import { isRecord, type Part, partAt } from './part.ts';

/** The dialects that an OpenAPI 3.1 document is read in: its own, and the one that it builds on. */
const usual = (dialect: unknown): boolean =>
  typeof dialect === 'string' &&
  /^https:\/\/(spec\.openapis\.org\/oas\/3\.1\/dialect\/[\w-]+|json-schema\.org\/draft\/2020-12\/schema)#?$/.test(dialect);

/** Servers, security, webhooks: nobody compares them yet, so a difference is said to be undecided. */
export const wholeDocument = ({ old, next, isEqual, undecided }: Comparison): void => {
  const [x, y] = [partAt(old, ''), partAt(next, '')];
  for (const name of new Set([...Object.keys(x?.value ?? {}), ...Object.keys(y?.value ?? {})])) {
    if (silent.has(name) || name.startsWith('x-') || isEqual(x?.value[name], y?.value[name], name)) continue;
    undecided(`${JSON.stringify(name)} differs, which is not compared yet`, 'the whole document', { old: `/${name}`, new: `/${name}` });
  }
  const schemes = (part: Part | undefined): unknown =>
    isRecord(part?.value['components']) ? (part.value['components']['securitySchemes'] ?? null) : null;
  if (!isEqual(schemes(x), schemes(y), 'securitySchemes'))
    undecided('"securitySchemes" differs, which is not compared yet', 'the whole document', {
      old: '/components/securitySchemes',
      new: '/components/securitySchemes',
    });
  const other = [x, y].findIndex((part) => part?.value['jsonSchemaDialect'] !== undefined && !usual(part.value['jsonSchemaDialect']));
  if (other !== -1 && canonicalJson(x?.value) !== canonicalJson(y?.value))
    undecided('the schemas are of a "jsonSchemaDialect" that is not understood', 'the whole document', {
      old: '/jsonSchemaDialect',
      new: '/jsonSchemaDialect',
    });
  for (const [document, side] of [
    [old, 'old'],
    [next, 'new'],
  ] as const)
    for (const part of unreadPaths(document))
      undecided(`$ref ${JSON.stringify(part.elsewhere)} leads out of the document, where this comparison does not follow`, 'a path', {
        [side]: part.pointer,
      });
};
