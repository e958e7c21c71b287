/** What becomes of a zone in which a name server finds something that it cannot read. */
export const REFUSED =
  'A name server that finds this does not load the zone: it goes on with old data, or after a restart answers SERVFAIL for every name. Mail to and from the domain is then deferred, and in the end returned.';

/** Postfix of a sender whose domain cannot be looked up. */
export const REFUSED_REPLIES: readonly string[] = ['450 4.1.8'];
