/** Why a request is not answered with success, when that is its own doing. */
export class Problem extends Error {
  constructor(status, title) {
    super(title);
    this.status = status;
  }
}

/** Answers 400 unless it holds. */
export const must = (holds, title) => {
  if (!holds) throw new Problem(400, title);
};
