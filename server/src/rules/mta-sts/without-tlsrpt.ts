import { isKnown } from '../../dns/names.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { reportMailboxDomain } from '../../domain/report-mailbox.ts';
import { defineRule } from '../rule.ts';

/** MTA-STS without TLS reports. */
export default defineRule({
  subject: 'mta-sts',
  severity: 'hint',
  specs: ['RFC 8460 §3', 'RFC 8461 §2'],
  why: 'When a certificate expires or the policy does not list a new MX, senders with MTA-STS hold mail back. Only TLS reports (RFC 8460) show this.',
  messages: {
    none: 'The domain has no TLS-RPT record at "{name}", so senders do not report MTA-STS failures.',
  },
  check(_, context) {
    const { record } = context;
    const owner = record?.owner ?? '';
    if (!owner.startsWith('_mta-sts.') || !isKnown(owner)) return;
    const domain = owner.slice('_mta-sts.'.length);
    const { lacksTlsRpt, tlsRptOwner: name } = mailDomain(domain, context);
    if (!lacksTlsRpt) return;
    const home = reportMailboxDomain(domain, context);
    context.report({
      at: { part: 'owner' },
      message: 'none',
      data: { name },
      fix:
        home === undefined
          ? undefined
          : {
              title: `Add a TLS-RPT record with reports to tls-reports@${home}`,
              safety: 'review',
              edits: [
                {
                  kind: 'add',
                  owner: name,
                  type: 'TXT',
                  strings: [`v=TLSRPTv1; rua=mailto:tls-reports@${home}`],
                },
              ],
            },
    });
  },
});
