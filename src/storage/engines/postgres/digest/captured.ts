import type { CapturedContent } from '../../../content.ts';
import type { TableShape } from '../rows.ts';
import type { Session } from '../session.ts';
import { bitsFor, everything, readBuckets } from './buckets.ts';
import { readRelation } from './relation.ts';
import { underSettings } from './settings.ts';

export type { CapturedContent, CapturedGroup } from '../../../content.ts';

/** Digests a table in as many groups as its shape allows, one where it has no key; undefined: it, its key or all of its columns are not there. */
export const captureContent = (session: Session, { table, key, columns }: TableShape): Promise<CapturedContent | undefined> =>
  underSettings(session, 0, async () => {
    const relation = await readRelation(session, table);
    const present = relation?.columns.filter(({ name }) => columns.includes(name)) ?? [];
    if (!relation || present.length === 0 || !key.every((name) => present.some((column) => column.name === name))) return undefined;
    const bits = key.length === 0 ? 0 : bitsFor(columns.length);
    const buckets = await readBuckets(session, { ...relation, columns: present, key: [...key].sort() }, everything, bits, 'columns');
    const groups = new Map(
      [...buckets].map(([value, { rows, identity, sums }]) => [
        value,
        { rows, keys: identity, values: Object.fromEntries(present.map(({ name }, at) => [name, sums[at] ?? ''])) },
      ]),
    );
    return {
      hasKey: key.length > 0,
      keyed: present.flatMap(({ name, type }) => (key.includes(name) ? [`${name} ${type}`] : [])).join(', '),
      rows: [...groups.values()].reduce((sum, group) => sum + group.rows, 0),
      types: Object.fromEntries(present.map(({ name, type }) => [name, type])),
      groups,
    };
  });
