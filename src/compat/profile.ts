/** How clients read: by what travels, or with code that was generated, for which names count too. */
export const profiles = ['tolerant-reader', 'codegen'] as const;
export type Profile = (typeof profiles)[number];
