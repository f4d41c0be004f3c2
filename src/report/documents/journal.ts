import { routes } from '../../model/cell.ts';
import { phaseNames, pointKinds, restingPlaces, restorePhases, writeStates } from '../../model/journal.ts';
import { contract } from './check.ts';
import { finding, judgement, versionId } from './parts.ts';
import { recovery } from './recovery.ts';
import { any, count, head, list, moment, ms, number, object, oneOf, optional, text, yes } from './values.ts';

const phase = oneOf(phaseNames, 'The phase.');
const route = oneOf(routes, 'The way back.');
const samples = (description: string) =>
  object(
    {
      requests: count('Sent.'),
      failed: count('Not answered as expected.'),
      latency: optional(object({ p50: ms('Median'), p99: ms('99th percentile'), max: ms('Worst') }, 'From the intended start.')),
    },
    description,
  );
const slo = (description: string) =>
  object({ availability: optional(number('A share.')), p50: optional(ms('Median')), p99: optional(ms('99th percentile')) }, description);

const write = object(
  {
    key: text('Its key.'),
    resource: text('What it wrote.'),
    journey: text('The journey.'),
    by: text('The version that acknowledged it.'),
    phase,
    at: ms('When'),
    request: text('`POST /orders`'),
    read: text('`GET /orders/17`'),
    expect: any('What must be read.'),
    state: oneOf(writeStates, 'What became of it.'),
    got: optional(
      object(
        { status: optional(count('Status code.')), body: optional(any('The body.')), why: text('In words.') },
        'What N-1 answered instead.',
      ),
    ),
  },
  'An acknowledged write, read back through N-1.',
);

const rehearsal = object(
  {
    route,
    phases: list(
      object(
        {
          name: phase,
          startedMs: ms('When it began'),
          endedMs: ms('When it ended'),
          requests: count('Sent in it.'),
          failed: count('Of these.'),
        },
        'One phase.',
      ),
      'In their order.',
    ),
    served: list(
      object(
        {
          version: text('The version.'),
          role: oneOf(['old', 'new'], 'N-1 or N.'),
          byProxy: count('Requests that the proxy sent it.'),
          byItself: optional(object({ count: optional(count('Requests.')), how: text('How it says so.') }, 'What it says itself.')),
        },
        'One version.',
      ),
      'Who answered.',
    ),
    samples: object(
      { drill: samples('All of it.'), rollback: samples('The rollback.'), baseline: samples('The baseline.') },
      'What clients saw.',
    ),
    timeToRollback: optional(
      object(
        {
          oldReady: optional(ms('N-1 ready')),
          newLastServed: optional(ms('Last request served by N')),
          errorRateBack: optional(ms('Errors back under the SLO')),
          errorRateHeld: yes('They never left it.'),
          dataVerified: optional(ms('Data verified')),
        },
        'From the decision.',
      ),
    ),
    writes: list(write, 'The last of each resource.'),
    acknowledged: object({ old: count('By N-1.'), new: count('By N.') }, 'In all.'),
    mixedWrites: count('Acknowledged while both served.'),
    neverBegun: list(text('A journey.'), 'Journeys that were never begun.'),
    failedExpectations: list(
      object(
        {
          phase,
          version: text('Who answered.'),
          journey: text('The journey.'),
          request: text('The request.'),
          what: text('In words.'),
          expected: optional(any('What was expected.')),
          got: optional(any('What came.')),
          count: count('How often.'),
        },
        'Equal answers that were not as expected.',
      ),
      'Requests that failed.',
    ),
    findings: list(finding, 'Of the schema and the rows, on the route `down`.'),
    compared: optional(object({ objects: count('Of the schema.'), rows: count('Rows.') }, 'What the route `down` compared.')),
    recovery: optional(recovery),
    failures: list(
      object(
        {
          phase,
          route,
          who: oneOf(['old', 'new', 'restore', 'environment', 'harness', 'interrupted'], 'Who failed.'),
          at: ms('When'),
          what: text('In words.'),
          fix: optional(text('What to do.')),
          log: optional(list(text('A line.'), 'The last lines of its log.')),
        },
        'What stopped a phase.',
      ),
      'What stopped it.',
    ),
  },
  'One rehearsal, by one route.',
);

