/** What follows when name servers do not load a zone file: the second sentence of several explanations. */
export const NOT_LOADED =
  'Name servers keep the old data or, after a restart, answer SERVFAIL, and mail to and from the domain is deferred and then bounces.';

/** Why an error in a zone file matters. */
export const REFUSED = `A zone file with this error does not load. ${NOT_LOADED}`;

/** Why an invalid record matters. It may be in a zone file, or in a file of another format. */
export const REFUSED_RECORD = `The record is invalid, and a zone file that contains it does not load. ${NOT_LOADED}`;

/** The reply of Postfix to a sender whose domain cannot be looked up. */
export const REFUSED_REPLIES: readonly string[] = ['450 4.1.8'];
