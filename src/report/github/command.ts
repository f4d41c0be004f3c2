/** What GitHub shows of annotations of one type that one step makes; the rest it drops without a word. */
export const most = 10;

// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

const inMessage = (text: string): string =>
  text.toWellFormed().replace(control, '\uFFFD').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const inProperty = (text: string): string => inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

export interface Annotation {
  readonly type: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** Relative to the repository's root. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** One workflow command: `::error file=a.yaml,line=1,col=2,title=…::message`. */
export const commandText = ({ type, title, message, file, line, column }: Annotation): string => {
  const properties = [
    ...(file === undefined ? [] : [`file=${inProperty(file)}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${inProperty(title)}`,
  ];
  return `::${type} ${properties.join(',')}::${inMessage(message)}`;
};

/** A line of the log that is no command, whatever it holds: `::` begins one, and `##[` anywhere does. */
export const logLine = (text: string): string =>
  `drill: ${text
    .replace(/[\r\n]+/g, ' ')
    .replace(control, '\uFFFD')
    .replaceAll('##[', '## [')}`;
