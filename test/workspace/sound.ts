/** A drill.yaml in which every name leads somewhere, one line for each thing that a test spoils. */
export const sound = `version: 1
artifacts:
  orders:
    versions:
      1.4.0: { path: v/1.4.0 }
      1.5.0: { path: v/1.5.0 }
      1.10.0: { git: v1.10.0, onDemand: true }
      2.0.0: { npm: orders@2.0.0, with: v, onDemand: true }
    config: config.yaml
    run:
      command: [node, server.js]
      env: { URL: '\${stores.db.url}' }
      ready: GET /healthz
      served: { log: '^GET' }
    contracts:
      http: { format: openapi, file: 'c/{version}.yaml' }
    stores:
      db: { engine: postgres, migrations: migrations/, migrate: before }
    consumes: { payments: { contract: http } }
  payments:
    versions: { 1.0.0: { image: 'payments:1' } }
    contracts: { http: { format: openapi, file: c/1.4.0.yaml } }
environments:
  local: { target: process, stores: { db: embedded }, synthetic: true }
drills:
  back:
    kind: rollback
    artifact: orders
    environment: local
    from: 1.4.0
    to: 1.5.0
    routes: [schema-left, down]
    workload: workload.ts
    deadline: 60s
policy:
  default: { needs: [check, drill], from: [local], freshFor: 7d }
waivers:
  - { rule: operation-*, place: GET /orders, contract: http, reason: nobody calls it, expires: 2026-12-31 }
plans:
  mail:
    'artifact': orders
    drops: column public.orders.email
    steps: { expand: '1.4.0', stop-using: 1.10.0, contract: 2.1.0 }
`;

/** The files that it refers to. */
export const around: Readonly<Record<string, string>> = {
  'v/1.4.0/config.yaml': '',
  'v/1.5.0/config.yaml': '',
  'v/1.5.0/migrations/001.up.sql': '',
  'c/1.4.0.yaml': '',
  'c/1.5.0.yaml': '',
  'workload.ts': '',
};
