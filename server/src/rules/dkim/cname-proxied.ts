import { dkimNameOf } from '../../email/dkim/names.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { fieldOf } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** A selector's CNAME is hidden by the provider's proxy. */
export default defineRule({
  subject: 'record',
  types: ['CNAME'],
  severity: 'error',
  specs: ['RFC 6376 §3.6.2.2'],
  why: 'For a proxied name, the provider answers with the addresses of its web proxy instead of the CNAME. Receivers find no key, every signature with this selector fails, and mail services never verify the domain.',
  symptoms: UNUSABLE_KEY,
  messages: {
    hidden: 'A proxy hides the CNAME to "{target}", so receivers find no key for selector "{selector}".',
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
        title: 'Turn off the proxy',
        safety: 'safe',
        edits: [{ kind: 'show-itself' }],
      },
    });
  },
});
