import { hasTwin } from '../../email/dkim/edits.ts';
import type { DkimRecord, TagName } from '../../email/dkim/model.ts';
import { hasDefect } from '../../email/dkim/usability.ts';
import type { PolicyFault } from '../../email/policy-record.ts';
import type { RuleFix } from '../../records/report.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A tag that a key record does not have, or has in small letters. */
export default defineRule({
  id: 'dkim-unknown-tag',
  subject: 'dkim',
  needs: ['unknown-tag', 'tag-case'],
  severity: 'hint',
  since: '0.1.0',
  specs: ['RFC 6376 §3.2', 'RFC 6376 §3.6.1'],
  why:
    'Receivers skip tags that they do not know. That does no harm, unless something was meant by it: the tags of a key ' +
    'record are v, k, p, h, s, t and n, in small letters.',
  messages: {
    unknown: '"{name}=" is not a tag of a DKIM key; receivers skip it.',
    capitals: '"{name}=" is not a tag of a DKIM key, "{meant}=" is: tag names are in small letters.',
  },
  check(record, context) {
    for (const fault of record.faults) {
      const name = quote(fault.data?.['name'] ?? '');
      if (fault.code === 'unknown-tag') {
        context.report({ at: fault.range, message: 'unknown', data: { name } });
      } else if (fault.code === 'tag-case') {
        const meant = fault.data?.['meant'] ?? '';
        // Skipping these leaves no key, or takes it for one of another type.
        const isKeyType = meant === 'k' && record.keyType === record.key.kind;
        const isFault = meant === 'p' || (isKeyType && hasDefect(record, 'mismatch'));
        const severity = isFault ? 'error' : 'info';
        const fix = inSmallLetters(record, fault, meant as TagName);
        context.report({ at: fault.range, message: 'capitals', data: { name, meant }, severity, fix });
      }
    }
  },
});

function inSmallLetters(record: DkimRecord, { range }: PolicyFault, meant: TagName): RuleFix | undefined {
  const tag = record.tags.find((other) => other.nameRange.start === range.start);
  if (tag === undefined || hasTwin(record, tag)) return undefined;
  // A version that was skipped so far would be read now, and has to be right and in front.
  if (meant === 'v' && (tag !== record.tags[0] || tag.value !== 'DKIM1')) return undefined;
  const safety = meant === 'p' || meant === 'k' || meant === 'v' ? 'safe' : 'review';
  return { title: `Use "${meant}="`, safety, edits: [{ range, text: meant }] };
}
