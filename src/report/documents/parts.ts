import { cells, routes } from '../../model/cell.ts';
import { severities } from '../../model/finding.ts';
import { outcomes } from '../../model/outcome.ts';
import { any, count, list, ms, mapOf, object, oneOf, optional, text } from './values.ts';

// What several reports hold.

export const digest = (of: string) => text(`\`sha256:…\` of ${of}.`);

export const versionId = (description: string) =>
  object({ version: text('Name of the version, or of the file.'), digest: digest('its content, code and config together') }, description);

export const place = (description: string) =>
  object(
    {
      file: text('The file, as it was named.'),
      line: count('From 1.'),
      column: count('From 1, in UTF-16 units.'),
      pointer: optional(text('JSON pointer in the document.')),
    },
    description,
  );

export const judgement = object(
  {
    outcome: oneOf(outcomes, 'The worst of its reasons’.'),
    reasons: list(
      object(
        {
          outcome: oneOf(outcomes, 'What it speaks for.'),
          code: text('Stable id.'),
          what: text('In words.'),
          fix: optional(text('What to do about it.')),
        },
        'One reason.',
      ),
      'The gravest first.',
    ),
  },
  'What it comes to.',
);

export const problem = object(
  {
    code: text('Stable id.'),
    what: text('What was found.'),
    why: optional(text('Why it matters.')),
    fix: optional(text('What to do.')),
    at: optional(place('Where.')),
  },
  'One thing that is wrong.',
);

const waiver = (description: string) =>
  object({ reason: text('Why it was accepted.'), expires: text('The last day, `2026-12-31`, in UTC.') }, description);

const message = {
  headers: mapOf(text('Its value.'), 'By name, in lower case.'),
  body: optional(object({ media: text('Its media type.'), text: text('As it is sent.') }, 'What is sent with it.')),
};

const exchange = object(
  {
    request: object({ method: text('In any case.'), target: text('Path and query, percent-encoded.'), ...message }, 'The request.'),
    response: optional(object({ status: count('Status code.'), ...message }, 'The response, where it is the response that is refused.')),
    acceptedBy: text('Who means it to be valid: `client N-1`, …'),
    refusedBy: text('Who refuses it: `server N`, …'),
    refused: object({ part: text('What of it: `body`, `parameter`, …'), because: text('Why.') }, 'What is refused.'),
    confirmedBy: optional(text('Who agrees that the value is valid for the one and not for the other.')),
  },
  'The call of HTTP that shows it.',
);

export const finding = object(
  {
    rule: text('Rule id; `drill explain <rule>`.'),
    fingerprint: optional(text('The same finding has the same one in every run.')),
    shared: optional(text('The fingerprint of them all, where N changed several copies of one part alike, each in operations of its own.')),
    severity: oneOf(severities, 'How much it weighs.'),
    cells: object(
      Object.fromEntries(
        cells.map((cell) => [cell, optional(oneOf(['breaks', 'breaks-if-used', 'unknown'], `What becomes of the cell ${cell}.`))]),
      ),
      'The cells that it hits.',
    ),
    route: optional(oneOf(routes, 'The way back that it is about.')),
    object: optional(text('The object of a store that it is of: `column public.orders.note`.')),
    what: text('What changed, in words.'),
    why: text('Why it matters.'),
    fix: text('What to do.'),
    at: object({ old: optional(place('In the document of N-1.')), new: optional(place('In the document of N.')) }, 'Where it is.'),
    witness: optional(
      object(
        {
          kind: oneOf(['value', 'request', 'response', 'row', 'statement', 'write'], 'What it is.'),
          value: any('The thing itself.'),
          confirmedBy: text('The independent implementation that agreed.'),
        },
        'What shows it.',
      ),
    ),
    exchange: optional(exchange),
    noExchange: optional(text('Why there is no exchange.')),
    operation: optional(text('The operation: `GET /orders/{id}`.')),
    operations: optional(list(text('An operation.'), 'All operations that it is met in, where they are several.')),
    elsewhere: optional(count('In how many more operations or places it is met that are not named.')),
    where: optional(text('Where, in words.')),
    waived: optional(waiver('Accepted: it does not count.')),
    waiverExpired: optional(waiver('Accepted once, and no longer.')),
    downgraded: optional(text('Why it weighs less than its rule says.')),
    raised: optional(text('Why it weighs more.')),
    use: optional(
      object(
        {
          of: text('The use that a `breaks-if-used` depends on.'),
          state: oneOf(['seen', 'ruled-out', 'unknown'], 'What is known of it.'),
          assume: oneOf(['used', 'unused'], 'What is assumed while nobody knows.'),
        },
        'The use that it depends on.',
      ),
    ),
  },
  'One incompatibility.',
);

export const chain = object(
  {
    steps: list(
      object(
        {
          name: text('Of the migration.'),
          file: text('Where it stands.'),
          back: oneOf(['schema-left', 'down', 'none', 'unknown'], 'How N-1 gets back once it has run, and none after it.'),
          asked: count('Statements of N-1 that were asked after it; at the last one the whole is asked.'),
          leftOut: count('And that were not, since it does not touch what they do.'),
          upMs: ms('How long it took on small tables'),
          downMs: optional(ms('And its own down')),
          downEstimate: optional(object({ ms: ms('Estimate'), error: ms('More or less') }, 'Its own down at the declared rows.')),
        },
        'One migration.',
      ),
      'In their order.',
    ),
    pointOfNoReturn: optional(
      object(
        {
          step: text('The migration.'),
          file: text('Where it stands.'),
          why: text('Why not on the schema that is left; why not by the down migrations.'),
          until: optional(text('The later migration with which going back is possible again.')),
        },
        'The first migration after which going back loses data or is impossible.',
      ),
    ),
    stopped: optional(text('The migration that does not go through on rows of N-1.')),
  },
  'The migrations between N-1 and N, one by one.',
);

export const coverage = object(
  {
    of: oneOf(['N-1', 'N'], 'Whose.'),
    from: optional(text('The file or folder.')),
    statements: count('Each with each of its lists of parameters.'),
    asked: count('Run on their own schema.'),
    prepared: count('Prepared alone, for want of parameters.'),
    refused: count('Refused or not understood by their own schema.'),
    untold: count('Of which it cannot be told what they touch, so that nothing is ruled out.'),
    tables: list(
      object(
        {
          table: text('As SQL writes it.'),
          touched: list(text('A column.'), 'Columns that are touched.'),
          untouched: list(text('A column.'), 'Columns that are not.'),
        },
        'A table that is touched.',
      ),
      'Tables that are touched.',
    ),
    untouched: list(text('A table.'), 'Tables that none touches.'),
  },
  'What captured statements of a version touch.',
);

export const secondAnswer = object(
  {
    stands: oneOf(['agrees', 'silent', 'beside', 'refuted', 'confirmed', 'unsettled'], 'How it stands to ours.'),
    says: optional(oneOf(['contained', 'not-contained'], 'The other tool’s answer.')),
    because: text('Why.'),
    example: optional(object({ value: any('The document.') }, 'The document that settles it.')),
  },
  'Another tool’s answer.',
);
