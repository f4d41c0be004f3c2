import type { Part } from './part.ts';

/** Upper case and a charset do not make another media type; other parameters (a version, a profile) do. */
const plain = (name: string): string => {
  const [type = '', ...parameters] = name.toLowerCase().split(';');
  const kept = parameters.map((text) => text.trim()).filter((text) => text !== '' && !text.startsWith('charset='));
  return [type.trim(), ...kept].join('; ');
};

/** Media types by the name that they are compared by; by the name as written where two of them differ in charset alone. */
export const mediaTypes = (parts: ReadonlyMap<string, Part>): Map<string, Part> => {
  const names = [...parts.keys()].map(plain);
  return new Map([...parts].map(([name, part]) => [names.filter((other) => other === plain(name)).length > 1 ? name : plain(name), part]));
};
