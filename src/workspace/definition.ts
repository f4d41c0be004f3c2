import { type Static, Type } from 'typebox';
import { command, duration, named, object, onDemand, oneOf, optional, pointer, requestLine, text } from './definition/values.ts';
import { plan } from './definition/plans.ts';
import { drill } from './definition/drills.ts';
import { policy } from './definition/policy.ts';
import { store } from './definition/stores.ts';
import { waivers } from './definition/waivers.ts';
import type { step, workloadDefinition } from './definition/workload.ts';

// drill.yaml as data: the types, the JSON Schema that editors read and the check of the file all come from here.
// Adding a key means adding it here, with its description, and nowhere else.

const environmentVariable = Type.Union(
  [
    Type.String({ description: 'A fixed value. `${port}`, `${host}` and `${stores.<name>.url}` are filled in.' }),
    object({
      fromEnvironment: text('Name of the variable of the machine whose value is handed on; the one way a value of the machine gets in.'),
    }),
  ],
  { description: 'A value of the process’s environment: fixed, or handed on from the machine.' },
);

const source = Type.Union(
  [
    object({ path: text('Folder with the version, code and config together, relative to drill.yaml.'), onDemand }),
    object({
      npm: Type.String({
        description: '`name@version` of a package from the npm registry; the version must be exact.',
        pattern: '^(@[^/@]+/)?[^/@]+@[^@]+$',
        patternErrorMessage: 'the name and exact version of a package, such as express@5.1.0',
        examples: ['express@5.1.0', '@scope/name@1.0.0'],
      }),
      with: optional(
        text(
          'Folder whose files start the package (and are part of the digest); the working directory of its commands. With a package.json and package-lock.json in it, exactly what that lock names is installed.',
        ),
      ),
      scripts: optional(
        Type.Boolean({
          description: 'Let the install scripts of the packages run, e.g. to build native modules. Default: no script of theirs is run.',
        }),
      ),
      onDemand,
    }),
    object({
      git: text('A git ref of this repository: tag, branch or commit.'),
      path: optional(text('Folder inside that ref; the whole tree when absent.')),
      onDemand,
    }),
    object({ image: text('A container image, by tag or digest.'), onDemand }),
  ],
  { description: 'Where the version comes from: exactly one of path, npm, git, image.' },
);

const contract = object(
  {
    format: oneOf(['openapi', 'json-schema'], 'The contract’s language.'),
    file: text('The document, relative to drill.yaml; `{version}` stands for the version.'),
    captured: optional(
      requestLine(
        'The document is not kept in the repository: a drill asks each version that it runs for it, and writes it to `file`, where `drill check` finds it.',
      ),
    ),
    role: optional(
      oneOf(['provider', 'consumer', 'both'], 'Does the artifact serve this contract (default), call it, or both, and nobody else does?'),
    ),
    persisted: optional(Type.Boolean({ description: 'Documents of this contract are stored and outlive a release.' })),
  },
  { description: 'An API schema that the artifact provides or consumes.' },
);

const served = Type.Union(
  [
    object({ header: text('Response header that carries the version.') }),
    object({
      request: requestLine('Asked before a version is stopped.'),
      at: pointer('JSON pointer to the number of requests it served.'),
    }),
    object({ log: text('Regular expression; each line of the version’s output that it matches is one request.') }),
  ],
  { description: 'How the artifact itself says how many requests a version served.' },
);

