import { DrillError } from '../../core/error.ts';
import { suggestion } from '../../core/nearest.ts';
import type { StepDefinition, WorkloadDefinition } from '../../workspace/definition.ts';
import { atPointer } from './pointer.ts';
import { fill, fillText, namesIn } from './template.ts';
import type { Answer, Client, Journey, Workload } from './workload.ts';

const given = ['key', 'n'];

/** Every name that a step uses must have been captured before; all that are not, at once. */
const checkNames = (definition: WorkloadDefinition, file: string): void => {
  const problems = definition.journeys.flatMap((journey) => {
    const known = new Set(given);
    return journey.steps.flatMap((step) => {
      const before = namesIn({ request: step.request, headers: step.headers, body: step.body, expect: step.expect });
      const unknownBefore = before.filter((name) => !known.has(name));
      for (const name of Object.keys(step.capture ?? {})) known.add(name);
      const unknown = [...unknownBefore, ...namesIn(step.write).filter((name) => !known.has(name))];
      return unknown.map((name) => ({
        code: 'workload/unknown-name',
        what: `journey ${JSON.stringify(journey.name)}, ${step.request}: \${${name}} is not known there`,
        why: 'a step may use ${key}, ${n} and what an earlier step captured',
        fix: suggestion(name, [...known]),
        at: { file, line: 1, column: 1 },
      }));
    });
  });
  const [first, ...rest] = problems;
  if (first) throw DrillError.of([first, ...rest]);
};

const captured = (step: StepDefinition, answer: Answer, values: Map<string, unknown>): void => {
  for (const [name, pointer] of Object.entries(step.capture ?? {})) values.set(name, atPointer(answer.body, pointer));
};

const runStep = async (step: StepDefinition, client: Client, values: Map<string, unknown>): Promise<void> => {
  const line = (template: string): string => fillText(template, values, encodeURIComponent);
  const { write } = step;
  const answer = await client.request(line(step.request), {
    ...(step.headers ? { headers: fill(step.headers, values) as Record<string, string> } : {}),
    ...(step.body === undefined ? {} : { body: fill(step.body, values) }),
    ...(step.status === undefined ? {} : { status: step.status }),
    ...(step.expect === undefined ? {} : { expect: fill(step.expect, values) }),
    ...(step.capture ? { has: Object.values(step.capture) } : {}),
    ...(write
      ? {
          write: (acknowledged: Answer) => {
            captured(step, acknowledged, values);
            return {
              read: line(write.read),
              ...(write.resource === undefined ? {} : { resource: fillText(write.resource, values) }),
              ...(write.at === undefined ? {} : { at: write.at }),
              ...(write.among === undefined ? {} : { among: write.among }),
              ...(write.expect === undefined ? {} : { expect: fill(write.expect, values) }),
              ...(write.gone === undefined ? {} : { gone: write.gone }),
            };
          },
        }
      : {}),
  });
  captured(step, answer, values);
};

/** A workload that is declared in YAML. `file` is named in errors. Throws `workload/unknown-name`. */
export const declaredWorkload = (definition: WorkloadDefinition, file: string): Workload => {
  checkNames(definition, file);
  return {
    journeys: definition.journeys.map((journey): Journey => ({
      name: journey.name,
      ...(journey.weight === undefined ? {} : { weight: journey.weight }),
      ...(journey.only === undefined ? {} : { only: journey.only }),
      run: async (client) => {
        const values = new Map<string, unknown>([
          ['key', client.key],
          ['n', client.n],
        ]);
        for (const step of journey.steps) await runStep(step, client, values);
      },
    })),
  };
};
