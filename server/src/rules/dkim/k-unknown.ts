import { dkimTagOf, type DkimRecord } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { visible } from '../../email/dkim/tags.ts';
import type { RuleFix } from '../../records/report.ts';
import { quote } from '../../text/quote.ts';
import type { Range } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** `k=` names a key type that receivers do not know. */
export default defineRule({
  subject: 'dkim',
  needs: ['k'],
  severity: 'error',
  specs: ['RFC 6376 §3.6.1', 'RFC 8463 §4.2'],
  why:
    'The only defined key types are "rsa" and "ed25519". Receivers ignore a key of any other type, and signatures with it ' +
    'fail.',
  symptoms: UNUSABLE_KEY,
  messages: {
    unknown: '"k={type}" is not a DKIM key type ("rsa" or "ed25519").',
    empty: '"k=" is empty, which strict receivers treat as an unknown key type.',
    capitals: '"k={type}" is not in lowercase, and some receivers accept only "k={lower}".',
  },
  check(record, context) {
    const tag = dkimTagOf(record, 'k');
    if (tag === undefined || tag.hasHole) return;
    const type = visible(tag.value);
    const lower = type.toLowerCase();
    const at = tag.range;
    if (type === '') {
      context.report({
        at,
        message: 'empty',
        severity: 'warning',
        fix: useRightType(record, tag.valueRange),
      });
    } else if (record.keyType === 'other') {
      const fix = useRightType(record, tag.valueRange);
      context.report({ at, message: 'unknown', data: { type: quote(type) }, fix });
    } else if (type !== lower) {
      const fix = useType(lower, tag.valueRange);
      context.report({ at, message: 'capitals', data: { type, lower }, severity: 'warning', fix });
    }
  },
});

/** The fix for a key that shows its type. There is none for a key that needs another fix as well. */
function useRightType({ key }: DkimRecord, range: Range): RuleFix | undefined {
  if (key.kind === 'rsa') return useType('rsa', range);
  return key.kind === 'ed25519' && key.form === 'raw' ? useType('ed25519', range) : undefined;
}

function useType(type: string, range: Range): RuleFix {
  return { title: `Use "k=${type}"`, safety: 'safe', edits: [{ range, text: type }] };
}
