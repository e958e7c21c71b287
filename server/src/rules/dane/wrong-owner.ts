import { isKnown, labelsOf, type DomainName } from '../../dns/names.ts';
import { SMTP, smtpHostOf } from '../../email/dane/tlsa.ts';
import { hostsOf } from '../../email/mx/exchange.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A TLSA record for mail is at a name that senders never query. */
export default defineRule({
  subject: 'record',
  types: ['TLSA'],
  severity: 'error',
  specs: ['RFC 7672 §2.2.2', 'RFC 6698 §3'],
  why: 'Senders query TLSA records only at _25._tcp below the name of the MX host. They do not find them at another name, and DANE does not protect the mail.',
  messages: {
    port: 'Senders query TLSA records at "{right}", never at "{owner}".',
    domain:
      'The MX host of {domain} is "{host}", so senders query TLSA records at "{right}", not at the domain.',
  },
  check({ record }, context) {
    const { owner } = record;
    if (!isKnown(owner)) return;
    const misplaced = misplacementOf(owner, context);
    if (misplaced === undefined) return;
    const { message, right, data, severity = 'error' } = misplaced;
    const isFree = context.recordsAt(right).length === 0;
    context.report({
      at: { part: 'owner' },
      message,
      data: { owner, right, domain: '', host: '', ...data },
      severity,
      fix: isFree
        ? {
            title: `Move the record to "${right}"`,
            safety: 'review',
            edits: [{ kind: 'rename-owner', name: right }],
          }
        : undefined,
    });
  },
});

interface Misplaced {
  readonly message: 'port' | 'domain';
  readonly right: DomainName;
  readonly data?: Readonly<Record<string, string>>;
  readonly severity?: 'warning';
}

function misplacementOf(owner: DomainName, context: RuleContext): Misplaced | undefined {
  const labels = labelsOf(owner);
  const [first = '', second = ''] = labels;
  if (/^_?25$/.test(first) && /^_?tcp$/.test(second) && `${first}.${second}` !== SMTP) {
    return { message: 'port', right: [SMTP, ...labels.slice(2)].join('.') };
  }
  // A warning, because a CNAME at the right name, in any zone, may point to any other name.
  if (!labels.some((label) => label.startsWith('_')) && context.recordsAt(owner, 'MX').length === 0) {
    const addresses = [...context.recordsAt(owner, 'A'), ...context.recordsAt(owner, 'AAAA')];
    const isHost = addresses.some(({ conditional }) => !conditional);
    return isHost ? { message: 'port', right: `${SMTP}.${owner}`, severity: 'warning' } : undefined;
  }
  const domain = smtpHostOf(owner);
  const exchanges = domain === undefined ? [] : context.recordsAt(domain, 'MX');
  const hosts = exchanges.some(({ conditional }) => conditional) ? [] : hostsOf(exchanges);
  const [host] = hosts;
  // A warning, because the domain may be the MX host of other domains, which one zone alone does not show.
  if (domain === undefined || host === undefined || hosts.includes(domain) || hosts.includes(undefined))
    return undefined;
  return { message: 'domain', right: `${SMTP}.${host}`, data: { domain, host }, severity: 'warning' };
}
