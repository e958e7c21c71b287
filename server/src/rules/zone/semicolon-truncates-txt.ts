import { dkimNameOf } from '../../email/dkim/names.ts';
import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import { spaced } from '../../records/words.ts';
import { quote } from '../../text/quote.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** The whole first tag of a list, which is what remains when its `;` starts a comment. */
const FIRST_TAG = /^(?:v=(?:DMARC1|DKIM1|STSv1|TLSRPTv1|BIMI1)|[a-z]+=[^\s;]+)$/i;
const MORE_TAGS = /^;[ \t]*[a-z]{1,8}[ \t]*=/i;

/** A tag list has no quotes, so everything after its first `;` is a comment. */
export default defineRule({
  subject: 'txt',
  needs: ['unquoted'],
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'Only the part before the first ";" is published, and name servers do not warn about it. DMARC without a policy is ignored, DKIM without a key fails every signature, and reports stop.',
  symptoms: ['550 5.7.26'],
  messages: {
    cut: 'Outside quotes, ";" starts a comment, so only "{kept}" is published.',
  },
  check({ record, rdata }, context) {
    const { comment } = rdata;
    const place = comment?.toSource(rangeOf(0, comment.length));
    if (comment === undefined || place === undefined) return;
    const kept = spaced(rdata);
    const kind = policyTitleOf(kept, record.owner);
    const isList =
      kind !== undefined && kind !== 'SPF' && !/^[^a-z]/i.test(kept) && MORE_TAGS.test(comment.text);
    if (!isList && !(FIRST_TAG.test(kept) && isSelector(record.owner) && MORE_TAGS.test(comment.text)))
      return;
    const whole = kept + comment.text.replace(/(?<![\s"])[\s"]+$/, '');
    context.report({
      at: { source: place },
      message: 'cut',
      data: { kept: quote(kept) },
      fix: {
        title: 'Put the whole value in quotes',
        safety: kind === undefined ? 'safe' : activationSafety(kind),
        edits: [{ kind: 'set-strings', strings: [whole], comment: 'remove' }],
      },
    });
  },
});

function isSelector(owner: string): boolean {
  return dkimNameOf(owner).kind === 'key';
}
