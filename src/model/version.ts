/** A version of an artifact as evidence names it: the digest covers code and config together. */
export interface VersionId {
  readonly version: string;
  /** `sha256:…` */
  readonly digest: string;
}
