import { removeTag, removeWord } from '../../email/dkim/edits.ts';
import { dkimTagOf, type DkimRecord, type DkimWord } from '../../email/dkim/model.ts';
import type { RuleFix } from '../../records/report.ts';
import { quote } from '../../text/quote.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

const KNOWN = new Set(['sha256', 'sha1']);

const MESSAGES = {
  none: '"h={list}" lists no known hash, so no signature fits this key.',
  empty: '"h=" is empty, so no signature fits this key.',
  unknown: '"{word}" is not a known hash, so receivers ignore it.',
  capitals: '"{word}" is not in lowercase, and some receivers accept only "{lower}".',
} as const;

/** `h=` lists hashes that receivers do not know. */
export default defineRule({
  subject: 'dkim',
  needs: ['h'],
  severity: 'warning',
  specs: ['RFC 6376 §3.6.1'],
  why:
    'Receivers ignore unknown hashes, and if none is left, no signature fits the key and mail signed with it counts as ' +
    'unsigned. Without "h=", every hash is allowed.',
  messages: MESSAGES,
  check(record, context) {
    const { hashes } = record;
    if (hashes === undefined || hashes.some((word) => word.hasHole)) return;
    if (hashes.some((word) => KNOWN.has(word.text.toLowerCase()))) {
      for (const word of hashes)
        if (!KNOWN.has(word.text) && word.text !== '') reportWord(hashes, word, context);
    } else {
      reportNone(record, context);
    }
  },
});

function reportWord(
  hashes: readonly DkimWord[],
  word: DkimWord,
  context: RuleContext<typeof MESSAGES>,
): void {
  const lower = word.text.toLowerCase();
  const at = word.range;
  if (KNOWN.has(lower)) {
    const fix: RuleFix = { title: `Use "${lower}"`, safety: 'safe', edits: [{ range: at, text: lower }] };
    context.report({ at, message: 'capitals', data: { word: word.text, lower }, fix });
  } else {
    const text = quote(word.text);
    const fix: RuleFix = { title: `Delete "${text}"`, safety: 'safe', edits: [removeWord(hashes, word)] };
    context.report({ at, message: 'unknown', data: { word: text }, severity: 'info', fix });
  }
}

function reportNone(record: DkimRecord, context: RuleContext<typeof MESSAGES>): void {
  const tag = dkimTagOf(record, 'h');
  if (tag === undefined) return;
  const removal = removeTag(record, tag);
  const fix: RuleFix | undefined = removal && { title: 'Delete "h="', safety: 'review', edits: [removal] };
  const list = quote(tag.value);
  context.report({
    at: tag.range,
    message: list === '' ? 'empty' : 'none',
    data: { list },
    severity: 'error',
    fix,
  });
}
