import type { RestoreRule } from '../rule.ts';

export const extensionMissing: RestoreRule = {
  id: 'restore/extension-missing',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'Statements that use it fail on the copy.',
  fix: 'Install it where the copy is restored, in the version of the source.',
  check: (facts) => {
    const { manifest, content } = facts;
    if (!manifest || !content) return [];
    return manifest.content.extensions.flatMap((name) =>
      content.extensions.includes(name) ? [] : [{ what: `the extension ${name} is not there`, of: name }],
    );
  },
};
