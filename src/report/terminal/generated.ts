import type { GeneratedReport } from '../../model/schema.ts';
import { jsonText } from './value.ts';

/** One document a line and nothing else, so that it can be piped; of a nearly valid one also which keyword refuses it. */
export const generatedText = ({ documents, nearly }: GeneratedReport): string =>
  documents
    .map(({ value, refusedBy }) =>
      nearly
        ? jsonText({ document: value, keyword: refusedBy?.keyword, schema: refusedBy?.schema, at: refusedBy?.document })
        : jsonText(value),
    )
    .map((line) => `${line}\n`)
    .join('');
