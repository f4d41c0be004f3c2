import { cells } from '../../model/cell.ts';
import { replayOutcomes } from '../../model/replay.ts';
import { chain, coverage, digest, finding, judgement, place, secondAnswer, versionId } from './parts.ts';
import { count, head, list, mapOf, moment, object, oneOf, optional, text } from './values.ts';

const cell = object(
  {
    state: oneOf(['holds', 'breaks', 'breaks-if-used', 'unknown', 'not-applicable'], 'What is known of it.'),
    basis: optional(oneOf(['proved', 'exercised'], 'What `holds` rests on.')),
    because: text('What was covered, or why it is unknown or not applicable.'),
  },
  'One cell.',
);

const secondOpinion = object(
  {
    by: text('The other tool, with its version.'),
    questions: count('Two a pair of schemas.'),
    agrees: count('Answers as ours.'),
    silent: mapOf(count('How often.'), 'No answer, by the reason.'),
    beside: count('Answers where we do not know.'),
    disagreements: list(
      object(
        {
          question: oneOf(['old in new', 'new in old'], 'What was asked.'),
          at: object({ old: place('In the document of N-1.'), new: place('In the document of N.') }, 'Where the schemas stand.'),
          ours: oneOf(['contained', 'not-contained', 'unknown'], 'Our answer.'),
          answer: secondAnswer,
        },
        'One answer that is not ours.',
      ),
      'Answers that are not ours.',
    ),
  },
  'Another tool’s opinion (`--second-opinion`).',
);

const replay = object(
  {
    url: text('Where they were sent: what targets follow.'),
    note: optional(text('How that comes from the address that was given, where it is another.')),
    version: oneOf(['N-1', 'N'], 'Which version is said to run there.'),
    results: list(
      object(
        {
          rule: text('Of the finding.'),
          fingerprint: optional(text('Of the finding.')),
          request: text('`POST /orders?limit=1`'),
          outcome: oneOf(replayOutcomes, 'What the server said.'),
          status: optional(count('Status code.')),
          ms: optional(count('Milliseconds until the answer began.')),
          because: text('In words.'),
        },
        'One request that the document refuses.',
      ),
      'In the order of the findings.',
    ),
  },
  'What a running server said (`--replay`).',
);

/** One contract, or one store. */
export const contract = object(
  {
    name: text('As drill.yaml calls it.'),
    is: optional(oneOf(['contract', 'store'], 'Absent: a contract.')),
    format: text('`openapi`, `json-schema`; of a store its engine, `postgres`.'),
    files: object({ old: text('Of N-1.'), new: text('Of N.') }, 'The documents.'),
    digests: optional(object({ old: digest('the document of N-1'), new: digest('the document of N') }, 'What was read.')),
    compared: object(
      {
        what: oneOf(['operations', 'schemas', 'objects'], 'What is counted.'),
        count: count('Compared.'),
        identical: count('Of these, the same on both sides.'),
      },
      'The work that it rests on; nothing compared is never a pass.',
    ),
    cells: object(Object.fromEntries(cells.map((name) => [name, cell])), 'What becomes of each cell.'),
    findings: list(finding, 'By place.'),
    notices: optional(list(text('In words.'), 'What to look at first.')),
    wayBack: optional(text('Of a store whose migrations were tried: whether and how one gets back, in a sentence.')),
    chain: optional(chain),
    captured: optional(list(coverage, 'What captured statements rest on.')),
    secondOpinion: optional(secondOpinion),
    replay: optional(replay),
  },
  'One contract, or one store.',
);

/** `drill check --json` (of one artifact; of several a list of these) and `drill diff --json`. */
export const checkDocument = object(
  {
    ...head('check'),
    artifact: text('The artifact; `diff` for `drill diff`.'),
    from: versionId('N-1.'),
    to: versionId('N.'),
    at: moment('When it was checked.'),
    summary: optional(text('Safe to roll out? Safe to roll back? In one line.')),
    environment: optional(text('The environment whose policy it was judged by.')),
    waivers: optional(
      object(
        {
          accepted: count('Findings that are accepted.'),
          until: optional(text('The first day on which one of them is not any more.')),
          expired: count('Findings that are back.'),
          unused: list(
            object({ text: text('The waiver.'), at: optional(place('Where it stands.')) }, 'A waiver.'),
            'Waivers that no finding needed.',
          ),
        },
        'What became of what was accepted.',
      ),
    ),
    off: optional(
      list(
        object({ rule: text('Rule id.'), count: count('Findings that it would have made.'), reason: text('Why it is off.') }, 'A rule.'),
        'Rules that the policy turned off.',
      ),
    ),
    contracts: list(contract, 'Empty where nothing had changed (`--changed`).'),
    judgement,
  },
  'What `drill check` found for one artifact.',
);
