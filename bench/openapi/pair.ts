import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckReport } from '../../src/model/check.ts';
import type { Figures } from '../bench.ts';
import { bare, drill, leastMs, needsOf, said } from './command.ts';
import { described } from './described.ts';
import { oasdiff } from './oasdiff.ts';

const inMs = (ms: number): string => `${ms.toFixed(0)} ms`;

/** What a report may say of the time that the confirmation of its witnesses took. */
interface Timed {
  readonly confirmationMs?: number;
}

const countsOf = (report: CheckReport): string => {
  const findings = report.contracts.flatMap((contract) => contract.findings);
  const compared = report.contracts
    .map(({ compared: { count, identical, what } }) => `${count} ${what}, ${identical} identical`)
    .join('; ');
  const placeless = findings.filter(({ at }) => (at.old?.line ?? at.new?.line) === undefined);
  if (placeless.length > 0) throw new Error(`${placeless.length} findings have no line`);
  return `${compared}; ${findings.length} findings, each with its line, ${findings.filter(({ witness, exchange }) => witness ?? exchange).length} with a witness or a call`;
};

const peerFigure = (old: string, next: string, oursMs: number, mayInstall: boolean, runs: number): string => {
  const peer = oasdiff(mayInstall);
  if ('missing' in peer) return `beside oasdiff: skipped, ${peer.missing}`;
  const { theirs } = leastMs({ theirs: [peer.program, 'breaking', old, next] }, runs);
  return `oasdiff breaking: ${inMs(theirs)}, ${(theirs / oursMs).toFixed(1)} times ours (promised: 7)`;
};

/** Two descriptions, compared by the whole command, findings and their lines included, beside a bare process that parses both. */
export const pair =
  (old: readonly [version: string, name: string], next: readonly [version: string, name: string]) =>
  (runs: number): Figures => {
    const mayFetch = runs > 1;
    const [before, after] = [described(...old, mayFetch), described(...next, mayFetch)];
    if (before === undefined || after === undefined) return { figures: ['skipped: a short run fetches nothing'] };
    const report = JSON.parse(said(drill('diff', before, after, '--json'), [1])) as CheckReport & Timed;
    const { ours, parsing } = leastMs({ ours: drill('diff', before, after, '--json'), parsing: bare(before, after) }, runs);
    const needs = needsOf(drill('diff', before, after, '--json'));
    const bareCpuMs = needsOf(bare(before, after)).cpuMs;
    const confirmed = report.confirmationMs === undefined ? '' : `; the confirmation by its own account ${inMs(report.confirmationMs)}`;
    return {
      figures: [
        `${inMs(ours)}; a bare process that parses both: ${inMs(parsing)}; ratio ${(ours / parsing).toFixed(2)} (promised: 3)`,
        `of it ajv about witnesses, ${needs.ajvSchemas} schemas: ${inMs(needs.ajvMs)}${confirmed} (promised: 2000 ms, apart)`,
        `all threads ${inMs(needs.cpuMs)} and ${inMs(bareCpuMs)}; peak memory ${needs.peakMb.toFixed(0)} MB (promised: 600)`,
        countsOf(report),
        peerFigure(before, after, ours, mayFetch, Math.min(runs, 3)),
      ],
    };
  };

/** A description and a copy of it: nothing is to be done but to see that. */
export const identical =
  (version: string, name: string) =>
  (runs: number): Figures => {
    const mayFetch = runs > 1;
    const file = described(version, name, mayFetch);
    if (file === undefined) return { figures: ['skipped: a short run fetches nothing'] };
    const work = mkdtempSync(join(tmpdir(), 'identical-'));
    try {
      const copy = join(work, 'copy.json');
      copyFileSync(file, copy);
      const report = JSON.parse(said(drill('diff', file, copy, '--json'), [0])) as CheckReport;
      if (report.contracts.some(({ findings }) => findings.length > 0)) throw new Error('a document differs from its copy');
      const { ours, parsing } = leastMs({ ours: drill('diff', file, copy), parsing: bare(file, copy) }, runs);
      return {
        figures: [
          `${inMs(ours)}; a bare process that parses both: ${inMs(parsing)}; ratio ${(ours / parsing).toFixed(2)}`,
          peerFigure(file, copy, ours, mayFetch, Math.min(runs, 3)),
        ],
      };
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  };
