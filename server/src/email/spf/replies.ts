/** The consequence of any syntax error. RFC 7208 §2.6.7, §4.6, §8.7. */
export const PERMERROR =
  'A syntax error anywhere results in permerror for every sender: receivers may reject the mail with 550 5.7.24 or treat it as if the domain had no SPF record.';

/** The reply of RFC 7372 §3.2 to an SPF record that cannot be evaluated. */
export const PERMERROR_REPLY = '550 5.7.24';
