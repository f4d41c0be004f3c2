import type { RestoreRule } from '../rule.ts';

export const backupNotNewest: RestoreRule = {
  id: 'restore/backup-not-newest',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'What was offered as the newest backup is older than another that is there: whoever restores by name gets old data.',
  fix: 'Look at what chooses the backup: a link, a list or a clock that stands still.',
  check: (facts) => {
    const { backup, backups, manifest } = facts;
    const newer = backups?.find(({ at }) => backup !== undefined && at > backup.at);
    if (backup && newer) return [{ what: `${backup.id} of ${backup.at} was offered as the newest, and ${newer.id} is of ${newer.at}` }];
    if (backup && manifest && manifest.backup !== backup.id)
      return [{ what: `${backup.id} was offered as the newest, and the last that was taken is ${manifest.backup}` }];
    return [];
  },
};
