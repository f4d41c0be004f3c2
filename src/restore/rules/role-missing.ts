import type { RestoreRule } from '../rule.ts';

export const roleMissing: RestoreRule = {
  id: 'restore/role-missing',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'Whoever connects as this role cannot, and what it owns or may do is somebody else’s.',
  fix: 'Back up roles as well: pg_dumpall --globals-only, or files of the whole cluster.',
  check: (facts) => {
    const { manifest, content } = facts;
    if (!manifest || !content) return [];
    const now = new Map(content.roles.map((role) => [role.name, role]));
    return manifest.content.roles.flatMap((was) => {
      const is = now.get(was.name);
      if (!is) return [{ what: `the role ${was.name} is not there`, of: was.name }];
      const lost = [
        ...was.may.filter((may) => !is.may.includes(may)),
        ...was.memberOf.filter((role) => !is.memberOf.includes(role)).map((role) => `member of ${role}`),
      ];
      return lost.length === 0 ? [] : [{ what: `the role ${was.name} is no longer: ${lost.join(', ')}`, of: was.name }];
    });
  },
};
