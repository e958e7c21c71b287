import { armorIn } from '../../email/dkim/key.ts';
import { dkimTagOf } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { shift } from '../../text/range.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `p=` contains a PEM file with its BEGIN and END lines. dkim-private-key-published reports private keys. */
export default forwardFaults({
  subject: 'dkim',
  severity: 'error',
  specs: ['RFC 6376 §3.6.1'],
  why:
    'Key files wrap the key in BEGIN and END lines, but only the base64 between these lines belongs in DNS. Receivers cannot ' +
    'decode a key with such lines and fail every signature.',
  symptoms: UNUSABLE_KEY,
  messages: { 'pem-armor': '"{typed}" is a line of the key file, not part of the key.' },
  fix(_, record) {
    const data = dkimTagOf(record, 'p');
    if (data === undefined || (record.key.kind !== 'rsa' && record.key.kind !== 'ed25519')) return undefined;
    const lines = armorIn(data.value).map((line) => shift(line, data.valueRange.start));
    const edits = lines.map((range) => ({ range, text: '' }));
    return { title: 'Keep only the key', safety: 'safe', edits };
  },
});
