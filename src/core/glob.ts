/** Does a text match a glob in which `*` stands for any text, the empty one too, and everything else for itself? Takes time for length times stars at most. */
export const matchesGlob = (glob: string, text: string): boolean => {
  let [at, from, star, tried] = [0, 0, -1, 0];
  while (from < text.length) {
    if (at < glob.length && glob[at] === '*') {
      star = at++;
      tried = from;
    } else if (at < glob.length && glob[at] === text[from]) {
      at++;
      from++;
    } else if (star !== -1) {
      at = star + 1;
      from = ++tried;
    } else return false;
  }
  while (glob[at] === '*') at++;
  return at === glob.length;
};
