import { valueAt } from '../../../pointer.ts';
import { isRecord } from '../part.ts';

type Members = Record<string, unknown>;

// What Swagger 2.0 says and the converter drops, for OpenAPI 3.0 has no word for it: said in words that the comparison understands.

/** What is kept of a field of a form, as its `encoding`: that a list stands between tabs, that the value may be empty. */
export const keptOf = (parameter: Readonly<Members>): Members | undefined => {
  const kept = {
    ...(parameter['type'] === 'array' && parameter['collectionFormat'] === 'tsv' ? { style: 'tabDelimited', explode: false } : {}),
    ...(parameter['allowEmptyValue'] === true ? { allowEmptyValue: true } : {}),
  };
  return Object.keys(kept).length > 0 ? kept : undefined;
};

/** Puts back what was kept of fields. @param fields by the pointer of the body in the converted document and the name: `…/requestBody#name` */
export const withKept = (document: Members, fields: ReadonlyMap<string, Members>): void => {
  for (const [key, kept] of fields) {
    const at = key.lastIndexOf('/requestBody#') + '/requestBody'.length;
    const [body, name] = [valueAt(document, key.slice(0, at)), key.slice(at + 1)];
    const content = isRecord(body) && isRecord(body['content']) ? body['content'] : {};
    for (const media of Object.values(content)) {
      if (!isRecord(media)) continue;
      const encoding = isRecord(media['encoding']) ? media['encoding'] : {};
      (media as Members)['encoding'] = { ...encoding, [name]: { ...(isRecord(encoding[name]) ? encoding[name] : {}), ...kept } };
    }
  }
};

/** Schemes, whose order says nothing. */
export const sortedSchemes = (schemes: unknown): unknown => (Array.isArray(schemes) ? schemes.map(String).toSorted() : schemes);
