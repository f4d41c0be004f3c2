import type { Place } from '../../../core/error.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Sql } from '../../migrations/step.ts';

// A trial takes one migration. Several steps become one script, and places in it are told as places of their files.

/** Several files as one script. */
export interface Joined {
  readonly sql: Sql;
  /** A place of the script as one of the file that it came from; any other as it is. */
  readonly placeOf: (place: Place) => Place;
}

const linesIn = (text: string): number => text.split('\n').length;

/** Joins files in the order given. The semicolon between them ends what the last statement of a file may have left open. */
export const joinFiles = (files: readonly Sql[], name: string): Joined => {
  const [only] = files;
  if (files.length === 1 && only) return { sql: only, placeOf: (place) => place };
  const starts: { readonly file: string; readonly from: number }[] = [];
  let line = 1;
  for (const { file, text } of files) {
    starts.push({ file, from: line });
    line += linesIn(text) + 1;
  }
  return {
    sql: {
      file: name,
      text: files.map(({ text }) => text).join('\n;\n'),
      ...(files.some(({ isRecorded }) => isRecorded) && { isRecorded: true }),
    },
    placeOf: (place) => {
      if (place.file !== name) return place;
      const start = starts.findLast(({ from }) => from <= place.line);
      return start ? { ...place, file: start.file, line: place.line - start.from + 1 } : place;
    },
  };
};

/** A finding whose places are those of the files. */
export const placedIn = ({ at, ...finding }: Finding, joined: readonly Joined[]): Finding => {
  const placed = (place: Place): Place => joined.reduce((one, { placeOf }) => placeOf(one), place);
  return { ...finding, at: { ...(at.old && { old: placed(at.old) }), ...(at.new && { new: placed(at.new) }) } };
};
