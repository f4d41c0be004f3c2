import type { StorageRule } from '../rule.ts';
import { cascadeDropped } from './cascade-dropped.ts';
import { checkAdded } from './check-added.ts';
import { checkChanged } from './check-changed.ts';
import { checkDropped } from './check-dropped.ts';
import { checkFunctionChanged } from './check-function-changed.ts';
import { checkLoosened } from './check-loosened.ts';
import { checkTightened } from './check-tightened.ts';
import { columnAdded } from './column-added.ts';
import { columnBecameGenerated } from './column-became-generated.ts';
import { columnCollationChanged } from './column-collation-changed.ts';
import { columnDefaultAdded } from './column-default-added.ts';
import { columnDefaultChanged } from './column-default-changed.ts';
import { columnDefaultDropped } from './column-default-dropped.ts';
import { columnDropped } from './column-dropped.ts';
import { columnGenerationChanged } from './column-generation-changed.ts';
import { columnIdentityDropped } from './column-identity-dropped.ts';
import { columnIdentityLoosened } from './column-identity-loosened.ts';
import { columnIdentityTightened } from './column-identity-tightened.ts';
import { columnNoLongerGenerated } from './column-no-longer-generated.ts';
import { columnNotNullDropped } from './column-not-null-dropped.ts';
import { columnNotNullSet } from './column-not-null-set.ts';
import { columnRenamed } from './column-renamed.ts';
import { columnTypeChanged } from './column-type-changed.ts';
import { columnTypeNarrowed } from './column-type-narrowed.ts';
import { columnTypeWidened } from './column-type-widened.ts';
import { columnsReordered } from './columns-reordered.ts';
import { compositeChanged } from './composite-changed.ts';
import { constraintBecameDeferrable } from './constraint-became-deferrable.ts';
import { constraintNoLongerDeferrable } from './constraint-no-longer-deferrable.ts';
import { constraintRenamed } from './constraint-renamed.ts';
import { constraintValidated } from './constraint-validated.ts';
import { databaseRightRevoked } from './database-right-revoked.ts';
import { definitionChanged } from './definition-changed.ts';
import { domainChanged } from './domain-changed.ts';
import { domainLoosened } from './domain-loosened.ts';
import { domainTightened } from './domain-tightened.ts';
import { enumReordered } from './enum-reordered.ts';
import { enumValueAdded } from './enum-value-added.ts';
import { enumValueRemoved } from './enum-value-removed.ts';
import { enumValueRenamed } from './enum-value-renamed.ts';
import { eventTriggerAdded } from './event-trigger-added.ts';
import { exclusionAdded } from './exclusion-added.ts';
import { exclusionDropped } from './exclusion-dropped.ts';
import { extensionAdded } from './extension-added.ts';
import { extensionDropped } from './extension-dropped.ts';
import { extensionMoved } from './extension-moved.ts';
import { extensionVersionChanged } from './extension-version-changed.ts';
import { foreignKeyAdded } from './foreign-key-added.ts';
import { foreignKeyChanged } from './foreign-key-changed.ts';
import { foreignKeyDropped } from './foreign-key-dropped.ts';
import { grantAdded } from './grant-added.ts';
import { grantRevoked } from './grant-revoked.ts';
import { indexChanged } from './index-changed.ts';
import { indexDropped } from './index-dropped.ts';
import { indexNotValid } from './index-not-valid.ts';
import { inheritanceChanged } from './inheritance-changed.ts';
import { notDecided } from './not-decided.ts';
import { objectAdded } from './object-added.ts';
import { objectDropped } from './object-dropped.ts';
import { ownerChanged } from './owner-changed.ts';
import { partitionChanged } from './partition-changed.ts';
import { partitioningChanged } from './partitioning-changed.ts';
import { policyChanged } from './policy-changed.ts';
import { policyNarrowed } from './policy-narrowed.ts';
import { policyWidened } from './policy-widened.ts';
import { primaryKeyAdded } from './primary-key-added.ts';
import { primaryKeyChanged } from './primary-key-changed.ts';
import { primaryKeyDropped } from './primary-key-dropped.ts';
import { publicationChanged } from './publication-changed.ts';
import { publicationDropped } from './publication-dropped.ts';
import { referenceAdded } from './reference-added.ts';
import { replicaIdentityChanged } from './replica-identity-changed.ts';
import { requiredColumnAdded } from './required-column-added.ts';
import { rewriteRuleAdded } from './rewrite-rule-added.ts';
import { rewriteRuleDropped } from './rewrite-rule-dropped.ts';
import { routineAdded } from './routine-added.ts';
import { routineBodyChanged } from './routine-body-changed.ts';
import { routineDropped } from './routine-dropped.ts';
import { routineResultChanged } from './routine-result-changed.ts';
import { routineRunsAsCaller } from './routine-runs-as-caller.ts';
import { routineSignatureChanged } from './routine-signature-changed.ts';
import { rowSecurityDisabled } from './row-security-disabled.ts';
import { rowSecurityEnabled } from './row-security-enabled.ts';
import { schemaAdded } from './schema-added.ts';
import { schemaDropped } from './schema-dropped.ts';
import { sequenceAdded } from './sequence-added.ts';
import { sequenceCycleChanged } from './sequence-cycle-changed.ts';
import { sequenceDropped } from './sequence-dropped.ts';
import { sequenceIncrementChanged } from './sequence-increment-changed.ts';
import { sequenceNarrowed } from './sequence-narrowed.ts';
import { sequenceWidened } from './sequence-widened.ts';
import { settingChanged } from './setting-changed.ts';
import { tableAdded } from './table-added.ts';
import { tableBecameUnlogged } from './table-became-unlogged.ts';
import { tableBehindView } from './table-behind-view.ts';
import { tableDropped } from './table-dropped.ts';
import { tableRenamed } from './table-renamed.ts';
import { timeLimitTightened } from './time-limit-tightened.ts';
import { triggerAdded } from './trigger-added.ts';
import { triggerChanged } from './trigger-changed.ts';
import { triggerDisabled } from './trigger-disabled.ts';
import { triggerDropped } from './trigger-dropped.ts';
import { triggerEnabled } from './trigger-enabled.ts';
import { triggerFunctionStricter } from './trigger-function-stricter.ts';
import { triggerWithSideEffectsAdded } from './trigger-with-side-effects-added.ts';
import { typeAdded } from './type-added.ts';
import { typeDropped } from './type-dropped.ts';
import { uniqueAdded } from './unique-added.ts';
import { uniqueChanged } from './unique-changed.ts';
import { uniqueDropped } from './unique-dropped.ts';
import { viewAdded } from './view-added.ts';
import { viewBecameTable } from './view-became-table.ts';
import { viewCheckOptionAdded } from './view-check-option-added.ts';
import { viewCheckOptionDropped } from './view-check-option-dropped.ts';
import { viewColumnAdded } from './view-column-added.ts';
import { viewColumnDropped } from './view-column-dropped.ts';
import { viewColumnRetyped } from './view-column-retyped.ts';
import { viewColumnsReordered } from './view-columns-reordered.ts';
import { viewDefinitionChanged } from './view-definition-changed.ts';
import { viewDropped } from './view-dropped.ts';
import { viewNotPopulated } from './view-not-populated.ts';
import { viewOptionsChanged } from './view-options-changed.ts';

