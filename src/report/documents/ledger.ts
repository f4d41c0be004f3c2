import { routes } from '../../model/cell.ts';
import { outcomes } from '../../model/outcome.ts';
import { directions } from '../../model/verdict.ts';
import { digest, judgement, problem, versionId } from './parts.ts';
import { count, either, head, list, mapOf, moment, ms, object, oneOf, only, optional, text } from './values.ts';

const about = { artifact: text('The artifact.'), version: text('The version.'), digest: digest('the version') };
const reason = optional(text('Why.'));
const environment = text('The environment.');

const fact = either(
  [
    object(
      { kind: only('version', 'What it is.'), ...about, source: optional(text('Where it comes from.')) },
      'A version has this content.',
    ),
    object(
      {
        kind: only('deployed', 'What it is.'),
        ...about,
        environment,
        firstRelease: optional(only(true, 'There is nothing before it.')),
        beside: optional(only(true, 'It runs beside what ran there before.')),
      },
      'A version runs there now.',
    ),
    object({ kind: only('good', 'What it is.'), ...about, environment, reason }, 'A version has proved itself there.'),
    object(
      { kind: only('bad', 'What it is.'), ...about, environment: optional(environment), reason },
      'A version is not to be gone back to.',
    ),
    object(
      {
        kind: only('rolled-back', 'What it is.'),
        artifact: text('The artifact.'),
        environment,
        from: versionId('What was left.'),
        to: versionId('What was gone back to.'),
        reason,
      },
      'An environment went back.',
    ),
    object(
      {
        kind: only('backup', 'What it is.'),
        artifact: text('The artifact.'),
        environment,
        store: text('The store.'),
        provider: text('What took it.'),
        backup: text('Its name there.'),
        manifest: digest('what the source held when it was taken'),
      },
      'A backup was taken.',
    ),
    object(
      {
        kind: only('evidence', 'What it is.'),
        of: oneOf(['check', 'drill'], 'What was done.'),
        artifact: text('The artifact.'),
        environment: optional(environment),
        drill: optional(text('Name of the drill.')),
        routes: optional(list(oneOf(routes, 'A route.'), 'The routes that were rehearsed.')),
        from: versionId('N-1.'),
        to: versionId('N.'),
        outcome: oneOf(outcomes, 'What it came to.'),
        reasons: list(object({ code: text('Stable id.'), what: text('In words.') }, 'One reason.'), 'What made the outcome.'),
        work: mapOf(count('How much.'), 'How much work it rests on.'),
        contracts: optional(
          list(
            object({ name: text('The contract.'), old: digest('the document of N-1'), new: digest('the document of N') }, 'A contract.'),
            'What a check compared.',
          ),
        ),
        restore: optional(
          object(
            {
              store: text('The store.'),
              provider: text('What made the backup.'),
              backup: text('The backup.'),
              at: moment('When it was complete.'),
              bytes: optional(count('Of it.')),
              rtoMs: optional(ms('What it took')),
              rpoMs: optional(ms('What it lost')),
            },
            'Of a restore: what was restored.',
          ),
        ),
        definition: optional(digest('what it was run or judged by')),
        accepted: optional(
          object(
            { findings: count('How many.'), until: text('The last day of the first of them, `2026-12-31`, in UTC.') },
            'Findings of a check that are accepted.',
          ),
        ),
        document: optional(object({ path: text('Relative to the workspace.'), sha256: digest('the document') }, 'The journal or report.')),
      },
      'Something was checked or rehearsed.',
    ),
  ],
  'What happened.',
);

const entry = object(
  {
    v: only(1, 'Version of the entry’s form.'),
    seq: count('From 1, without gaps.'),
    at: moment('When it was entered.'),
    prev: digest('the entry before'),
    fact,
    hash: digest('all of the above, as canonical JSON'),
  },
  'One line of the ledger.',
);

/** `drill history --json` and `drill record … --json`. */
export const historyDocument = object(
  {
    ...head('history'),
    entries: list(entry, 'In their order.'),
    lastKnownGood: optional(
      list(
        object(
          { artifact: text('The artifact.'), environment, version: text('The version.'), seq: count('The entry that says so.') },
          'One of them.',
        ),
        'What is known good last, by artifact and environment.',
      ),
    ),
  },
  'What the ledger tells.',
);

/** `drill ledger verify --json`. */
export const ledgerDocument = object(
  {
    ...head('ledger'),
    state: oneOf(['intact', 'tampered', 'empty', 'absent'], 'Can it be believed?'),
    entries: count('How many there are.'),
    problems: list(problem, 'Each line that does not hold.'),
    torn: optional(object({ line: count('Which.'), bytes: count('How long it is.') }, 'A last line that a crash cut off.')),
  },
  'Whether the chain of the ledger holds.',
);

/** `drill gate --json`. */
export const verdictDocument = object(
  {
    ...head('verdict'),
    artifact: text('The artifact.'),
    environment,
    direction: oneOf(directions, 'A rollout, a return, a hotfix.'),
    from: optional(versionId('N-1; absent for a first release.')),
    to: versionId('N.'),
    expires: optional(moment('Until when it holds.')),
    ...judgement.properties,
  },
  'The gate’s answer.',
);
