import type { ArtifactVersion } from '../../../workspace/workspace.ts';
import type { Base } from '../base.ts';

/** N-1 and N of an artifact: two versions, or what is committed and the working tree. */
export type Versions =
  | { readonly kind: 'versions'; readonly from: ArtifactVersion; readonly to: ArtifactVersion }
  | { readonly kind: 'base'; readonly base: Base; readonly to: ArtifactVersion };
