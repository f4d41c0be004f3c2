// What a workload module or a script of one's own imports from `rollback-drill`.
export type { DrillDefinition, StepDefinition, WorkloadDefinition } from './workspace/definition.ts';
