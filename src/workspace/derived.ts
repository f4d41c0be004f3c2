import { definition } from './definition.ts';
import { baselineDefinition } from './definition/waivers.ts';
import { keysPage } from './derived/keys-page.ts';

/** A file of this package that is made from the definition; paths are relative to the package. */
export interface Derived {
  readonly folder: string;
  readonly name: string;
  readonly text: string;
}

/** All that `npm run schema` writes. A test fails when a file is not what this says. */
export const derived = (): readonly Derived[] => [
  { folder: 'contracts/drill/1', name: 'drill.schema.json', text: `${JSON.stringify(definition, null, 2)}\n` },
  { folder: 'contracts/drill/1', name: 'drill.baseline.schema.json', text: `${JSON.stringify(baselineDefinition, null, 2)}\n` },
  { folder: 'docs', name: 'drill-yaml.md', text: keysPage(definition) },
];