const restore = {
  store: optional(text('What was restored; of a restore, as all that follows.')),
  provider: optional(text('What made the backup.')),
  backup: optional(
    object(
      {
        id: text('The provider’s name of it.'),
        at: moment('When it was complete.'),
        form: oneOf(['physical', 'logical'], 'Files of a cluster, or statements of a database.'),
        bytes: optional(count('As it lies there.')),
      },
      'The one that was restored.',
    ),
  ),
  backups: optional(count('How many there are.')),
  restsOn: optional(
    oneOf(
      restingPlaces,
      'What its completeness was held against: what was written down with the backup, the source itself, or what must hold of any.',
    ),
  ),
  isolation: optional(
    object(
      {
        kind: oneOf(['namespace', 'none'], 'A network of its own, or nothing.'),
        notServer: optional(yes('The copy is on a server that was there already, which nothing keeps from reaching others.')),
        why: optional(text('Why there is none.')),
        notStarted: optional(yes('N-1 was not started: somebody’s data is on the copy.')),
      },
      'What kept the copy, and N-1 on it, from reaching anything but what was lent to them.',
    ),
  ),
  phases: optional(
    list(
      object({ name: oneOf(restorePhases, 'The phase.'), startedMs: ms('When it began'), endedMs: ms('When it ended') }, 'One phase.'),
      'In their order.',
    ),
  ),
  points: optional(
    list(
      object(
        {
          kind: oneOf(pointKinds, 'What it was told to stop at.'),
          reached: optional(yes('What was committed just before it is there, what was just after it is not; absent: it was not come to.')),
        },
        'A point in time.',
      ),
      'That the copy was brought to.',
    ),
  ),
  budgets: optional(object({ rtoMs: optional(ms('RTO')), rpoMs: optional(ms('RPO')) }, 'What it may take and lose.')),
  rtoMs: optional(ms('From looking for a backup until the copy served')),
  estimate: optional(
    object(
      {
        by: oneOf(['bytes', 'rows'], 'What was declared of production.'),
        factor: number('So many times what was restored here.'),
        bytes: count('Of the backup there.'),
        rtoMs: ms('What a restore would take'),
        rto: object({ find: ms('Finding'), fetch: ms('Fetching'), start: ms('Starting'), replay: ms('Replaying') }, 'The same by parts.'),
        assumes: list(text('In words.'), 'What it holds under.'),
      },
      'What a restore would take with as much as in production.',
    ),
  ),
  rto: optional(
    object(
      {
        find: ms('Finding it and looking at its log'),
        fetch: ms('Bringing it'),
        start: ms('Until the server answered'),
        replay: ms('Its way along the log after that'),
      },
      'What that consists of; what was compared meanwhile is no part of it.',
    ),
  ),
  rpoMs: optional(ms('Of acknowledged writes that are lost')),
  work: optional(
    object(
      {
        files: count('Files.'),
        tables: count('Tables.'),
        rows: count('Rows.'),
        objects: count('Objects of the schema.'),
        sequences: count('Sequences.'),
        roles: count('Roles.'),
        invariants: count('Invariants.'),
        requests: count('That N-1 answered on the copy.'),
      },
      'What was compared.',
    ),
  ),
  writes: optional(list(write, 'Acknowledged before the source was lost, read back through N-1 on the copy.')),
  findings: optional(list(finding, 'What is wrong with it.')),
};

/** `drill run --json` and `drill show --json` (of several drills a list of these); without `judgement`, a file in `.drill/journals`. */
export const journalDocument = object(
  {
    ...head('journal'),
    id: text('Its id.'),
    drill: text('Name of the drill.'),
    kind: oneOf(
      ['rollback', 'migration', 'restore'],
      'What was rehearsed: with traffic, the migrations of stores alone, or the restore of a backup.',
    ),
    artifact: text('The artifact.'),
    environment: text('The environment.'),
    from: versionId('N-1.'),
    to: versionId('N.'),
    startedAt: moment('When it began.'),
    durationMs: ms('How long it took'),
    tool: object(
      {
        drill: text('Its version.'),
        node: text('Its version.'),
        platform: text('Where it ran.'),
        database: optional(text('With its version.')),
      },
      'What it was run with.',
    ),
    routes: list(route, 'What was asked for.'),
    expectations: optional(
      object(
        {
          slo: slo('Over the whole drill.'),
          sloRollback: slo('In the rollback window.'),
          minimum: object(
            { requests: count('A version.'), writes: count('In all.'), mixedWrites: count('While both served.') },
            'Less proves nothing.',
          ),
        },
        'What was asked of it; of a rollback.',
      ),
    ),
    rehearsals: optional(list(rehearsal, 'One a route; of a rollback.')),
    asked: optional(list(text('A store.'), 'What was to be tried; of migrations.')),
    stores: optional(list(contract, 'As a check tells it; of migrations.')),
    failures: optional(
      list(
        object(
          {
            phase: optional(oneOf(restorePhases, 'Of a restore.')),
            who: oneOf(['environment', 'harness', 'interrupted'], 'Who failed.'),
            at: ms('When'),
            what: text('In words.'),
            fix: optional(text('What to do.')),
            log: optional(list(text('A line.'), 'The last lines of its log.')),
          },
          'What ended it before its time.',
        ),
        'Of migrations and restores.',
      ),
    ),
    ...restore,
    leftovers: list(text('In words.'), 'What clean-up could not remove.'),
    judgement: optional(judgement),
  },
  'Everything that one drill observed.',
);
