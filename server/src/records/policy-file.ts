/**
 * The type under which rules find the policy file of MTA-STS. It is a record whose data is the text of the file and whose owner
 * is the host that serves it. RFC 6895 §3.1 reserves the number for private use, so DNS has no such type.
 */
export const STS_POLICY = 'TYPE65280';
export const STS_POLICY_CODE = 65280;
