import { readFileSync } from 'node:fs';

/** Version of the package that this program is. */
export const toolVersion = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
