import type { CompatRule } from '../rule.ts';
import { bearerFormatChanged } from './bearer-format-changed.ts';
import { callbackAdded } from './callback-added.ts';
import { callbackMoved } from './callback-moved.ts';
import { callbackRemoved } from './callback-removed.ts';
import { defaultNoLongerValid } from './default-no-longer-valid.ts';
import { deliveryAddressAdded } from './delivery-address-added.ts';
import { deliveryAddressChanged } from './delivery-address-changed.ts';
import { deliveryAddressRemoved } from './delivery-address-removed.ts';
import { deliveryAnswerAdded } from './delivery-answer-added.ts';
import { deliveryAnswerRemoved } from './delivery-answer-removed.ts';
import { deliveryMediaAdded } from './delivery-media-added.ts';
import { deliveryMediaRemoved } from './delivery-media-removed.ts';
import { deliveryMethodChanged } from './delivery-method-changed.ts';
import { deliveryPartAdded } from './delivery-part-added.ts';
import { deliveryPartBecameOptional } from './delivery-part-became-optional.ts';
import { deliveryPartBecameRequired } from './delivery-part-became-required.ts';
import { deliveryPartRemoved } from './delivery-part-removed.ts';
import { deliverySecurityAdded } from './delivery-security-added.ts';
import { deliverySecurityChanged } from './delivery-security-changed.ts';
import { deliverySecurityRemoved } from './delivery-security-removed.ts';
import { deprecationAdded } from './deprecation-added.ts';
import { documentAlternativesChanged } from './document-alternatives-changed.ts';
import { documentAlternativesNarrowed } from './document-alternatives-narrowed.ts';
import { documentAlternativesWidened } from './document-alternatives-widened.ts';
import { documentBoundsChanged } from './document-bounds-changed.ts';
import { documentBoundsNarrowed } from './document-bounds-narrowed.ts';
import { documentBoundsWidened } from './document-bounds-widened.ts';
import { documentConditionsChanged } from './document-conditions-changed.ts';
import { documentConditionsNarrowed } from './document-conditions-narrowed.ts';
import { documentConditionsWidened } from './document-conditions-widened.ts';
import { documentEnumChanged } from './document-enum-changed.ts';
import { documentEnumNarrowed } from './document-enum-narrowed.ts';
import { documentEnumWidened } from './document-enum-widened.ts';
import { documentFormatChanged } from './document-format-changed.ts';
import { documentFormatNarrowed } from './document-format-narrowed.ts';
import { documentFormatWidened } from './document-format-widened.ts';
import { documentMembersChanged } from './document-members-changed.ts';
import { documentMembersNarrowed } from './document-members-narrowed.ts';
import { documentMembersWidened } from './document-members-widened.ts';
import { documentNullableNarrowed } from './document-nullable-narrowed.ts';
import { documentNullableWidened } from './document-nullable-widened.ts';
import { documentOptionalPropertyAdded } from './document-optional-property-added.ts';
import { documentOptionalPropertyRemoved } from './document-optional-property-removed.ts';
import { documentPatternChanged } from './document-pattern-changed.ts';
import { documentPatternNarrowed } from './document-pattern-narrowed.ts';
import { documentPatternWidened } from './document-pattern-widened.ts';
import { documentPropertyBecameOptional } from './document-property-became-optional.ts';
import { documentPropertyBecameRequired } from './document-property-became-required.ts';
import { documentRequiredPropertyAdded } from './document-required-property-added.ts';
import { documentRequiredPropertyRemoved } from './document-required-property-removed.ts';
import { documentTypeChanged } from './document-type-changed.ts';
import { documentTypeNarrowed } from './document-type-narrowed.ts';
import { documentTypeWidened } from './document-type-widened.ts';
import { exampleNoLongerValid } from './example-no-longer-valid.ts';
import { givenValueRefused } from './given-value-refused.ts';
import { linkAdded } from './link-added.ts';
import { linkChanged } from './link-changed.ts';
import { linkRemoved } from './link-removed.ts';
import { lostOnRoundTrip } from './lost-on-round-trip.ts';
import { lostOnWayBack } from './lost-on-way-back.ts';
import { notDecided } from './not-decided.ts';
import { operationAdded } from './operation-added.ts';
import { operationIdChanged } from './operation-id-changed.ts';
import { operationMoved } from './operation-moved.ts';
import { operationRemoved } from './operation-removed.ts';
import { optionalDeliveryPartRemoved } from './optional-delivery-part-removed.ts';
import { optionalParameterAdded } from './optional-parameter-added.ts';
import { optionalParameterMoved } from './optional-parameter-moved.ts';
import { optionalParameterRemoved } from './optional-parameter-removed.ts';
import { optionalParameterRenamed } from './optional-parameter-renamed.ts';
import { optionalPropertyRenamed } from './optional-property-renamed.ts';
import { optionalRequestBodyAdded } from './optional-request-body-added.ts';
import { optionalRequestBodyRemoved } from './optional-request-body-removed.ts';
import { optionalResponseHeaderRemoved } from './optional-response-header-removed.ts';
import { overlappingOperationAdded } from './overlapping-operation-added.ts';
import { overlappingOperationRemoved } from './overlapping-operation-removed.ts';
import { parameterBecameOptional } from './parameter-became-optional.ts';
import { parameterBecameRequired } from './parameter-became-required.ts';
import { refusedOnRoundTrip } from './refused-on-round-trip.ts';
import { refusedOnWayBack } from './refused-on-way-back.ts';
import { requestAlternativesChanged } from './request-alternatives-changed.ts';
import { requestAlternativesNarrowed } from './request-alternatives-narrowed.ts';
import { requestAlternativesWidened } from './request-alternatives-widened.ts';
import { requestBodyBecameOptional } from './request-body-became-optional.ts';
import { requestBodyBecameRequired } from './request-body-became-required.ts';
import { requestBoundsChanged } from './request-bounds-changed.ts';
import { requestBoundsNarrowed } from './request-bounds-narrowed.ts';
import { requestBoundsWidened } from './request-bounds-widened.ts';
import { requestConditionsChanged } from './request-conditions-changed.ts';
import { requestConditionsNarrowed } from './request-conditions-narrowed.ts';
import { requestConditionsWidened } from './request-conditions-widened.ts';
import { requestDefaultAdded } from './request-default-added.ts';
import { requestDefaultChanged } from './request-default-changed.ts';
import { requestDefaultRemoved } from './request-default-removed.ts';
import { requestDiscriminatorChanged } from './request-discriminator-changed.ts';
import { requestEnumChanged } from './request-enum-changed.ts';
import { requestEnumNarrowed } from './request-enum-narrowed.ts';
import { requestEnumWidened } from './request-enum-widened.ts';
import { requestFormatChanged } from './request-format-changed.ts';
import { requestFormatNarrowed } from './request-format-narrowed.ts';
import { requestFormatWidened } from './request-format-widened.ts';
import { requestMediaTypeAdded } from './request-media-type-added.ts';
import { requestMediaTypeRemoved } from './request-media-type-removed.ts';
import { requestMediaTypeReplaced } from './request-media-type-replaced.ts';
import { requestMembersChanged } from './request-members-changed.ts';
import { requestMembersNarrowed } from './request-members-narrowed.ts';
import { requestMembersWidened } from './request-members-widened.ts';
import { requestNullableNarrowed } from './request-nullable-narrowed.ts';
import { requestNullableWidened } from './request-nullable-widened.ts';
import { requestOptionalPropertyAdded } from './request-optional-property-added.ts';
import { requestOptionalPropertyRemoved } from './request-optional-property-removed.ts';
import { requestPartTypeChanged } from './request-part-type-changed.ts';
import { requestPartTypeNarrowed } from './request-part-type-narrowed.ts';
import { requestPartTypeWidened } from './request-part-type-widened.ts';
import { requestPatternChanged } from './request-pattern-changed.ts';
import { requestPatternNarrowed } from './request-pattern-narrowed.ts';
import { requestPatternWidened } from './request-pattern-widened.ts';
import { requestPropertyBecameOptional } from './request-property-became-optional.ts';
import { requestPropertyBecameReadOnly } from './request-property-became-read-only.ts';
import { requestPropertyBecameRequired } from './request-property-became-required.ts';
import { requestPropertyBecameWritable } from './request-property-became-writable.ts';
import { requestRequiredPropertyAdded } from './request-required-property-added.ts';
import { requestRequiredPropertyRemoved } from './request-required-property-removed.ts';
import { requestSerialisationChanged } from './request-serialisation-changed.ts';
import { requestSerialisationNarrowed } from './request-serialisation-narrowed.ts';
import { requestSerialisationWidened } from './request-serialisation-widened.ts';
import { requestTypeChanged } from './request-type-changed.ts';
import { requestTypeNarrowed } from './request-type-narrowed.ts';
import { requestTypeWidened } from './request-type-widened.ts';
import { requiredParameterAdded } from './required-parameter-added.ts';
import { requiredParameterMoved } from './required-parameter-moved.ts';
import { requiredParameterRemoved } from './required-parameter-removed.ts';
import { requiredParameterRenamed } from './required-parameter-renamed.ts';
import { requiredPropertyRenamed } from './required-property-renamed.ts';
import { requiredRequestBodyAdded } from './required-request-body-added.ts';
import { requiredRequestBodyRemoved } from './required-request-body-removed.ts';
import { requiredResponseHeaderRemoved } from './required-response-header-removed.ts';
import { responseAlternativesChanged } from './response-alternatives-changed.ts';
import { responseAlternativesNarrowed } from './response-alternatives-narrowed.ts';
import { responseAlternativesWidened } from './response-alternatives-widened.ts';
import { responseBoundsChanged } from './response-bounds-changed.ts';
import { responseBoundsNarrowed } from './response-bounds-narrowed.ts';
import { responseBoundsWidened } from './response-bounds-widened.ts';
import { responseConditionsChanged } from './response-conditions-changed.ts';
import { responseConditionsNarrowed } from './response-conditions-narrowed.ts';
import { responseConditionsWidened } from './response-conditions-widened.ts';
import { responseDiscriminatorChanged } from './response-discriminator-changed.ts';
import { responseEnumChanged } from './response-enum-changed.ts';
import { responseEnumNarrowed } from './response-enum-narrowed.ts';
import { responseEnumWidened } from './response-enum-widened.ts';
import { responseConditionalAdded } from './response-conditional-added.ts';
import { responseConditionalRemoved } from './response-conditional-removed.ts';
import { responseFailureAdded } from './response-failure-added.ts';
import { responseFailureRemoved } from './response-failure-removed.ts';
import { responseFormatChanged } from './response-format-changed.ts';
import { responseFormatNarrowed } from './response-format-narrowed.ts';
import { responseFormatWidened } from './response-format-widened.ts';
import { responseHeaderAdded } from './response-header-added.ts';
import { responseHeaderBecameOptional } from './response-header-became-optional.ts';
import { responseHeaderBecameRequired } from './response-header-became-required.ts';
import { responseLastSuccessRemoved } from './response-last-success-removed.ts';
import { responseMediaTypeAdded } from './response-media-type-added.ts';
import { responseMediaTypeRemoved } from './response-media-type-removed.ts';
import { responseMediaTypeReplaced } from './response-media-type-replaced.ts';
import { responseMembersChanged } from './response-members-changed.ts';
import { responseMembersNarrowed } from './response-members-narrowed.ts';
import { responseMembersWidened } from './response-members-widened.ts';
import { responseNullableNarrowed } from './response-nullable-narrowed.ts';
import { responseNullableWidened } from './response-nullable-widened.ts';
import { responseOptionalPropertyAdded } from './response-optional-property-added.ts';
import { responseOptionalPropertyRemoved } from './response-optional-property-removed.ts';
import { responsePartTypeChanged } from './response-part-type-changed.ts';
import { responsePatternChanged } from './response-pattern-changed.ts';
import { responsePatternNarrowed } from './response-pattern-narrowed.ts';
import { responsePatternWidened } from './response-pattern-widened.ts';
import { responsePropertyBecameOptional } from './response-property-became-optional.ts';
import { responsePropertyBecameReadable } from './response-property-became-readable.ts';
import { responsePropertyBecameRequired } from './response-property-became-required.ts';
import { responsePropertyBecameWriteOnly } from './response-property-became-write-only.ts';
import { responseRangeNarrowed } from './response-range-narrowed.ts';
import { responseRangeWidened } from './response-range-widened.ts';
import { responseRequiredPropertyAdded } from './response-required-property-added.ts';
import { responseRequiredPropertyRemoved } from './response-required-property-removed.ts';
import { responseSerialisationChanged } from './response-serialisation-changed.ts';
import { responseSuccessAdded } from './response-success-added.ts';
import { responseSuccessRemoved } from './response-success-removed.ts';
import { responseSuccessReplaced } from './response-success-replaced.ts';
import { responseTypeChanged } from './response-type-changed.ts';
import { responseTypeNarrowed } from './response-type-narrowed.ts';
import { responseTypeWidened } from './response-type-widened.ts';
import { securityAddressChanged } from './security-address-changed.ts';
import { securityChanged } from './security-changed.ts';
import { securityFlowAdded } from './security-flow-added.ts';
import { securityFlowRemoved } from './security-flow-removed.ts';
import { securityNarrowed } from './security-narrowed.ts';
import { securityRequiredScopeRemoved } from './security-required-scope-removed.ts';
import { securitySchemeChanged } from './security-scheme-changed.ts';
import { securityScopeAdded } from './security-scope-added.ts';
import { securityScopeRemoved } from './security-scope-removed.ts';
import { securityWidened } from './security-widened.ts';
import { serverAdded } from './server-added.ts';
import { serverPathChanged } from './server-path-changed.ts';
import { serverPathRemoved } from './server-path-removed.ts';
import { serverRemoved } from './server-removed.ts';
import { serverReplaced } from './server-replaced.ts';
import { serverVariableDefaultChanged } from './server-variable-default-changed.ts';
import { serverVariableNarrowed } from './server-variable-narrowed.ts';
import { serverVariableWidened } from './server-variable-widened.ts';
import { sunsetAdded } from './sunset-added.ts';
import { sunsetMovedEarlier } from './sunset-moved-earlier.ts';
import { sunsetRemoved } from './sunset-removed.ts';
import { tagsChanged } from './tags-changed.ts';
import { webhookAdded } from './webhook-added.ts';
import { webhookRemoved } from './webhook-removed.ts';

