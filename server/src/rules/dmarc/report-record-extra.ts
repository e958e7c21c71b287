import { dmarcPlaceOf } from '../../email/dmarc/owner.ts';
import { quote } from '../../text/quote.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** Extra tags in a report permission. It may have `rua` and `ruf`, which name another mailbox of the same host. */
export default defineRule({
  subject: 'dmarc',
  severity: 'hint',
  specs: ['RFC 9990 §4', 'RFC 9989 §4.7', 'RFC 7489 §7.1'],
  why: 'A record at <domain>._report._dmarc.<target> only says that the target accepts reports about the domain. A policy in it has no effect.',
  messages: {
    extra:
      '"{tag}" has no effect in this record, which only allows {target} to receive reports about {reported}.',
  },
  check(dmarc, context) {
    const place = dmarcPlaceOf(context.record?.owner ?? '');
    if (place.kind !== 'report-permission') return;
    const [version, ...rest] = dmarc.tags;
    const extra = rest.filter(({ known }) => known !== 'rua' && known !== 'ruf' && known !== 'v');
    const [first] = extra;
    const last = rest.at(-1);
    if (version?.known !== 'v' || first === undefined || last === undefined) return;
    const { text } = dmarc.value;
    const kept = rest
      .filter((tag) => !extra.includes(tag))
      .map(({ range }) => `; ${text.slice(range.start, range.end)}`);
    const range = rangeOf(
      version.range.end,
      last.separator === undefined ? last.range.end : last.separator + 1,
    );
    context.report({
      at: first.range,
      message: 'extra',
      data: {
        tag: quote(text.slice(first.range.start, first.range.end)),
        target: place.target,
        reported: place.reported === '*' ? 'any domain' : place.reported,
      },
      fix: { title: 'Delete tags without effect', safety: 'safe', edits: [{ range, text: kept.join('') }] },
    });
  },
});
