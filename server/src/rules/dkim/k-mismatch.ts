import { readBase64, writeBase64 } from '../../email/dkim/base64.ts';
import { insertBefore } from '../../email/dkim/edits.ts';
import { markOf, dkimTagOf, type DkimRecord, type DkimTag } from '../../email/dkim/model.ts';
import { ED25519_OCTETS } from '../../email/dkim/public-key.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { exactTag } from '../../email/dkim/tags.ts';
import { hasDefect } from '../../email/dkim/usability.ts';
import type { FixEdit, RuleFix } from '../../records/report.ts';
import { defineRule } from '../rule.ts';

/** `k=` does not match the key in `p=`. */
export default defineRule({
  subject: 'dkim',
  needs: ['rsa', 'ed25519'],
  severity: 'error',
  specs: ['RFC 8463 §4.2', 'RFC 6376 §3.6.1'],
  why:
    'Receivers read the key as the type in "k=", or as RSA if there is no "k=". The two formats have nothing in common, so ' +
    'receivers cannot read the key, and every signature with it fails.',
  symptoms: UNUSABLE_KEY,
  messages: {
    isRsa: 'The key type is "k=ed25519", but "p=" holds an RSA key.',
    isEd25519: 'The key type is "k=rsa", but "p=" holds an Ed25519 key.',
    isNotRsa: 'Without "k=", the key must be RSA, but "p=" holds an Ed25519 key.',
    wrapped: 'The Ed25519 key is wrapped in a SubjectPublicKeyInfo, but "p=" must hold only its 32 octets.',
  },
  check(record, context) {
    const type = exactTag(record, 'k');
    const data = dkimTagOf(record, 'p');
    if (data === undefined || !hasDefect(record, 'mismatch')) return;
    // dkim-unknown-tag reports "K=ed25519".
    if (type === undefined && record.keyType === record.key.kind) return;
    const at = type?.range ?? markOf(record, data);
    if (record.key.kind === 'rsa' && type !== undefined) {
      context.report({ at, message: 'isRsa', fix: useType('rsa', { range: type.valueRange, text: 'rsa' }) });
    } else if (record.key.kind === 'ed25519' && (type === undefined || record.keyType === 'rsa')) {
      const fix = useEd25519(record, type, data);
      context.report({ at, message: type === undefined ? 'isNotRsa' : 'isEd25519', fix });
    } else {
      const edits = unwrap(record, data);
      const fix: RuleFix | undefined = edits && { title: 'Keep only the 32 octets', safety: 'safe', edits };
      context.report({ at: markOf(record, data), message: 'wrapped', fix });
    }
  },
});

function useType(type: string, ...edits: readonly FixEdit[]): RuleFix {
  return { title: `Use "k=${type}"`, safety: 'safe', edits };
}

function useEd25519(record: DkimRecord, type: DkimTag | undefined, data: DkimTag): RuleFix | undefined {
  const edit =
    type === undefined
      ? insertBefore(record, data, 'k=ed25519')
      : { range: type.valueRange, text: 'ed25519' };
  const edits = unwrap(record, data);
  return edit && edits && useType('ed25519', edit, ...edits);
}

/** The edits that unwrap the key, none if it is not wrapped; `undefined` if the end of the key is uncertain. */
function unwrap({ key, faults }: DkimRecord, data: DkimTag): readonly FixEdit[] | undefined {
  if (key.kind !== 'ed25519' || key.form === 'raw') return [];
  if (faults.some((fault) => fault.code === 'key-trailing')) return undefined;
  const { bytes } = readBase64(data.value);
  return [{ range: data.valueRange, text: writeBase64(bytes.subarray(-ED25519_OCTETS)) }];
}
