/** Sections of a configuration of the form `[section]`, `key=value`; before the first, `''`. A key that is there twice has all of its values. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** Reads such a configuration, as pgBackRest and Barman write it: comments begin with # or ;. */
export const readIni = (text: string): Ini => {
  const all = new Map<string, Map<string, string[]>>();
  let section = new Map<string, string[]>();
  all.set('', section);
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (line === '' || /^[#;]/.test(line)) continue;
    const [, name] = /^\[(.+)\]$/.exec(line) ?? [];
    if (name !== undefined) {
      section = all.get(name) ?? new Map<string, string[]>();
      all.set(name, section);
      continue;
    }
    const at = line.indexOf('=');
    if (at < 0) continue;
    const key = line.slice(0, at).trim();
    section.set(key, [...(section.get(key) ?? []), line.slice(at + 1).trim()]);
  }
  return all;
};
