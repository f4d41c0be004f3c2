import { text } from '../values.ts';

export const logical = {
  repository: text('Folder that dumps are written to, relative to drill.yaml; one folder each.'),
};
