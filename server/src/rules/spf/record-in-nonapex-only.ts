import { firstLabelOf, isBelow } from '../../dns/names.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { spfDomainOf } from '../../domain/spf/owner.ts';
import { hasSpfText } from '../../domain/spf/selected.ts';
import type { SpfRecord } from '../../email/spf/model.ts';
import { defineRule } from '../rule.ts';

/** Names of hosts, which have no email addresses. */
const HOST = /^(?:www|mail|smtp|mx|relay|out|server|host|web)\d*$/;

/** SPF at a host, while the domain with the mailboxes has none. */
export default defineRule({
  subject: 'spf',
  severity: 'hint',
  specs: ['RFC 7208 §3.1', 'RFC 7208 §4.1'],
  why: 'Receivers look up SPF at the domain in MAIL FROM, usually that of the email addresses, and at the HELO name. A record at a host is for mail from addresses at that host.',
  messages: {
    elsewhere: 'The SPF record is only for {owner}, but {domain}, which has the MX record, has none.',
  },
  check(spf, context) {
    const owner = spfDomainOf(context);
    const { apex, record } = context;
    if (owner === undefined || apex === undefined || record === undefined || record.conditional) return;
    if (!HOST.test(firstLabelOf(owner)) || !isBelow(owner, apex) || !context.zoneIsWhole) return;
    if (!mailDomain(apex, context).isRegisteredApex || context.recordsAt(owner, 'MX').length > 0) return;
    if (mailDomain(apex, context).mx === undefined || hasSpfText(context.recordsAt(apex))) return;
    context.report({
      at: spf.version.range,
      message: 'elsewhere',
      data: { owner, domain: apex },
      fix: isSameElsewhere(spf)
        ? {
            title: `Add the same record at ${apex}`,
            safety: 'review',
            edits: [{ kind: 'add', owner: apex, type: 'TXT', strings: [spf.value.text] }],
          }
        : undefined,
    });
  },
});

/** True when the record means the same at any name. */
function isSameElsewhere({ terms, value, permerror }: SpfRecord): boolean {
  if (!value.complete || permerror || value.text.includes('%')) return false;
  return terms.every(
    (term) => !(term.kind === 'a' || term.kind === 'mx' || term.kind === 'ptr') || term.domain,
  );
}
