import type { BackupsReport, StoreBackups } from '../model/backups.ts';
import type { Reporter } from '../model/report.ts';

// The text format of Prometheus (exposition format 0.0.4), for the textfile collector of its node exporter: a few lines, of which a
// library would make none fewer.

interface Metric {
  readonly name: string;
  readonly help: string;
  /** Undefined: it is not known of this store. */
  readonly of: (store: StoreBackups) => number | undefined;
}

const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000);
const time = (at: string | undefined): number | undefined => (at === undefined ? undefined : Date.parse(at) / 1000);

const metrics: readonly Metric[] = [
  { name: 'drill_backup_up', help: 'Whether the provider could be asked.', of: ({ problem }) => (problem ? 0 : 1) },
  { name: 'drill_backups', help: 'Backups that there are.', of: ({ problem, backups }) => (problem ? undefined : backups.length) },
  {
    name: 'drill_backup_newest_timestamp_seconds',
    help: 'When the newest backup was complete.',
    of: ({ backups }) => time(backups[0]?.at),
  },
  { name: 'drill_backup_newest_bytes', help: 'Size of the newest backup as it lies there.', of: ({ backups }) => backups[0]?.bytes },
  { name: 'drill_restore_proved_timestamp_seconds', help: 'When a restore was last proved.', of: ({ lastProved }) => time(lastProved?.at) },
  { name: 'drill_restore_rto_seconds', help: 'What the last proved restore took.', of: ({ lastProved }) => seconds(lastProved?.rtoMs) },
  {
    name: 'drill_restore_rpo_seconds',
    help: 'What the last proved restore lost, as time.',
    of: ({ lastProved }) => seconds(lastProved?.rpoMs),
  },
  { name: 'drill_restore_bytes', help: 'Size of the backup that was last proved.', of: ({ lastProved }) => lastProved?.bytes },
  { name: 'drill_restore_rto_budget_seconds', help: 'What a restore may take.', of: ({ budgets }) => seconds(budgets.rtoMs) },
  { name: 'drill_restore_rpo_budget_seconds', help: 'What a restore may lose, as time.', of: ({ budgets }) => seconds(budgets.rpoMs) },
];

const label = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const textOf = ({ stores }: BackupsReport): string =>
  metrics
    .flatMap(({ name, help, of }) => {
      const lines = stores.flatMap((store) => {
        const value = of(store);
        const labels = Object.entries({ artifact: store.artifact, store: store.store, provider: store.provider });
        return value === undefined || Number.isNaN(value)
          ? []
          : [`${name}{${labels.map(([key, text]) => `${key}="${label(text)}"`).join(',')}} ${value}`];
      });
      return lines.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines];
    })
    .map((line) => `${line}\n`)
    .join('');

/** For monitoring: of backups alone, whose age and last proof somebody is to be woken for. */
export const prometheus: Reporter = {
  name: 'prometheus',
  kinds: ['backups'],
  render: (reports) => reports.map((report) => (report.kind === 'backups' ? textOf(report.report) : '')).join(''),
};
