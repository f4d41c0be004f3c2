import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src/compat/schema/read/place.ts';
import { contains, relation } from '../../../src/compat/schema/relation.ts';
import { judge } from './oracle.ts';
import { combined } from './tables/nothing/combined.ts';
import { endless } from './tables/nothing/endless.ts';
import { lists } from './tables/nothing/lists.ts';
import { records } from './tables/nothing/records.ts';
import { scalars } from './tables/nothing/scalars.ts';
import { translated } from './translate.ts';
import { wrongIn } from './witness.ts';

const nothing = [...scalars, ...lists, ...records, ...combined, ...endless];
const spoken: readonly Dialect[] = ['draft-04', 'openapi-3.0', 'draft-06', 'draft-07', '2019-09', '2020-12'];

describe('schemas that accept nothing', () => {
  it.each(nothing.map((row) => [row[0], row] as const))('%s', (_, [, schema, almost]) => {
    const problems: string[] = [];
    for (const dialect of spoken) {
      const [empty, other] = [translated(schema, dialect), translated(almost, dialect)];
      if (!empty || !other) continue;
      const never = dialect === 'draft-04' || dialect === 'openapi-3.0' ? { not: {} } : false;
      const answer = relation(empty.schema, never, { dialect });
      if (answer.kind !== 'equivalent') problems.push(`${dialect}: ${answer.kind} ${JSON.stringify(answer.aInB)}`);
      const something = contains(other.schema, never, { dialect });
      if (something.kind === 'not-contained') {
        const inside = judge(other.schema, { dialect });
        problems.push(...wrongIn(something, { schema: other.schema, inside, other: never, outside: undefined }, { within: 120 }));
      } else problems.push(`${dialect}: the schema next to it is ${JSON.stringify(something)}`);
    }
    expect(problems).toEqual([]);
  });

  it('is more than a hundred and twenty of them', () =>
    expect(new Set(nothing.map(([, schema]) => JSON.stringify(schema))).size).toBeGreaterThan(120));
});
