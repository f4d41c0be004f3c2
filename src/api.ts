// What a workload module or a script of one's own imports from `rollback-drill`.
export type { Answer, Client, Journey, RequestOptions, Workload, WriteExpectation } from './drills/workload/workload.ts';
export type { Journal } from './model/journal.ts';
export type { DrillDefinition, StepDefinition, WorkloadDefinition } from './workspace/definition.ts';
