/** One record of a CSV file as PostgreSQL writes it, and the line that it begins in. */
export interface CsvRecord {
  readonly fields: readonly string[];
  readonly line: number;
}

/** Records of a text; `unreadable`: from that line on it is no CSV. */
export const csvRecords = (text: string): readonly CsvRecord[] | { readonly unreadable: number } => {
  const records: CsvRecord[] = [];
  const field = /(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^",\n]*))(?<end>,|\r?\n|$)/gy;
  let fields: string[] = [];
  let [line, start] = [1, 1];
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const groups = field.exec(text)?.groups;
    if (!groups) return { unreadable: line };
    fields.push(groups['quoted']?.replaceAll('""', '"') ?? groups['plain']?.replace(/\r$/, '') ?? '');
    line += text.slice(at, field.lastIndex).split('\n').length - 1;
    if (groups['end'] === ',') continue;
    if (fields.length > 1 || fields[0] !== '') records.push({ fields, line: start });
    fields = [];
    start = line;
  }
  return records;
};
