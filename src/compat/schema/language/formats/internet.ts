import { both, regular } from '../sets.ts';
import type { Format } from './format.ts';

// Addresses and names of the internet.

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const fourOctets = String.raw`(?:${octet}\.){3}${octet}`;
const group = '[0-9A-Fa-f]{1,4}';
const lastTwo = `(?:${group}:${group}|${fourOctets})`;

/** As RFC 3986 writes it, which has the same texts as RFC 4291. */
export const address6 = `(?:${[
  `(?:${group}:){6}${lastTwo}`,
  `::(?:${group}:){5}${lastTwo}`,
  `(?:${group})?::(?:${group}:){4}${lastTwo}`,
  `(?:(?:${group}:){0,1}${group})?::(?:${group}:){3}${lastTwo}`,
  `(?:(?:${group}:){0,2}${group})?::(?:${group}:){2}${lastTwo}`,
  `(?:(?:${group}:){0,3}${group})?::${group}:${lastTwo}`,
  `(?:(?:${group}:){0,4}${group})?::${lastTwo}`,
  `(?:(?:${group}:){0,5}${group})?::${group}`,
  `(?:(?:${group}:){0,6}${group})?::`,
].join('|')})`;

export const ipv4: Format = { name: 'ipv4', by: 'RFC 2673, dotted-quad', language: () => regular(`^${fourOctets}$`) };

export const ipv6: Format = { name: 'ipv6', by: 'RFC 4291, 2.2', language: () => regular(`^${address6}$`) };

export const uuid: Format = {
  name: 'uuid',
  by: 'RFC 4122',
  language: () => regular('^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$'),
  loose: '^(?:urn:uuid:)?[-0-9A-Fa-f]+$',
};

const label = '[0-9A-Za-z](?:[-0-9A-Za-z]{0,61}[0-9A-Za-z])?';

export const hostname: Format = {
  name: 'hostname',
  by: 'RFC 1123, 2.1: labels of at most 63 characters, 253 in all',
  language: () => both(regular(String.raw`^${label}(?:\.${label})*$`), regular('^.{1,253}$')),
  loose: String.raw`^[-.0-9A-Za-z]+$`,
};

const atom = "[0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+";
const quoted = String.raw`"(?:[ !#-\[\]-~]|\\[ -~])*"`;
const part = '[0-9A-Za-z](?:[-0-9A-Za-z]*[0-9A-Za-z])?';

export const email: Format = {
  name: 'email',
  by: 'RFC 5321, Mailbox, without its limits of length',
  language: () =>
    regular(String.raw`^(?:${atom}(?:\.${atom})*|${quoted})@(?:${part}(?:\.${part})*|\[(?:${fourOctets}|[Ii][Pp][Vv]6:${address6})\])$`),
  usual: String.raw`^[0-9a-z]+(?:[-+._][0-9a-z]+)*@(?:[0-9a-z]+(?:-[0-9a-z]+)*\.)+[a-z]{2,}$`,
};
