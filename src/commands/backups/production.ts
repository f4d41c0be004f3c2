import type { Production } from '../../restore/estimate.ts';
import type { StoreDefinition } from '../../workspace/definition.ts';
import type { BackupDefinition } from '../../workspace/definition/backup.ts';

const units = { MB: 1e6, GB: 1e9, TB: 1e12 };

/** What drill.yaml says of production. */
export const productionOf = ({ size }: BackupDefinition, { rows }: StoreDefinition): Production => {
  const [, number, unit] = /^([0-9.]+) ?(MB|GB|TB)$/.exec(size ?? '') ?? [];
  return {
    ...(number !== undefined && { bytes: Number(number) * units[unit as keyof typeof units] }),
    ...(rows && { rows }),
  };
};
