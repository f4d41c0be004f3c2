/** What a schema is for, seen from the artifact at N: it takes requests in, it gives responses out, or documents lie there to be read. */
export type Side = 'request' | 'response' | 'document';

/** What happened to one aspect of a schema: fewer documents are valid, more are, both, or it could not be decided. */
export type Turn = 'narrowed' | 'widened' | 'changed';
