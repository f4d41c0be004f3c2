/** The engines of stores, by the names that drill.yaml and snapshots call them. Each is a folder of src/storage/engines/. */
export const engineNames = ['postgres'] as const;
export type EngineName = (typeof engineNames)[number];
