import type { Containment, Turn } from '../fact.ts';

/** In which directions a difference may count; the others were proved further up. */
export interface Mask {
  readonly oldInNew: boolean;
  readonly newInOld: boolean;
}
export const both: Mask = { oldInNew: true, newInOld: true };

export const neither: Mask = { oldInNew: false, newInOld: false };

/** Directions that some fact, here or further down, says to fail: no fact further up needs to say it again. */
export interface Told {
  oldInNew: boolean;
  newInOld: boolean;
}

export const tell = (told: Told, more: Told): void => {
  told.oldInNew ||= more.oldInNew;
  told.newInOld ||= more.newInOld;
};

/** Both directions of one question. */
export interface Answers {
  readonly oldInNew: Containment;
  readonly newInOld: Containment;
}

export const contained: Containment = { kind: 'contained' };
export const fails = (answer: Containment): boolean => answer.kind !== 'contained';

export const turnOf = ({ oldInNew, newInOld }: Answers): Turn => (fails(oldInNew) ? (fails(newInOld) ? 'changed' : 'narrowed') : 'widened');
