import type { Catalog } from '../catalog.ts';
import type { Connection } from '../engine.ts';
import { isActive } from '../judging/triggers.ts';

// What a trigger does at the end of the transaction no statement comes to that is taken back before. So it is done at the end of each
// statement; what N-1 itself is refused then, because its transactions have several, is asked as it stands.

/** Triggers that wait for the end of the transaction, as constraints are called. */
const putOffIn = (catalogs: readonly Catalog[]): readonly string[] => [
  ...new Set(
    catalogs.flatMap(({ objects }) =>
      objects.flatMap((one) => {
        if (one.kind !== 'trigger' || !isActive(one) || !/^CREATE CONSTRAINT TRIGGER\b[^]*?\bINITIALLY DEFERRED\b/.test(one.definition))
          return [];
        const [schema = ''] = /^(?:"(?:[^"]|"")*"|[^".]+)\./.exec(one.table) ?? [];
        return [`${schema}${one.name.slice(one.table.length + 1)}`];
      }),
    ),
  ),
];

/** Are there triggers that wait? */
export const isPutOff = (catalogs: readonly Catalog[]): boolean => putOffIn(catalogs).length > 0;

/** Inside of a transaction: from now on nothing waits for its end but keys that do. What the other version alone has is not there, and left out. */
export const putOffNoLonger = async (connection: Connection, catalogs: readonly Catalog[]): Promise<void> => {
  for (const name of putOffIn(catalogs)) await connection.place({ text: `SET CONSTRAINTS ${name} IMMEDIATE` });
};
