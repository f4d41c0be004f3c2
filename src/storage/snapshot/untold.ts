import type { Catalog } from '../catalog.ts';
import { bySortKey } from '../objects.ts';

/**
 * A dump says nothing of rights on the database itself, nor of settings: pg_dump leaves them to who makes the database. So what a
 * snapshot says of them stands.
 * @param kept the snapshot that there is
 */
export const withUntold = (dumped: Catalog, kept: Catalog): Catalog => {
  const isUntold = (object: Catalog['objects'][number]): boolean =>
    object.kind === 'setting' || (object.kind === 'grant' && object.on === 'database');
  return {
    ...dumped,
    objects: [...dumped.objects.filter((object) => !isUntold(object)), ...kept.objects.filter(isUntold)].sort(bySortKey),
  };
};
