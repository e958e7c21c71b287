/**
 * The type under which rules find the policy file of MTA-STS, a record whose data is the text of the file and whose
 * owner is the host that serves it. RFC 6895 §3.1 keeps the number for private use: the DNS has no such type.
 */
export const STS_POLICY = 'TYPE65280';
export const STS_POLICY_CODE = 65280;
