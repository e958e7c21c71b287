import { asciiLowerCase, isKnown } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { fieldOf } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** `hostmaster@example.com.` in the SOA: the mailbox is hostmaster@example@com. */
export default defineRule({
  subject: 'record',
  types: ['SOA'],
  severity: 'warning',
  specs: ['RFC 1035 §3.3.13', 'RFC 1912 §2.2'],
  why: 'In an SOA the mailbox of who runs the zone is a domain name, of which the first dot stands for the "@". A real "@" becomes a part of the name, and whoever wants to report a fault of the zone, or abuse, writes to a mailbox that does not exist.',
  symptoms: [],
  messages: {
    at: 'In an SOA a dot stands for the "@" of "{typed}": it is read as the mailbox "{read}".',
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
        title: 'Write the "@" as a dot',
        safety: 'safe',
        edits: [{ kind: 'set-name', field, name: nameOf(local, domain, field.value) }],
      },
    });
  },
});

/** RFC 1035 §8: a dot within the local part is escaped. `read`: the name as it is now. */
function nameOf(local: string, domain: string, read: DomainName): DomainName {
  const label = asciiLowerCase(local).replaceAll('.', '\\.');
  const behind = read.slice(read.indexOf('\\@') + 2);
  // A domain of several labels that lacks its final dot was meant to have it: addresses have no other ones.
  const isWhole = domain.endsWith('.') || domain.includes('.');
  return `${label}.${isWhole ? asciiLowerCase(domain).replace(/\.$/, '') : behind}`;
}

/** What the name is as an address: RFC 1035 §8. */
function mailboxOf(name: DomainName): string {
  return name.replace('.', '@').replaceAll('\\@', '@');
}
