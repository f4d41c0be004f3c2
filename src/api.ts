// What a workload module, a test or a script of one's own imports from `rollback-drill`.
export { type Contract, diff, type DiffOptions } from './compat/diff.ts';
export type { Dialect } from './compat/schema/read/place.ts';
export type { Containment, Mark, Profile, QuestionOptions, Refutation, Relation } from './compat/schema/question.ts';
export { generate, type Generated, type GeneratedDocument, type GenerateOptions } from './compat/schema/generate.ts';
export { contains, relation } from './compat/schema/relation.ts';
export { Exact, type Value } from './compat/schema/value.ts';
export type { Answer, Client, Journey, RequestOptions, Workload, WriteExpectation } from './drills/workload/workload.ts';
export type { CheckReport, ContractReport } from './model/check.ts';
export type { Finding } from './model/finding.ts';
export type { Journal } from './model/journal.ts';
export type { DrillDefinition, StepDefinition, WorkloadDefinition } from './workspace/definition.ts';
