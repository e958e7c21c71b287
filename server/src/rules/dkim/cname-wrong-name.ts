import { labelsOf, type DomainName } from '../../dns/names.ts';
import { DOMAINKEY, dkimNameOf } from '../../email/dkim/names.ts';
import { keyOwner } from '../../email/dkim/published.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { fieldOf } from '../../records/record.ts';
import { serviceOfKeyTarget } from '../../senders/services/catalogue.ts';
import { defineRule } from '../rule.ts';

/** `s1.domainkey CNAME s1._domainkey.example.net.`: the alias of a key without the underscore before "domainkey". */
export default defineRule({
  subject: 'record',
  types: ['CNAME'],
  severity: 'error',
  specs: ['RFC 6376 §3.6.2.1'],
  why: 'Receivers ask for SELECTOR._domainkey.DOMAIN and nothing else, so they do not find this key, and every signature with it fails.',
  symptoms: UNUSABLE_KEY,
  messages: {
    misspelled: 'Receivers ask for "_domainkey", not "{label}", so they do not find the key.',
  },
  check({ record }, context) {
    const name = dkimNameOf(record.owner);
    const target = fieldOf(record, 'cname')?.value;
    if (name.kind !== 'misspelt' || name.selector === '' || target === undefined || !isKey(target)) return;
    // Deeper names may be the targets of other domains' aliases: services have such names.
    if (name.domain !== context.apex) return;
    const right = keyOwner(name.selector, name.domain);
    if (context.recordsAt(right).length > 0) return;
    context.report({
      at: { part: 'owner' },
      message: 'misspelled',
      data: { label: name.label },
      fix: {
        title: `Move it to "${right}"`,
        safety: 'review',
        edits: [{ kind: 'rename-owner', name: right }],
      },
    });
  },
});

/** The target tells that it is a key: names of hosts have no such label. */
function isKey(target: DomainName): boolean {
  return labelsOf(target).includes(DOMAINKEY) || serviceOfKeyTarget(target) !== undefined;
}
