import { readBase64, writeBase64 } from '../../email/dkim/base64.ts';
import { insertBefore } from '../../email/dkim/edits.ts';
import { markOf, dkimTagOf, type DkimRecord, type DkimTag } from '../../email/dkim/model.ts';
import { ED25519_OCTETS } from '../../email/dkim/public-key.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { exactTag } from '../../email/dkim/tags.ts';
import { hasDefect } from '../../email/dkim/usability.ts';
import type { FixEdit, RuleFix } from '../../records/report.ts';
import { defineRule } from '../rule.ts';

/** `k=` and the key in `p=` do not fit together. */
export default defineRule({
  subject: 'dkim',
  needs: ['rsa', 'ed25519'],
  severity: 'error',
  specs: ['RFC 8463 §4.2', 'RFC 6376 §3.6.1'],
  why:
    'Receivers read the key as what "k=" says it is, and as RSA where there is no "k=". The two forms have nothing in ' +
    'common, so the key cannot be read and every signature with it fails.',
  symptoms: UNUSABLE_KEY,
  messages: {
    isRsa: '"k=ed25519", but "p=" holds an RSA key.',
    isEd25519: '"k=rsa", but "p=" holds an Ed25519 key.',
    isNotRsa: 'Without "k=", the key must be RSA, but "p=" holds an Ed25519 key.',
    wrapped: 'The Ed25519 key is wrapped in a SubjectPublicKeyInfo; "p=" takes its 32 octets alone.',
  },
  check(record, context) {
    const type = exactTag(record, 'k');
    const data = dkimTagOf(record, 'p');
    if (data === undefined || !hasDefect(record, 'mismatch')) return;
    // "K=ed25519" is dkim-unknown-tag's.
    if (type === undefined && record.keyType === record.key.kind) return;
    const at = type?.range ?? markOf(record, data);
    if (record.key.kind === 'rsa' && type !== undefined) {
      context.report({ at, message: 'isRsa', fix: useType('rsa', { range: type.valueRange, text: 'rsa' }) });
    } else if (record.key.kind === 'ed25519' && (type === undefined || record.keyType === 'rsa')) {
      const fix = useEd25519(record, type, data);
      context.report({ at, message: type === undefined ? 'isNotRsa' : 'isEd25519', fix });
    } else {
      const edits = unwrap(record, data);
      const fix: RuleFix | undefined = edits && { title: 'Keep the 32 octets alone', safety: 'safe', edits };
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

/** The key without its wrapping, where it has one; `undefined` where its end is not certain. */
function unwrap({ key, faults }: DkimRecord, data: DkimTag): readonly FixEdit[] | undefined {
  if (key.kind !== 'ed25519' || key.form === 'raw') return [];
  if (faults.some((fault) => fault.code === 'key-trailing')) return undefined;
  const { bytes } = readBase64(data.value);
  return [{ range: data.valueRange, text: writeBase64(bytes.subarray(-ED25519_OCTETS)) }];
}
