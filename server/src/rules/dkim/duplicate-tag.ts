import { removeTag } from '../../email/dkim/edits.ts';
import { markOf, type DkimRecord, type DkimTag } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { tagAt } from '../../email/tag-list.ts';
import type { RuleFix } from '../../records/report.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A tag occurs twice in a record. */
export default defineRule({
  id: 'dkim-duplicate-tag',
  subject: 'dkim',
  needs: ['duplicate-tag'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 6376 §3.2'],
  why:
    'A list in which a tag occurs twice is invalid as a whole: strict receivers use no part of it, and every signature with ' +
    'the key fails. Two keys need two selectors.',
  symptoms: UNUSABLE_KEY,
  messages: { twice: '"{name}=" occurs twice, which makes the whole record invalid.' },
  check(record, context) {
    const firsts = new Map<string, DkimTag>();
    for (const tag of record.tags) if (!firsts.has(tag.name)) firsts.set(tag.name, tag);
    for (const { code, range } of record.faults) {
      if (code !== 'duplicate-tag') continue;
      const tag = tagAt(record.tags, range.start);
      const first = firsts.get(tag?.name ?? '');
      if (tag === undefined || first === undefined) continue;
      const name = quote(tag.name);
      context.report({
        at: markOf(record, tag),
        message: 'twice',
        data: { name },
        fix: removeSecond(record, first, tag),
        related: [{ at: markOf(record, first), message: `The first "${name}="` }],
      });
    }
  },
});

/** Which of two different values was meant is not ours to say. */
function removeSecond(record: DkimRecord, first: DkimTag, second: DkimTag): RuleFix | undefined {
  // The first one holds no key, and the second does.
  if (first.meant !== second.meant) return undefined;
  const removal = removeTag(record, second);
  const safety = first.value === second.value && !first.hasHole ? 'safe' : 'review';
  return removal && { title: `Delete the second "${quote(second.name)}="`, safety, edits: [removal] };
}
