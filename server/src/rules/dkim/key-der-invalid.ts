import { readBase64, writeBase64 } from '../../email/dkim/base64.ts';
import { markOf, dkimTagOf, type DkimRecord } from '../../email/dkim/model.ts';
import { wrapRsaPublicKey } from '../../email/dkim/public-key.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import type { RuleFix } from '../../records/report.ts';
import { forwardFaults } from '../forward-faults.ts';

/** How a key of a type that nobody defined looks, nobody knows. */
const NO_RSA_KEY = new Set(['key-damaged', 'key-not-der', 'key-foreign']);

/** The octets of `p=` are not a whole public key: cut off, damaged, or something else. */
export default forwardFaults({
  subject: 'dkim',
  severity: 'error',
  specs: ['RFC 6376 §3.6.1', 'RFC 8463 §4.2'],
  why:
    'Receivers that cannot read the key fail every signature with it. Most such keys were cut off when they were pasted: ' +
    'one string of a TXT record holds 255 octets, and a key of 2048 bits needs two.',
  symptoms: UNUSABLE_KEY,
  messages: {
    'key-truncated': 'The key is cut off: by its own header it has {expected} octets, and {actual} are here.',
    'key-trailing':
      'Behind the end of the key, "p=" goes on for {octets} octets; strict receivers refuse that.',
    'key-bare':
      'The key is a bare RSAPublicKey, which OpenDKIM and others cannot read: they expect SubjectPublicKeyInfo.',
    'key-damaged': 'The key is damaged: its parts do not fit together.',
    'key-not-der': '"p=" does not hold a public key: its {actual} octets do not begin like one.',
    'key-length': 'An Ed25519 key has 32 octets, and this one has {actual}.',
    'key-foreign': '"p=" holds {what}, not a key for DKIM.',
    'key-placeholder': '"{typed}" stands for a key that was never filled in.',
  },
  // These keys work with some receivers.
  severities: { 'key-trailing': 'warning', 'key-bare': 'warning' },
  when: ({ code }, record) => record.keyType !== 'other' || !NO_RSA_KEY.has(code),
  at({ code, range }, record) {
    const data = code === 'key-placeholder' ? undefined : dkimTagOf(record, 'p');
    return data === undefined ? range : markOf(record, data);
  },
  fix: ({ code }, record) => (code === 'key-bare' ? wrap(record) : undefined),
});

/** The same key in the form that receivers read. */
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
