import { consumedContracts, consumerCycles } from './consumers.ts';
import { drilledStores, drillKinds, restoredStores } from './drill-kinds.ts';
import { drillNames, drillRoutes, drillRuns, drillStores, drillVersions } from './drills.ts';
import { durationLimits, trafficSteps } from './durations.ts';
import { environmentStores, environmentUrls, policyNames } from './environments.ts';
import { configFiles, contractFiles, migrationFolders, storeFiles, versionFolders, workloadFiles } from './files.ts';
import { planNames } from './plans.ts';
import type { ReferenceRule } from './reference.ts';
import { exactPackages, logPatterns, storeRows, storeUrls } from './values.ts';
import { policyEnvironments, waiverPlaces, waiverScopes } from './waivers.ts';

/** Everything that drill.yaml's parts must be to each other and to the files around it. */
export const referenceRules: readonly ReferenceRule[] = [
  drillNames,
  drillVersions,
  drillKinds,
  drilledStores,
  restoredStores,
  drillRoutes,
  drillRuns,
  drillStores,
  environmentStores,
  environmentUrls,
  consumedContracts,
  consumerCycles,
  policyNames,
  planNames,
  versionFolders,
  configFiles,
  migrationFolders,
  storeFiles,
  contractFiles,
  workloadFiles,
  exactPackages,
  storeUrls,
  storeRows,
  logPatterns,
  durationLimits,
  trafficSteps,
  waiverPlaces,
  waiverScopes,
  policyEnvironments,
];
