import { readBase64, writeBase64 } from '../../email/dkim/base64.ts';
import { markOf, tagOf, type DkimRecord, type DkimTag } from '../../email/dkim/model.ts';
import { wrapRsaPublicKey } from '../../email/dkim/public-key.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import type { RuleFix, Severity } from '../../records/report.ts';
import { quote } from '../../text/quote.ts';
import { defineRule, type Messages } from '../rule.ts';

type Message =
  'truncated' | 'trailing' | 'bare' | 'damaged' | 'notDer' | 'length' | 'foreign' | 'placeholder';

const MESSAGES: Readonly<Record<string, { readonly message: Message; readonly severity?: Severity }>> = {
  'key-truncated': { message: 'truncated' },
  // These keys work with some receivers.
  'key-trailing': { message: 'trailing', severity: 'warning' },
  'key-bare': { message: 'bare', severity: 'warning' },
  'key-damaged': { message: 'damaged' },
  'key-not-der': { message: 'notDer' },
  'key-length': { message: 'length' },
  'key-foreign': { message: 'foreign' },
  'key-placeholder': { message: 'placeholder' },
};

/** How a key of a type that nobody defined looks, nobody knows. */
const NO_RSA_KEY = new Set(['key-damaged', 'key-not-der', 'key-foreign']);

/** The octets of `p=` are not a whole public key: cut off, damaged, or something else. */
export default defineRule<'dkim', Messages>({
  id: 'dkim-key-der-invalid',
  subject: 'dkim',
  needs: [
    'key-truncated',
    'key-trailing',
    'key-bare',
    'key-damaged',
    'key-not-der',
    'key-length',
    'key-foreign',
    'key-placeholder',
  ],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 6376 §3.6.1', 'RFC 8463 §4.2'],
  why:
    'Receivers cannot read the key, so every signature with it fails. Most such keys were cut off when they were pasted: ' +
    'one string of a TXT record holds 255 octets, and a key of 2048 bits needs two.',
  symptoms: UNUSABLE_KEY,
  messages: {
    truncated: 'The key is cut off: by its own header it has {expected} octets, and {actual} are here.',
    trailing: 'Behind the end of the key, "p=" goes on for {octets} octets; strict receivers refuse that.',
    bare: 'The key is a bare RSAPublicKey; most receivers read only a SubjectPublicKeyInfo.',
    damaged: 'The key is damaged: its parts do not fit together.',
    notDer: '"p=" does not hold a public key: its {actual} octets do not begin like one.',
    length: 'An Ed25519 key has 32 octets, and this one has {actual}.',
    placeholder: '"{text}" stands for a key that was never filled in.',
    foreign: '"p=" holds {what}, not a key for DKIM.',
  },
  check(record, context) {
    const data = tagOf(record, 'p');
    if (data === undefined) return;
    for (const fault of record.faults) {
      const kind = MESSAGES[fault.code];
      if (kind === undefined) continue;
      if (record.keyType === 'other' && NO_RSA_KEY.has(fault.code)) continue;
      const fix = fault.code === 'key-bare' ? wrap(record, data) : undefined;
      const at = fault.code === 'key-placeholder' ? fault.range : markOf(record, data);
      const text = quote(fault.data?.['text'] ?? '');
      context.report({ at, ...kind, data: { ...fault.data, text }, fix });
    }
  },
});

/** The same key in the form that receivers read. */
function wrap(record: DkimRecord, data: DkimTag): RuleFix | undefined {
  const others = ['base64-character', 'pem-armor', 'key-trailing'];
  if (record.faults.some((fault) => others.includes(fault.code))) return undefined;
  const text = writeBase64(wrapRsaPublicKey(readBase64(data.value).bytes));
  return {
    title: 'Wrap the key in a SubjectPublicKeyInfo',
    safety: 'safe',
    edits: [{ range: data.valueRange, text }],
  };
}
