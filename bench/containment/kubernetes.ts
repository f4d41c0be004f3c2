import { randomOf } from '../../test/compat/schema/generated/random.ts';
import { edited } from './edits.ts';
import type { Family } from './pair.ts';

// Schemas as those of Kubernetes' resources: deep objects by reference, maps of text, quantities, whole numbers or texts.

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const string = { type: 'string' };
const text = (description: string): object => ({ type: 'string', description });
const name = { type: 'string', minLength: 1, maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' };
const integer = { type: 'integer', format: 'int32' };
const boolean = { type: 'boolean' };
const map = (schema: object): object => ({ type: 'object', additionalProperties: schema });
const list = (schema: object): object => ({ type: 'array', items: schema });
const object = (properties: object, required: readonly string[] = []): object => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
});
const intOrString = { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true };
const quantity = {
  anyOf: [{ type: 'integer' }, { type: 'string' }],
  pattern: String.raw`^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$`,
};

const definitions: Readonly<Record<string, object>> = {
  ObjectMeta: object({
    name,
    generateName: string,
    namespace: name,
    labels: map({ type: 'string', maxLength: 63 }),
    annotations: map(string),
    finalizers: list(string),
    generation: { type: 'integer', format: 'int64', minimum: 0 },
    creationTimestamp: { type: 'string', format: 'date-time' },
    ownerReferences: list(ref('OwnerReference')),
  }),
  OwnerReference: object({ apiVersion: string, kind: string, name, uid: string, controller: boolean }, [
    'apiVersion',
    'kind',
    'name',
    'uid',
  ]),
  LabelSelector: object({ matchLabels: map(string), matchExpressions: list(ref('LabelSelectorRequirement')) }),
  LabelSelectorRequirement: object(
    { key: string, operator: { type: 'string', enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'] }, values: list(string) },
    ['key', 'operator'],
  ),
  ResourceRequirements: object({ limits: map(quantity), requests: map(quantity) }),
  EnvVar: object({ name: string, value: string, valueFrom: ref('EnvVarSource') }, ['name']),
  EnvVarSource: object({
    configMapKeyRef: ref('KeySelector'),
    secretKeyRef: ref('KeySelector'),
    fieldRef: object({ fieldPath: string }, ['fieldPath']),
  }),
  KeySelector: object({ key: string, name: string, optional: boolean }, ['key']),
  ContainerPort: object(
    {
      containerPort: { type: 'integer', minimum: 1, maximum: 65535 },
      hostPort: { type: 'integer', minimum: 1, maximum: 65535 },
      name: { type: 'string', maxLength: 15 },
      protocol: { type: 'string', enum: ['TCP', 'UDP', 'SCTP'], default: 'TCP' },
    },
    ['containerPort'],
  ),
  Probe: object({
    exec: object({ command: list(string) }),
    httpGet: object({ path: string, port: intOrString, scheme: { type: 'string', enum: ['HTTP', 'HTTPS'] } }, ['port']),
    tcpSocket: object({ port: intOrString }, ['port']),
    initialDelaySeconds: { ...integer, minimum: 0 },
    periodSeconds: { ...integer, minimum: 1 },
    failureThreshold: { ...integer, minimum: 1 },
  }),
  VolumeMount: object({ mountPath: { type: 'string', minLength: 1 }, name: string, readOnly: boolean, subPath: string }, [
    'mountPath',
    'name',
  ]),
  Volume: object(
    {
      name,
      configMap: object({ name: string, items: list(object({ key: string, path: string }, ['key', 'path'])) }),
      secret: object({ secretName: string, defaultMode: { ...integer, minimum: 0, maximum: 511 } }),
      emptyDir: object({ medium: string, sizeLimit: quantity }),
      persistentVolumeClaim: object({ claimName: string, readOnly: boolean }, ['claimName']),
    },
    ['name'],
  ),
  Container: object(
    {
      name,
      image: text('The image.'),
      command: list(string),
      args: list(string),
      env: list(ref('EnvVar')),
      ports: list(ref('ContainerPort')),
      resources: { allOf: [ref('ResourceRequirements')], default: {} },
      livenessProbe: ref('Probe'),
      readinessProbe: ref('Probe'),
      volumeMounts: list(ref('VolumeMount')),
      imagePullPolicy: { type: 'string', enum: ['Always', 'IfNotPresent', 'Never'] },
      securityContext: object({ runAsUser: { type: 'integer', minimum: 0 }, privileged: boolean, readOnlyRootFilesystem: boolean }),
    },
    ['name'],
  ),
  PodSpec: object(
    {
      containers: { ...list(ref('Container')), minItems: 1 },
      initContainers: list(ref('Container')),
      volumes: list(ref('Volume')),
      restartPolicy: { type: 'string', enum: ['Always', 'OnFailure', 'Never'] },
      nodeSelector: map(string),
      serviceAccountName: string,
      terminationGracePeriodSeconds: { type: 'integer', minimum: 0 },
      tolerations: list(object({ key: string, operator: { type: 'string', enum: ['Exists', 'Equal'] }, effect: string })),
    },
    ['containers'],
  ),
  PodTemplate: object({ metadata: ref('ObjectMeta'), spec: ref('PodSpec') }),
  RollingUpdate: object({ maxSurge: intOrString, maxUnavailable: intOrString }),
  DeploymentSpec: object(
    {
      replicas: { ...integer, minimum: 0 },
      selector: ref('LabelSelector'),
      template: ref('PodTemplate'),
      strategy: object({ type: { type: 'string', enum: ['Recreate', 'RollingUpdate'] }, rollingUpdate: ref('RollingUpdate') }),
      revisionHistoryLimit: { ...integer, minimum: 0 },
    },
    ['selector', 'template'],
  ),
  Deployment: object(
    {
      apiVersion: { type: 'string', enum: ['apps/v1'] },
      kind: { type: 'string', enum: ['Deployment'] },
      metadata: ref('ObjectMeta'),
      spec: ref('DeploymentSpec'),
    },
    ['metadata', 'spec'],
  ),
  ServicePort: object({ name: string, port: { type: 'integer', minimum: 1, maximum: 65535 }, targetPort: intOrString, protocol: string }, [
    'port',
  ]),
  Service: object({
    metadata: ref('ObjectMeta'),
    spec: object({
      type: { type: 'string', enum: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] },
      selector: map(string),
      ports: list(ref('ServicePort')),
      sessionAffinity: { type: 'string', nullable: true },
    }),
  }),
};

const roots = ['Deployment', 'Service', 'PodSpec', 'Container', 'DeploymentSpec', 'ObjectMeta'];

/** So many pairs of versions; the same number gives the same pairs. */
export const kubernetes = (count: number): Family => ({
  name: 'Kubernetes-style resources',
  pairs: Array.from({ length: count }, (_, at) => {
    const random = randomOf(at);
    const root = random.one(roots);
    const a = { allOf: [ref(root)], components: { schemas: definitions } };
    return { name: `${root} ${at}`, dialect: 'openapi-3.0', a, b: edited(a, random, 1 + random.below(3)) };
  }),
});
