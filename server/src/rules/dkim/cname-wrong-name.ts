import { labelsOf, type DomainName } from '../../dns/names.ts';
import { DOMAINKEY, dkimNameOf } from '../../email/dkim/names.ts';
import { keyOwner } from '../../email/dkim/published.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { fieldOf } from '../../records/record.ts';
import { serviceOfKeyTarget } from '../../senders/services/catalog.ts';
import { defineRule } from '../rule.ts';

/** The CNAME of a key lacks the underscore before "domainkey": `s1.domainkey CNAME s1._domainkey.example.net.` */
export default defineRule({
  subject: 'record',
  types: ['CNAME'],
  severity: 'error',
  specs: ['RFC 6376 §3.6.2.1'],
  why: 'Receivers query only SELECTOR._domainkey.DOMAIN, so they do not find this key, and every signature with it fails.',
  symptoms: UNUSABLE_KEY,
  messages: {
    misspelled: 'Receivers query "_domainkey", not "{label}", so they do not find the key.',
  },
  check({ record }, context) {
    const name = dkimNameOf(record.owner);
    const target = fieldOf(record, 'cname')?.value;
    if (name.kind !== 'misspelled' || name.selector === '' || target === undefined || !isKey(target)) return;
    // Deeper names may be the targets of other domains' CNAMEs, because services use such names.
    if (name.domain !== context.apex) return;
    const right = keyOwner(name.selector, name.domain);
    if (context.recordsAt(right).length > 0) return;
    context.report({
      at: { part: 'owner' },
      message: 'misspelled',
      data: { label: name.label },
      fix: {
        title: `Move the record to "${right}"`,
        safety: 'review',
        edits: [{ kind: 'rename-owner', name: right }],
      },
    });
  },
});

/** Whether the target is certainly a key, because host names have no such label. */
function isKey(target: DomainName): boolean {
  return labelsOf(target).includes(DOMAINKEY) || serviceOfKeyTarget(target) !== undefined;
}
