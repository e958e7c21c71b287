import { readBase64, writeBase64 } from '../../email/dkim/base64.ts';
import { markOf, dkimTagOf, type DkimRecord } from '../../email/dkim/model.ts';
import { wrapRsaPublicKey } from '../../email/dkim/public-key.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import type { RuleFix } from '../../records/report.ts';
import { forwardFaults } from '../forward-faults.ts';

/** Faults that only a key of a defined type can have. The format of other keys is unknown. */
const NO_RSA_KEY = new Set(['key-damaged', 'key-not-der', 'key-foreign']);

/** The octets of `p=` are not one complete public key: truncated, damaged, or something else. */
export default forwardFaults({
  subject: 'dkim',
  severity: 'error',
  specs: ['RFC 6376 §3.6.1', 'RFC 8463 §4.2'],
  why:
    'Receivers that cannot read the key fail every signature with it. Most such keys were truncated when they were pasted: ' +
    'one string of a TXT record holds 255 octets, and a 2048-bit key needs 2 strings.',
  symptoms: UNUSABLE_KEY,
  messages: {
    'key-truncated': 'The key is truncated to {actual} of the {expected} octets that its header states.',
    'key-trailing': '"p=" has {octets} octets after the end of the key, which strict receivers reject.',
    'key-bare': 'The key is a bare RSAPublicKey, but OpenDKIM and others read only SubjectPublicKeyInfo.',
    'key-damaged': 'The key is damaged and its structure is inconsistent.',
    'key-not-der': 'The {actual} octets in "p=" do not begin like a public key.',
    'key-length': 'An Ed25519 key has 32 octets, but this one has {actual}.',
    'key-foreign': '"p=" holds {what}, not a DKIM key.',
    'key-placeholder': 'The placeholder "{typed}" was never replaced with a key.',
  },
  // Some receivers accept these keys.
  severities: { 'key-trailing': 'warning', 'key-bare': 'warning' },
  when: ({ code }, record) => record.keyType !== 'other' || !NO_RSA_KEY.has(code),
  at({ code, range }, record) {
    const data = code === 'key-placeholder' ? undefined : dkimTagOf(record, 'p');
    return data === undefined ? range : markOf(record, data);
  },
  fix: ({ code }, record) => (code === 'key-bare' ? wrap(record) : undefined),
});

/** The fix that publishes the same key in the form that receivers read. */
function wrap(record: DkimRecord): RuleFix | undefined {
  const data = dkimTagOf(record, 'p');
  const others = ['base64-character', 'pem-armor', 'key-trailing'];
  if (data === undefined || record.faults.some((fault) => others.includes(fault.code))) return undefined;
  const text = writeBase64(wrapRsaPublicKey(readBase64(data.value).bytes));
  return {
    title: 'Wrap the key in a SubjectPublicKeyInfo',
    safety: 'safe',
    edits: [{ range: data.valueRange, text }],
  };
}
