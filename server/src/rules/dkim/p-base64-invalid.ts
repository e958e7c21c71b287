import { fromUrlSafe } from '../../email/dkim/base64.ts';
import type { DkimRecord } from '../../email/dkim/model.ts';
import { dkimTagOf } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import type { RuleFix } from '../../records/report.ts';
import { quote } from '../../text/quote.ts';
import { rangeOf } from '../../text/range.ts';
import type { FaultWith } from '../forward-faults.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

type Character = FaultWith<'dkim', 'base64-character'>;
type Padding = FaultWith<'dkim', 'base64-padding'>;

const MESSAGES = {
  character: 'The key contains {what} and cannot be decoded as base64.',
  characters: 'The key contains {what}, is invalid in {others}, and cannot be decoded as base64.',
  missing: 'The key has no "{padding}" at its end, so strict receivers cannot decode it.',
  surplus: 'The key ends with too many "=", so strict receivers cannot decode it.',
  odd: 'The key has one character too many or too few.',
} as const;

/** `p=` contains characters that are not base64, or wrong "=" at its end. */
export default defineRule({
  subject: 'dkim',
  needs: ['base64-character', 'base64-padding'],
  severity: 'error',
  specs: ['RFC 6376 §3.6.1', 'RFC 4648 §4'],
  why:
    'Base64 has letters, digits, "+", "/", and "=" at the end. Receivers that find anything else in a key, except spaces and ' +
    'breaks between strings, cannot decode it and fail every signature.',
  symptoms: UNUSABLE_KEY,
  messages: MESSAGES,
  check(record, context) {
    reportCharacters(record, context);
    for (const fault of record.faults) if (fault.code === 'base64-padding') reportPadding(fault, context);
  },
});

function reportCharacters(record: DkimRecord, context: RuleContext<typeof MESSAGES>): void {
  // Other rules report non-ASCII and invisible characters in every kind of record.
  const faults = record.faults.filter(
    (fault): fault is Character => fault.code === 'base64-character' && /[!-~]/.test(fault.text),
  );
  const [first, ...others] = faults;
  if (first === undefined) return;
  context.report({
    at: first.range,
    message: others.length === 0 ? 'character' : 'characters',
    data: {
      what: nameOf(first.text),
      others: others.length === 1 ? 'one more place' : `${others.length} more places`,
    },
    fix: clean(record, faults),
    related: others
      .slice(0, 9)
      .map((fault) => ({ at: fault.range, message: `Not base64: ${nameOf(fault.text)}` })),
  });
}

/** The characters in quotes, or their name if quotes would hide them. */
function nameOf(text: string): string {
  if (/^"+$/.test(text)) return text.length === 1 ? 'a quote' : 'quotes';
  return /^\\+$/.test(text) ? 'a backslash' : `"${quote(text)}"`;
}

/** The fix that leaves a complete key and nothing else, so that only this key can have been meant. */
function clean(record: DkimRecord, faults: readonly Character[]): RuleFix | undefined {
  if (record.key.kind !== 'rsa' && record.key.kind !== 'ed25519') return undefined;
  if (holdsMore(record)) return undefined;
  const edits = faults.map((fault) => ({
    range: fault.range,
    text: fault.text.replace(/[^]/g, (character) => fromUrlSafe(character) ?? ''),
  }));
  const isUrlSafe = edits.every(({ text }) => text !== '');
  const title = isUrlSafe
    ? 'Use the standard base64 characters'
    : 'Delete the characters that are not base64';
  return { title, safety: 'safe', edits };
}

/** Another tag after the key, without a ";" before it: `QIDAQAB "s=*`. */
const NEXT_TAG = /[^\w+/-][vkhstngp]\s*=/i;

/** Whether `p=` contains something besides a key. */
function holdsMore(record: DkimRecord): boolean {
  return NEXT_TAG.test(dkimTagOf(record, 'p')?.value ?? '');
}

function reportPadding({ range, reason, expected }: Padding, context: RuleContext<typeof MESSAGES>): void {
  const padding = '='.repeat(expected);
  const at = range.start === range.end ? rangeOf(range.start - 1, range.end) : range;
  // Many receivers decode the key anyway.
  const severity = 'warning';
  if (reason === 'odd') {
    context.report({ at, message: 'odd', severity });
  } else {
    const title = reason === 'missing' ? `Add "${padding}" at the end` : 'Delete the extra "="';
    const fix: RuleFix = { title, safety: 'safe', edits: [{ range, text: padding }] };
    context.report({
      at,
      message: reason,
      data: { padding },
      severity,
      fix,
    });
  }
}