/** Every rule about contracts. One line a rule; a test compares it with the folder. */
export const rules: readonly CompatRule[] = [
  bearerFormatChanged,
  callbackAdded,
  callbackMoved,
  callbackRemoved,
  defaultNoLongerValid,
  deliveryAddressAdded,
  deliveryAddressChanged,
  deliveryAddressRemoved,
  deliveryAnswerAdded,
  deliveryAnswerRemoved,
  deliveryMediaAdded,
  deliveryMediaRemoved,
  deliveryMethodChanged,
  deliveryPartAdded,
  deliveryPartBecameOptional,
  deliveryPartBecameRequired,
  deliveryPartRemoved,
  deliverySecurityAdded,
  deliverySecurityChanged,
  deliverySecurityRemoved,
  deprecationAdded,
  documentAlternativesChanged,
  documentAlternativesNarrowed,
  documentAlternativesWidened,
  documentBoundsChanged,
  documentBoundsNarrowed,
  documentBoundsWidened,
  documentConditionsChanged,
  documentConditionsNarrowed,
  documentConditionsWidened,
  documentEnumChanged,
  documentEnumNarrowed,
  documentEnumWidened,
  documentFormatChanged,
  documentFormatNarrowed,
  documentFormatWidened,
  documentMembersChanged,
  documentMembersNarrowed,
  documentMembersWidened,
  documentNullableNarrowed,
  documentNullableWidened,
  documentOptionalPropertyAdded,
  documentOptionalPropertyRemoved,
  documentPatternChanged,
  documentPatternNarrowed,
  documentPatternWidened,
  documentPropertyBecameOptional,
  documentPropertyBecameRequired,
  documentRequiredPropertyAdded,
  documentRequiredPropertyRemoved,
  documentTypeChanged,
  documentTypeNarrowed,
  documentTypeWidened,
  exampleNoLongerValid,
  givenValueRefused,
  linkAdded,
  linkChanged,
  linkRemoved,
  lostOnRoundTrip,
  lostOnWayBack,
  notDecided,
  operationAdded,
  operationIdChanged,
  operationMoved,
  operationRemoved,
  optionalDeliveryPartRemoved,
  optionalParameterAdded,
  optionalParameterMoved,
  optionalParameterRemoved,
  optionalParameterRenamed,
  optionalPropertyRenamed,
  optionalRequestBodyAdded,
  optionalRequestBodyRemoved,
  optionalResponseHeaderRemoved,
  overlappingOperationAdded,
  overlappingOperationRemoved,
  parameterBecameOptional,
  parameterBecameRequired,
  refusedOnRoundTrip,
  refusedOnWayBack,
  requestAlternativesChanged,
  requestAlternativesNarrowed,
  requestAlternativesWidened,
  requestBodyBecameOptional,
  requestBodyBecameRequired,
  requestBoundsChanged,
  requestBoundsNarrowed,
  requestBoundsWidened,
  requestConditionsChanged,
  requestConditionsNarrowed,
  requestConditionsWidened,
  requestDefaultAdded,
  requestDefaultChanged,
  requestDefaultRemoved,
  requestDiscriminatorChanged,
  requestEnumChanged,
  requestEnumNarrowed,
  requestEnumWidened,
  requestFormatChanged,
  requestFormatNarrowed,
  requestFormatWidened,
  requestMediaTypeAdded,
  requestMediaTypeRemoved,
  requestMediaTypeReplaced,
  requestMembersChanged,
  requestMembersNarrowed,
  requestMembersWidened,
  requestNullableNarrowed,
  requestNullableWidened,
  requestOptionalPropertyAdded,
  requestOptionalPropertyRemoved,
  requestPartTypeChanged,
  requestPartTypeNarrowed,
  requestPartTypeWidened,
  requestPatternChanged,
  requestPatternNarrowed,
  requestPatternWidened,
  requestPropertyBecameOptional,
  requestPropertyBecameReadOnly,
  requestPropertyBecameRequired,
  requestPropertyBecameWritable,
  requestRequiredPropertyAdded,
  requestRequiredPropertyRemoved,
  requestSerialisationChanged,
  requestSerialisationNarrowed,
  requestSerialisationWidened,
  requestTypeChanged,
  requestTypeNarrowed,
  requestTypeWidened,
  requiredParameterAdded,
  requiredParameterMoved,
  requiredParameterRemoved,
  requiredParameterRenamed,
  requiredPropertyRenamed,
  requiredRequestBodyAdded,
  requiredRequestBodyRemoved,
  requiredResponseHeaderRemoved,
  responseAlternativesChanged,
  responseAlternativesNarrowed,
  responseAlternativesWidened,
  responseBoundsChanged,
  responseBoundsNarrowed,
  responseBoundsWidened,
  responseConditionsChanged,
  responseConditionsNarrowed,
  responseConditionsWidened,
  responseDiscriminatorChanged,
  responseEnumChanged,
  responseEnumNarrowed,
  responseEnumWidened,
  responseConditionalAdded,
  responseConditionalRemoved,
  responseFailureAdded,
  responseFailureRemoved,
  responseFormatChanged,
  responseFormatNarrowed,
  responseFormatWidened,
  responseHeaderAdded,
  responseHeaderBecameOptional,
  responseHeaderBecameRequired,
  responseLastSuccessRemoved,
  responseMediaTypeAdded,
  responseMediaTypeRemoved,
  responseMediaTypeReplaced,
  responseMembersChanged,
  responseMembersNarrowed,
  responseMembersWidened,
  responseNullableNarrowed,
  responseNullableWidened,
  responseOptionalPropertyAdded,
  responseOptionalPropertyRemoved,
  responsePartTypeChanged,
  responsePatternChanged,
  responsePatternNarrowed,
  responsePatternWidened,
  responsePropertyBecameOptional,
  responsePropertyBecameReadable,
  responsePropertyBecameRequired,
  responsePropertyBecameWriteOnly,
  responseRangeNarrowed,
  responseRangeWidened,
  responseRequiredPropertyAdded,
  responseRequiredPropertyRemoved,
  responseSerialisationChanged,
  responseSuccessAdded,
  responseSuccessRemoved,
  responseSuccessReplaced,
  responseTypeChanged,
  responseTypeNarrowed,
  responseTypeWidened,
  securityAddressChanged,
  securityChanged,
  securityFlowAdded,
  securityFlowRemoved,
  securityNarrowed,
  securityRequiredScopeRemoved,
  securitySchemeChanged,
  securityScopeAdded,
  securityScopeRemoved,
  securityWidened,
  serverAdded,
  serverPathChanged,
  serverPathRemoved,
  serverRemoved,
  serverReplaced,
  serverVariableDefaultChanged,
  serverVariableNarrowed,
  serverVariableWidened,
  sunsetAdded,
  sunsetMovedEarlier,
  sunsetRemoved,
  tagsChanged,
  webhookAdded,
  webhookRemoved,
];
