/** The consequence of any syntax error. RFC 7208 §2.6.7, §4.6. */
export const PERMERROR =
  'A syntax error anywhere makes the whole record permerror: no sender passes SPF, and receivers reply 550 5.7.24 or ignore SPF for DMARC.';

/** The reply of RFC 7372 §3.2 to an SPF record that cannot be evaluated. */
export const PERMERROR_REPLY = '550 5.7.24';
