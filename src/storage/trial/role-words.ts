// Roles belong to the whole server, not to a database: two trials on one server at a time may both make the same one.

/** What makes or changes a role, and what names one that has to be there: a schema's roles are made for it. */
const aboutRoles = new RegExp(
  [
    String.raw`\b(?:create|alter|drop)\s+(?:role|user|group)\b`,
    String.raw`\b(?:grant|revoke|reassign|authorization|policy|regrole|pg_has_role|has_\w+_privilege)\b`,
    String.raw`\bowner\s+to\b`,
    String.raw`\bdrop\s+owned\b`,
    String.raw`\bset\s+(?:local\s+|session\s+)?role\b`,
  ].join('|'),
  'i',
);

/** May one of these scripts make a role, or have one made? */
export const mayMakeRoles = (texts: readonly string[]): boolean => texts.some((text) => aboutRoles.test(text));
