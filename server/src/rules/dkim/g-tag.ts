import { removeTag } from '../../email/dkim/edits.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** `g=`, which the present standard has no more. */
export default defineRule({
  subject: 'dkim',
  needs: ['g'],
  severity: 'warning',
  specs: ['RFC 6376 §E', 'RFC 4871 §3.6.1'],
  why:
    'The first DKIM standard had "g=" to limit a key to certain local parts; the present one dropped it. New receivers skip ' +
    'it, old ones obey it: with an empty "g=" those refuse every signature.',
  messages: {
    any: '"g=*" is a relic of the first DKIM standard and says nothing.',
    empty: '"g=" is a relic of the first DKIM standard; receivers that still read it refuse every signature.',
    limited: '"g={value}" no longer limits the key; only old receivers still obey it.',
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
