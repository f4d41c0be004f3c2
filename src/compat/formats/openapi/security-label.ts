import { valueAt } from '../../pointer.ts';
import { localPointer } from '../schemas/local.ts';
import { isRecord, wordOf } from './part.ts';

/** What a security scheme is, whatever it is called: `apiKey header x-key`, `oauth2 clientCredentials`. @param root the document that it stands in */
export const labelOfScheme = (root: unknown, value: unknown, hops = 8): string => {
  if (!isRecord(value)) return '';
  const target = typeof value['$ref'] === 'string' && hops > 0 ? localPointer(value['$ref']) : undefined;
  if (target !== undefined) return labelOfScheme(root, valueAt(root, target), hops - 1);
  const text = (name: string): string => (value[name] === undefined ? '' : wordOf(value[name]));
  const name = value['in'] === 'header' ? text('name').toLowerCase() : text('name');
  const flows = isRecord(value['flows']) ? Object.keys(value['flows']).toSorted() : [];
  return [text('type'), text('in'), name, text('scheme').toLowerCase(), text('openIdConnectUrl'), ...flows]
    .filter((part) => part !== '')
    .join(' ');
};
