import { dkimNameOf } from '../../email/dkim/names.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { fieldOf } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** A selector's CNAME in front of which the provider puts its proxy. */
export default defineRule({
  subject: 'record',
  types: ['CNAME'],
  severity: 'error',
  specs: ['RFC 6376 §3.6.2.2'],
  why: 'For a proxied name the provider answers with addresses of its own, for web traffic. The CNAME is not shown, so receivers find no key and every signature with this selector fails; services that wait for the CNAME never verify the domain.',
  symptoms: UNUSABLE_KEY,
  messages: {
    hidden:
      'A proxy hides this CNAME: nobody who asks for the key of selector "{selector}" is led to "{target}".',
  },
  check({ record }, context) {
    const { proxied } = record.publication ?? {};
    const name = proxied === undefined ? undefined : dkimNameOf(record.owner);
    if (proxied === undefined || name?.kind !== 'key') return;
    context.report({
      at: { source: proxied },
      message: 'hidden',
      data: { selector: name.selector, target: fieldOf(record, 'cname')?.value ?? '' },
      fix: {
        title: 'Publish the CNAME itself',
        safety: 'safe',
        edits: [{ kind: 'show-itself' }],
      },
    });
  },
});
