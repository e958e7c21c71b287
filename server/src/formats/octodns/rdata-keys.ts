/**
 * The keys of a value, in the order of the fields of its RDATA, each with its old name after it. Types whose values
 * are one text are not here. octoDNS: `record/*.py`.
 */
export const RDATA_KEYS: Readonly<Record<string, readonly (readonly [string, ...string[]])[]>> = {
  MX: [
    ['preference', 'priority'],
    ['exchange', 'value'],
  ],
  SRV: [['priority'], ['weight'], ['port'], ['target']],
  CAA: [['flags'], ['tag'], ['value']],
  DS: [['key_tag'], ['algorithm'], ['digest_type'], ['digest']],
  NAPTR: [['order'], ['preference'], ['flags'], ['service'], ['regexp'], ['replacement']],
  SSHFP: [['algorithm'], ['fingerprint_type'], ['fingerprint']],
  TLSA: [['certificate_usage'], ['selector'], ['matching_type'], ['certificate_association_data']],
  SVCB: [['svcpriority'], ['targetname']],
  HTTPS: [['svcpriority'], ['targetname']],
  OPENPGPKEY: [],
  LOC: [],
  URI: [['priority'], ['weight'], ['target']],
};
