import { mailDomain } from '../../domain/mail-domain.ts';
import { isMailDomain } from '../../domain/mail-names.ts';
import { covering } from '../../domain/senders/covering.ts';
import { optionsOf } from '../../domain/senders/options.ts';
import { supposed } from '../../domain/senders/supposed.ts';
import { hasSpfText } from '../../domain/spf/selected.ts';
import { isCertainlyNoPass, spfOfSender } from '../../domain/verdicts/spf.ts';
import { takesBouncesOfSes } from '../../email/mx/ses-bounces.ts';
import { serviceById } from '../../senders/services/catalog.ts';
import { defineRule } from '../rule.ts';

/** A MAIL FROM domain at Amazon SES without an SPF record that authorizes Amazon SES. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  severity: 'warning',
  specs: ['RFC 7208 §2.4', 'RFC 9989 §4.4'],
  why: 'Amazon SES uses this domain in MAIL FROM once its MX is published, and receivers check its SPF record. Without "include:amazonses.com", mail fails SPF, and DMARC depends only on DKIM.',
  symptoms: ['550 5.7.26', '550 5.7.23'],
  messages: {
    missing: 'Amazon SES uses {domain} in MAIL FROM, which has no SPF record.',
    uncovered: 'Amazon SES uses {domain} in MAIL FROM, whose SPF record does not authorize it.',
  },
  check(owner, context) {
    const domain = owner.name;
    const mx = owner.ofType('MX').find(takesBouncesOfSes);
    const service = serviceById('amazon-ses');
    if (mx === undefined || service === undefined || !isMailDomain(domain)) return;
    if (!hasSpfText(owner.records)) {
      if (!context.zoneIsWhole) return;
      context.report({
        at: { part: 'type', record: mx },
        message: 'missing',
        data: { domain },
        fix: {
          title: 'Add an SPF record with "include:amazonses.com"',
          safety: 'review',
          edits: [
            {
              kind: 'add',
              owner: domain,
              type: 'TXT',
              strings: ['v=spf1 include:amazonses.com ~all'],
              record: mx,
            },
          ],
        },
      });
      return;
    }
    const here = mailDomain(domain, context).spf;
    const sender = supposed(service, domain);
    const found = spfOfSender(sender, optionsOf(context));
    if (here === undefined || found.kind !== 'checked' || !isCertainlyNoPass(found.verdict)) return;
    if (found.verdict.result === 'permerror' || found.verdict.result === 'none') return;
    const tried = covering(here.spf, { sender, spf: found }, 'include:amazonses.com', context, here.record);
    context.report({
      at: { part: 'rdata', record: here.record },
      message: 'uncovered',
      data: { domain },
      fix: tried.kind === 'covers' ? tried.fix : undefined,
      related: [{ at: { part: 'record', record: mx }, message: 'Amazon SES receives bounces here' }],
    });
  },
});
