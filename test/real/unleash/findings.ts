// What going back from unleash-server 8.2.0 to 7.6.5 is known to show (docs/example-unleash.md).

const project = '/api/admin/projects/default';

/** One way in which 7.6.5 fails after the rollback. */
export interface Known {
  readonly journey: string;
  /** Without the names and ids of one run; see `kindOf`. */
  readonly request: string;
  readonly what: string;
  /** Words of the answer that say why. */
  readonly why: RegExp;
}

/** All that fails, in the order of the journeys' names. */
export const known: readonly Known[] = [
  {
    journey: 'clone a flag that uses the new operator',
    request: `POST ${project}/features/<flag>/clone`,
    what: 'answered 400',
    why: /"operator\\" must be one of/,
  },
  {
    journey: 'look at the integrations',
    request: 'GET /api/admin/addons',
    what: 'answered 500',
    why: /Cannot read properties of undefined \(reading 'includes'\)/,
  },
  {
    journey: 'save a flag of the new type again',
    request: `PUT ${project}/features/<flag>`,
    what: 'answered 400',
    why: /`type` property must be equal to one of the allowed values/,
  },
  {
    journey: 'save a segment with the new operator again',
    request: 'PUT /api/admin/segments/<id>',
    what: 'answered 400',
    why: /`operator` property must be equal to one of the allowed values/,
  },
  {
    journey: 'save a strategy with the new operator again',
    request: `PUT ${project}/features/<flag>/environments/development/strategies/<id>`,
    what: 'answered 400',
    why: /`operator` property must be equal to one of the allowed values/,
  },
  {
    journey: 'turn a flag on in production',
    request: `POST ${project}/features/<flag>/environments/production/on`,
    what: 'answered 400',
    why: /"operator\\" must be one of/,
  },
];

/** The request without the names and ids of one run. */
export const kindOf = (request: string): string =>
  request.replace(/\/features\/[^/]+/, '/features/<flag>').replace(/\/(strategies|segments)\/[^/]+$/, '/$1/<id>');

/** What became of what was written, by the first word of its resource; all of a kind alike. */
export const states = [
  'custom-strategy: present',
  'flag: present',
  'segment: present',
  'strategy: present',
  'switch: present',
  'tag: present',
  'teamsworkflow: unreadable',
  'token: present',
  'webhook: present',
];

/** The codes of the verdict's reasons. */
export const reasons = ['drill/writes-unreadable', 'drill/slo-availability', 'drill/slo-rollback-availability'];
