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
  character: 'The key holds {what}: that is not base64, and the key cannot be decoded.',
  characters: 'The key holds {what} and is not base64 at {others}: it cannot be decoded.',
  missing: 'The key lacks "{padding}" at its end; strict receivers cannot decode it.',
  surplus: 'The key ends in too many "="; strict receivers cannot decode it.',
  odd: 'The key has one character too many or one too few.',
} as const;

/** Characters in `p=` that are not base64, or "=" at its end that do not fit. */
export default defineRule({
  subject: 'dkim',
  needs: ['base64-character', 'base64-padding'],
  severity: 'error',
  specs: ['RFC 6376 §3.6.1', 'RFC 4648 §4'],
  why:
    'The key is written in base64: letters, digits, "+", "/", and "=" at the end. Receivers that find anything else ' +
    'cannot decode it and fail every signature. Blanks and breaks between strings do no harm.',
  symptoms: UNUSABLE_KEY,
  messages: MESSAGES,
  check(record, context) {
    reportCharacters(record, context);
    for (const fault of record.faults) if (fault.code === 'base64-padding') reportPadding(fault, context);
  },
});

function reportCharacters(record: DkimRecord, context: RuleContext<typeof MESSAGES>): void {
  // What is no ASCII, or cannot be seen, has rules of its own, for every kind of record.
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

/** Characters that quoting would hide have names. */
function nameOf(text: string): string {
  if (/^"+$/.test(text)) return text.length === 1 ? 'a quotation mark' : 'quotation marks';
  return /^\\+$/.test(text) ? 'a backslash' : `"${quote(text)}"`;
}

/** Only where a whole key is left, and nothing but that: then nothing else can have been meant. */
function clean(record: DkimRecord, faults: readonly Character[]): RuleFix | undefined {
  if (record.key.kind !== 'rsa' && record.key.kind !== 'ed25519') return undefined;
  if (holdsMore(record)) return undefined;
  const edits = faults.map((fault) => ({
    range: fault.range,
    text: fault.text.replace(/[^]/g, (character) => fromUrlSafe(character) ?? ''),
  }));
  const isUrlSafe = edits.every(({ text }) => text !== '');
  const title = isUrlSafe ? 'Use the standard base64 characters' : 'Delete what is not base64';
  return { title, safety: 'safe', edits };
}

/** `QIDAQAB "s=*`: behind the key another tag begins, without its ";". */
const NEXT_TAG = /[^\w+/-][vkhstngp]\s*=/i;

/** Whether something else than a key stands in `p=`. */
function holdsMore(record: DkimRecord): boolean {
  return NEXT_TAG.test(dkimTagOf(record, 'p')?.value ?? '');
}

function reportPadding({ range, reason, expected }: Padding, context: RuleContext<typeof MESSAGES>): void {
  const padding = '='.repeat(expected);
  const at = range.start === range.end ? rangeOf(range.start - 1, range.end) : range;
  // Many receivers decode the key all the same.
  const severity = 'warning';
  if (reason === 'odd') {
    context.report({ at, message: 'odd', severity });
  } else {
    const title = reason === 'missing' ? `Put "${padding}" at the end` : 'Delete the surplus "="';
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
