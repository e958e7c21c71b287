import { asciiLowerCase, isKnown } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { fieldOf } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** `hostmaster@example.com.` in an SOA record is the mailbox hostmaster@example@com. */
export default defineRule({
  subject: 'record',
  types: ['SOA'],
  severity: 'warning',
  specs: ['RFC 1035 §3.3.13', 'RFC 1912 §2.2'],
  why: 'The mailbox in an SOA record is a domain name whose first dot stands for the "@". A real "@" becomes part of the name, so reports of abuse or of faults in the zone go to a mailbox that does not exist.',
  symptoms: [],
  messages: {
    at: 'The SOA mailbox "{typed}" has "@" instead of a dot, so it is read as "{read}".',
  },
  check({ record }, context) {
    const field = fieldOf(record, 'rname');
    if (field === undefined || !isKnown(field.value)) return;
    const typed = field.text.text;
    const [, local = '', domain = ''] = /^([^@\\]+)@([^@\\]+)$/.exec(typed) ?? [];
    if (local === '') return;
    context.report({
      at: { source: field.range },
      message: 'at',
      data: { typed, read: mailboxOf(field.value) },
      fix: {
        title: 'Replace "@" with a dot',
        safety: 'safe',
        edits: [{ kind: 'set-name', field, name: nameOf(local, domain, field.value) }],
      },
    });
  },
});

/** RFC 1035 §8: a dot within the local part is escaped. `read`: the name as it is now. */
function nameOf(local: string, domain: string, read: DomainName): DomainName {
  const label = asciiLowerCase(local).replaceAll('.', '\\.');
  const following = read.slice(read.indexOf('\\@') + 2);
  // A domain of several labels without a trailing dot was meant to have one: addresses have complete domains.
  const isWhole = domain.endsWith('.') || domain.includes('.');
  return `${label}.${isWhole ? asciiLowerCase(domain).replace(/\.$/, '') : following}`;
}

/** The name as an email address: RFC 1035 §8. */
function mailboxOf(name: DomainName): string {
  return name.replace('.', '@').replaceAll('\\@', '@');
}
