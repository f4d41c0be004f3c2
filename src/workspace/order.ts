import semver from 'semver';

/** Versions oldest first: by semantic versioning where all of them are such, else as they come. */
export const oldestFirst = (versions: readonly string[]): readonly string[] =>
  versions.every((version) => semver.valid(version) !== null) ? [...versions].sort(semver.compareBuild) : versions;