const artifact = object(
  {
    versions: named(source, 'The versions of the artifact, by their names.', { minProperties: 1 }),
    config: optional(text('Config file or folder inside the version. It must be there: config is part of the version and of its digest.')),
    run: optional(
      object(
        {
          command,
          env: optional(
            Type.Record(Type.String(), environmentVariable, {
              description:
                'The process’s environment; nothing else of the machine’s gets in but PATH, HOME, LANG, TZ and TMPDIR. Default: PORT and DATABASE_URL.',
            }),
          ),
          ready: requestLine('Answers 2xx once the version can serve.'),
          version: optional(
            Type.Union(
              [
                requestLine('Answers the version that runs, as text or as `{"version": …}`.'),
                object({
                  request: requestLine('Asked once the version is ready.'),
                  at: pointer('JSON pointer to the version in its answer.'),
                }),
              ],
              { description: 'How the version that runs is asked which it is.' },
            ),
          ),
          served: optional(served),
          stop: optional(duration('How long it may take to end after SIGTERM (default 5s).')),
        },
        { description: 'How one version is run as a process.' },
      ),
    ),
    contracts: optional(named(contract, 'Its API schemas.')),
    stores: optional(named(store, 'Its stores.')),
    consumes: optional(
      named(
        object(
          {
            contract: text('Name of the contract in that artifact.'),
            as: optional(text('Name of the own contract (`role: consumer`) that says what it uses of it.')),
            usage: optional(
              text('A file with what it was seen to use (docs/contracts.md), relative to drill.yaml; `{version}` stands for its version.'),
            ),
          },
          { description: 'What it calls there.' },
        ),
        'Artifacts that it calls, by name.',
      ),
    ),
    onDemand,
  },
  { description: 'One unit of deployment: its versions, how it is run, what it serves, keeps and calls.' },
);

const environment = object(
  {
    target: oneOf(['process', 'container', 'kubernetes', 'command'], 'How versions are started.'),
    stores: optional(
      named(
        Type.String({
          description:
            'On which server databases are made for it: `embedded`, `docker`, `docker:<image>`, or the URL of one that is there.',
          pattern:
            '^(embedded(:[0-9]{2})?|docker(:[a-z0-9][A-Za-z0-9_./:@-]*)?|postgres(ql)?://([^/?#@]*@)?([^/?#@:\\[]+|\\[[0-9a-fA-F:.]+\\])(:[0-9]*)?([/?#].*)?)$',
          patternErrorMessage: 'embedded, docker, docker:<image> or a URL that begins with postgres:// and names a host',
        }),
        '`embedded`, `docker`, `docker:<image>`, or a server’s URL, by store.',
      ),
    ),
    urls: optional(
      named(
        Type.String({
          description: 'Where this artifact answers there: a URL with http or https, without credentials.',
          pattern: '^https?://[^\\s@?#]+$',
          patternErrorMessage: 'a URL that begins with http:// or https://, without credentials, query and fragment',
          examples: ['https://orders.staging.example'],
        }),
        'Where artifacts answer, by artifact: `drill check --replay` sends requests to this machine and to these alone.',
      ),
    ),
    synthetic: optional(Type.Boolean({ description: 'All its data is made up, so that reports may show values.' })),
  },
  { description: 'A place where versions run.' },
);

export const definition = object(
  {
    version: Type.Literal(1, { description: 'Version of this file’s form.' }),
    artifacts: named(artifact, 'What is deployed as one unit, code and config together.', { minProperties: 1 }),
    environments: optional(named(environment, 'Where versions run.')),
    drills: optional(named(drill, 'Rehearsals.')),
    plans: optional(named(plan, 'Changes of stores that take several releases.')),
    policy: optional(named(policy, 'What a rollout needs, by artifact; `default` is for those that are not named.')),
    waivers: optional(waivers),
  },
  { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'drill.yaml', description: 'The workspace of `drill`.' },
);

export type Definition = Static<typeof definition>;
export type ArtifactDefinition = Static<typeof artifact>;
export type RunDefinition = NonNullable<ArtifactDefinition['run']>;
export type SourceDefinition = Static<typeof source>;
export type ContractDefinition = Static<typeof contract>;
export type StoreDefinition = Static<typeof store>;
export type PlanDefinition = Static<typeof plan>;
export type EnvironmentDefinition = Static<typeof environment>;
export type DrillDefinition = Static<typeof drill>;
export type WaiverDefinition = Static<typeof waivers>[number];
export type StepDefinition = Static<typeof step>;
export type WorkloadDefinition = Static<typeof workloadDefinition>;
