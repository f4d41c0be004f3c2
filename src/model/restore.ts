/** Names of what makes backups and gives them back: one folder entry each in src/restore/providers. */
export const providerNames = ['base'] as const;
export type ProviderName = (typeof providerNames)[number];
