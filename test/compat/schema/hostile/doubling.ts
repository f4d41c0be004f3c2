/** Each level refers to the next one twice: so many lines of schema, and two to the power of them to whoever remembers nothing. */
export const doubling = (levels: number, level: (next: object) => object, leaf: object): object => ({
  $ref: '#/$defs/n0',
  $defs: Object.fromEntries([
    ...Array.from({ length: levels }, (_, i) => [`n${i}`, level({ $ref: `#/$defs/n${i + 1}` })]),
    [`n${levels}`, leaf],
  ]),
});
