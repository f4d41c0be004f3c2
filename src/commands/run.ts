import { Option } from 'commander';
import { DrillError } from '../core/error.ts';
import { exitCodes, type ExitCode } from '../core/exit.ts';
import { suggestion } from '../core/nearest.ts';
import { routes } from '../model/cell.ts';
import { combine } from '../model/outcome.ts';
import { prepareJournals } from '../evidence/journal.ts';
import { loadWorkspace } from '../workspace/load.ts';
import type { Drill, Workspace } from '../workspace/workspace.ts';
import { describe, fileOption, formatOption, type Io, jsonOption, reporterNamed, type Subcommand } from './command.ts';
import { refuseOverwriting } from './report/distinct.ts';
import { reportOption, writeReports } from './report/files.ts';
import { runOne } from './run/one.ts';
import { serverOption } from './server/option.ts';
import type { DrillReport } from './run/telling.ts';
import type { RunOptions } from './run/options.ts';

/** The drills that are meant: those named (a drill, or an artifact for all of its), else all that are not on demand. */
const chooseDrills = (workspace: Workspace, names: readonly string[]): Drill[] => {
  const all = [...workspace.drills.values()];
  if (names.length === 0) {
    const usual = all.filter(({ onDemand }) => !onDemand);
    if (usual.length > 0) return usual;
    throw new DrillError('run/no-drills', all.length === 0 ? 'drill.yaml declares no drill' : 'every drill in drill.yaml is onDemand', {
      fix: all.length === 0 ? 'add one under `drills:`' : `name one: ${all.map(({ name }) => name).join(', ')}`,
      at: workspace.placeOf('/drills'),
    });
  }
  return names.flatMap((name) => {
    const drill = workspace.drills.get(name);
    if (drill) return [drill];
    const ofArtifact = all.filter(({ artifact, onDemand }) => artifact === name && !onDemand);
    if (ofArtifact.length > 0) return ofArtifact;
    throw new DrillError('run/unknown-drill', `there is no drill ${JSON.stringify(name)}`, {
      fix: suggestion(name, [...workspace.drills.keys()]),
      at: workspace.placeOf('/drills'),
    });
  });
};

const exitOf = (reports: readonly DrillReport[], io: Io): ExitCode =>
  io.signal.aborted ? exitCodes.interrupted : exitCodes[combine(reports.map(({ judgement }) => judgement.outcome))];

const runInto = async (reports: DrillReport[], workspace: Workspace, drill: Drill, options: RunOptions, io: Io): Promise<void> => {
  if (io.signal.aborted) return;
  await runOne(workspace, drill, options, io, {
    planned: ({ json, text }) => io.out(options.format === 'json' ? json : text),
    found: (report, kept) => {
      reports.push(report);
      for (const line of kept) io.err(`kept: ${line}\n`);
      if (kept.length > 0) io.err('kept: `drill clean` removes it\n');
    },
  });
};

const runAll = async (names: readonly string[], options: RunOptions, io: Io): Promise<ExitCode> => {
  const reporter = reporterNamed(options.format);
  const workspace = await loadWorkspace(io.cwd, options.file);
  refuseOverwriting(options.report, [workspace.file], io.cwd);
  const drills = chooseDrills(workspace, names);
  const reports: DrillReport[] = [];
  if (!options.dryRun) await prepareJournals(workspace.root);
  try {
    for (const drill of drills) await runInto(reports, workspace, drill, options, io);
  } finally {
    // What one drill has found is told, also when a later one cannot even be planned.
    if (!options.dryRun && reports.length > 0) {
      io.out(reporter.render(reports, io.look.out));
      await writeReports(reports, options.report, io);
    }
  }
  return options.dryRun ? exitCodes.pass : exitOf(reports, io);
};
export const run: Subcommand = {
  name: 'run',
  build: (io, exit) =>
    describe('run', 'Rehearses going back: N-1 serves, N is rolled out, N-1 takes over again, and every acknowledged write is read back.', [
      ['drill run', 'every drill that is not on demand'],
      ['drill run orders-rollback', 'one drill; an artifact’s name takes all of its'],
      ['drill run --to 1.6.0', 'rehearse the way back from 1.6.0'],
      ['drill run --dry-run', 'show what would be done'],
      ['drill run --keep', 'leave the database and N-1 running to look at'],
    ])
      .argument('[drill...]', 'drills or artifacts, by name')
      .option('--to <version>', 'N, instead of the newest declared version')
      .option('--from <version>', 'N-1, instead of the last known good version')
      .addOption(new Option('--route <route...>', 'these routes alone').choices(routes))
      .addOption(serverOption())
      .option('--keep', 'keep everything at the end; `drill clean` removes it')
      .option('--dry-run', 'print the plan and do nothing')
      .addOption(formatOption('drill'))
      .addOption(reportOption('drill'))
      .addOption(jsonOption())
      .addOption(fileOption())
      .action(async (names: string[], options: RunOptions) => exit(await runAll(names, options, io))),
};
