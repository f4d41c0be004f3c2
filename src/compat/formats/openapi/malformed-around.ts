import type { Document } from '../../document.ts';
import { asWritten } from '../../document/names.ts';
import { below } from '../../pointer.ts';
import { isRecord, namedParts, type Part, partAt } from './part.ts';

export interface Checks {
  readonly security: (pointer: string, value: unknown) => void;
  readonly servers: (pointer: string, value: unknown) => void;
  /** What a document says of all its operations, and the schemes that they name. */
  readonly whole: (document: Document) => void;
}

/** Checks the form of what stands around operations: who may call them, and where. */
export const securityAndServers = (wrong: (pointer: string, what: string) => void): Checks => {
  const security = (pointer: string, value: unknown): void => {
    if (value === undefined) return;
    if (!Array.isArray(value)) return wrong(pointer, '"security" must be a list');
    for (const [i, entry] of value.entries()) {
      if (!isRecord(entry)) {
        wrong(below(pointer, i), 'an entry of "security" must be an object');
        continue;
      }
      for (const [name, scopes] of Object.entries(entry))
        if (!Array.isArray(scopes) || scopes.some((scope) => typeof scope !== 'string'))
          wrong(below(pointer, i, name), `${JSON.stringify(asWritten(name))} of "security" must be a list of scopes`);
    }
  };
  const servers = (pointer: string, value: unknown): void => {
    if (value === undefined) return;
    if (!Array.isArray(value)) return wrong(pointer, '"servers" must be a list');
    for (const [i, server] of value.entries()) {
      const at = below(pointer, i);
      if (!isRecord(server) || typeof server['url'] !== 'string') {
        wrong(at, 'a server must have a "url"');
        continue;
      }
      const { variables } = server;
      if (variables === undefined) continue;
      if (!isRecord(variables)) {
        wrong(below(at, 'variables'), '"variables" of a server must be an object');
        continue;
      }
      for (const [name, variable] of Object.entries(variables)) {
        const there = below(at, 'variables', name);
        if (!isRecord(variable)) wrong(there, `the variable ${JSON.stringify(name)} of a server must be an object`);
        else if (variable['enum'] !== undefined && !Array.isArray(variable['enum'])) wrong(below(there, 'enum'), '"enum" must be a list');
      }
    }
  };
  const scheme = ({ pointer, value }: Part, name: string): void => {
    if (typeof value['type'] !== 'string') wrong(pointer, `the security scheme ${JSON.stringify(name)} must have a "type"`);
    const { flows } = value;
    if (flows === undefined) return;
    if (!isRecord(flows)) return wrong(below(pointer, 'flows'), '"flows" must be an object');
    for (const [flow, of] of Object.entries(flows)) {
      if (flow.startsWith('x-')) continue;
      if (!isRecord(of)) wrong(below(pointer, 'flows', flow), `the flow ${JSON.stringify(flow)} must be an object`);
      else if (of['scopes'] !== undefined && !isRecord(of['scopes']))
        wrong(below(pointer, 'flows', flow, 'scopes'), '"scopes" must be an object');
    }
  };
  return {
    security,
    servers,
    whole: (document) => {
      const root = isRecord(document.value) ? document.value : {};
      security('/security', root['security']);
      servers('/servers', root['servers']);
      const at = '/components/securitySchemes';
      const components = isRecord(root['components']) ? root['components'] : {};
      if (components['securitySchemes'] === undefined) return;
      const schemes = partAt(document, at);
      if (!schemes) return;
      const parts = namedParts(document, schemes);
      for (const name of Object.keys(schemes.value)) {
        const part = parts.get(name);
        if (!part) wrong(below(at, name), `the security scheme ${JSON.stringify(name)} must be an object`);
        else if (part.elsewhere === undefined) scheme(part, name);
      }
    },
  };
};
