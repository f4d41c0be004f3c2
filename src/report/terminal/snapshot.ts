import type { Look } from '../../model/report.ts';
import type { SnapshotChange, SnapshotReport, SnapshotStore } from '../../model/snapshot.ts';
import { plural } from '../phrases/plural.ts';
import { paint } from './paint.ts';

const signs = { added: '+', removed: '-', changed: '~', renamed: '~' } as const;
const colours = { added: 'green', removed: 'red', changed: 'yellow', renamed: 'yellow' } as const;

const valueText = (value: unknown): string => (value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value));

/** `~ column public.orders.note: type text -> character varying(20)` */
const changeLine = ({ turn, object, from, fields }: SnapshotChange, look: Look): string => {
  const said = fields.map(({ field, was, is }) => `${field} ${valueText(was)} -> ${valueText(is)}`);
  const called = from === undefined ? '' : ` (it was ${from})`;
  return `  ${paint(look, colours[turn], signs[turn])} ${object}${called}${said.length === 0 ? '' : `: ${said.join('; ')}`}`;
};

const source = { migrations: 'its migrations', database: 'the database', dump: 'the dump' } as const;

const headline = ({ state, file, objects }: SnapshotStore, report: SnapshotReport, look: Look): string => {
  switch (state) {
    case 'written':
    case 'rewritten':
      return `${file}: ${state}, ${plural(objects, 'object')}`;
    case 'unchanged':
      return `${file}: as it was, ${plural(objects, 'object')}`;
    case 'equal':
      return `${paint(look, ['bold', 'green'], 'PASS')}  ${file} is what ${source[report.from]} give${report.from === 'migrations' ? '' : 's'}: ${plural(objects, 'object')}`;
    case 'differs':
      return `${paint(look, ['bold', 'red'], 'FAIL')}  ${file} is not what ${source[report.from]} give${report.from === 'migrations' ? '' : 's'} (-: only in the file, +: not in the file)`;
    case 'missing':
      return `${paint(look, ['bold', 'red'], 'FAIL')}  ${file} is not there`;
  }
};

/** What was captured, and how the files differ from it. */
export const snapshotText = (report: SnapshotReport, look: Look): string => {
  const lines = report.stores.flatMap((store) => [
    headline(store, report, look),
    ...store.changes.map((change) => changeLine(change, look)),
  ]);
  const next = report.accept === undefined ? [] : [`to accept it: ${report.accept}, and commit the file`];
  return `${[`${report.artifact} ${report.of}, from ${source[report.from]}, read by PostgreSQL ${report.server}`, ...lines, ...next].join('\n')}\n`;
};
