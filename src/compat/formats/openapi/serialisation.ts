import type { Part } from './part.ts';

/** A parameter or header with the defaults of its serialisation written out. */
export const normal = (part: Part): Part => {
  if (!Object.hasOwn(part.value, 'schema')) return part;
  const style = part.value['style'] ?? (part.value['in'] === 'query' || part.value['in'] === 'cookie' ? 'form' : 'simple');
  return {
    ...part,
    value: {
      ...part.value,
      style,
      explode: part.value['explode'] ?? style === 'form',
      allowReserved: part.value['allowReserved'] ?? false,
      allowEmptyValue: part.value['allowEmptyValue'] ?? false,
    },
  };
};
