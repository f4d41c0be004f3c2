import { ownPackage } from '../core/package.ts';

/** Version of the package that this program is. */
export const toolVersion = (): string => ownPackage().manifest.version;
