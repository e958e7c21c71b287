import { removeTag } from '../../email/dkim/edits.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** The record has the tag `g=`, which the current standard no longer defines. */
export default defineRule({
  subject: 'dkim',
  needs: ['g'],
  severity: 'warning',
  specs: ['RFC 6376 §E', 'RFC 4871 §3.6.1'],
  why:
    'The first DKIM standard used "g=" to limit a key to certain local parts, and the current one dropped it. Current ' +
    'receivers ignore it, but old ones obey it and reject every signature if it is empty.',
  messages: {
    any: '"g=*" is obsolete and has no effect.',
    empty: 'An empty "g=" is obsolete, and receivers that still read it reject every signature.',
    limited: '"g={value}" no longer limits the key because only old receivers obey it.',
  },
  check(record, context) {
    const tag = record.tags.find(({ name }) => name === 'g');
    if (tag === undefined || tag.hasHole) return;
    const removal = removeTag(record, tag);
    const isAny = tag.value === '*';
    const safety = isAny ? 'safe' : 'review';
    const fix = removal && ({ title: 'Delete "g="', safety, edits: [removal] } as const);
    if (isAny) context.report({ at: tag.range, message: 'any', severity: 'hint', fix });
    else if (tag.value === '') context.report({ at: tag.range, message: 'empty', fix });
    else context.report({ at: tag.range, message: 'limited', data: { value: quote(tag.value) }, fix });
  },
});