/** Every rule about stores. One line a rule; a test compares it with the folder. */
export const rules: readonly StorageRule[] = [
  cascadeDropped,
  checkAdded,
  checkChanged,
  checkDropped,
  checkFunctionChanged,
  checkLoosened,
  checkTightened,
  columnAdded,
  columnBecameGenerated,
  columnCollationChanged,
  columnDefaultAdded,
  columnDefaultChanged,
  columnDefaultDropped,
  columnDropped,
  columnGenerationChanged,
  columnIdentityDropped,
  columnIdentityLoosened,
  columnIdentityTightened,
  columnNoLongerGenerated,
  columnNotNullDropped,
  columnNotNullSet,
  columnRenamed,
  columnTypeChanged,
  columnTypeNarrowed,
  columnTypeWidened,
  columnsReordered,
  compositeChanged,
  constraintBecameDeferrable,
  constraintNoLongerDeferrable,
  constraintRenamed,
  constraintValidated,
  databaseRightRevoked,
  definitionChanged,
  domainChanged,
  domainLoosened,
  domainTightened,
  enumReordered,
  enumValueAdded,
  enumValueRemoved,
  enumValueRenamed,
  eventTriggerAdded,
  exclusionAdded,
  exclusionDropped,
  extensionAdded,
  extensionDropped,
  extensionMoved,
  extensionVersionChanged,
  foreignKeyAdded,
  foreignKeyChanged,
  foreignKeyDropped,
  grantAdded,
  grantRevoked,
  indexChanged,
  indexDropped,
  indexNotValid,
  inheritanceChanged,
  notDecided,
  objectAdded,
  objectDropped,
  ownerChanged,
  partitionChanged,
  partitioningChanged,
  policyChanged,
  policyNarrowed,
  policyWidened,
  primaryKeyAdded,
  primaryKeyChanged,
  primaryKeyDropped,
  publicationChanged,
  publicationDropped,
  referenceAdded,
  replicaIdentityChanged,
  requiredColumnAdded,
  rewriteRuleAdded,
  rewriteRuleDropped,
  routineAdded,
  routineBodyChanged,
  routineDropped,
  routineResultChanged,
  routineRunsAsCaller,
  routineSignatureChanged,
  rowSecurityDisabled,
  rowSecurityEnabled,
  schemaAdded,
  schemaDropped,
  sequenceAdded,
  sequenceCycleChanged,
  sequenceDropped,
  sequenceIncrementChanged,
  sequenceNarrowed,
  sequenceWidened,
  settingChanged,
  tableAdded,
  tableBecameUnlogged,
  tableBehindView,
  tableDropped,
  tableRenamed,
  timeLimitTightened,
  triggerAdded,
  triggerChanged,
  triggerDisabled,
  triggerDropped,
  triggerEnabled,
  triggerFunctionStricter,
  triggerWithSideEffectsAdded,
  typeAdded,
  typeDropped,
  uniqueAdded,
  uniqueChanged,
  uniqueDropped,
  viewAdded,
  viewBecameTable,
  viewCheckOptionAdded,
  viewCheckOptionDropped,
  viewColumnAdded,
  viewColumnDropped,
  viewColumnRetyped,
  viewColumnsReordered,
  viewDefinitionChanged,
  viewDropped,
  viewNotPopulated,
  viewOptionsChanged,
];
