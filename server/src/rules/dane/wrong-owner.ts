import { isKnown, labelsOf, type DomainName } from '../../dns/names.ts';
import { SMTP, smtpHostOf } from '../../email/dane/tlsa.ts';
import { hostsOf } from '../../email/mx/exchange.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** TLSA records for mail at a name where no sender asks for them. */
export default defineRule({
  subject: 'record',
  types: ['TLSA'],
  severity: 'error',
  specs: ['RFC 7672 §2.2.2', 'RFC 6698 §3'],
  why: 'Senders ask for TLSA records at _25._tcp and the name of the host that the MX record names. At another name they are not found, and DANE does not protect the mail.',
  messages: {
    port: 'Senders ask for TLSA records at "{right}", never at "{owner}".',
    domain:
      'The MX of {domain} is "{host}", so senders ask for TLSA records at "{right}", not at the domain.',
  },
  check({ record }, context) {
    const { owner } = record;
    if (!isKnown(owner)) return;
    const misplaced = judge(owner, context);
    if (misplaced === undefined) return;
    const { message, right, data, severity = 'error' } = misplaced;
    const isFree = context.recordsAt(right).length === 0;
    context.report({
      at: { part: 'owner' },
      message,
      data: { owner, right, domain: '', host: '', ...data },
      severity,
      fix: isFree
        ? { title: `Move it to "${right}"`, safety: 'review', edits: [{ kind: 'rename-owner', name: right }] }
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

function judge(owner: DomainName, context: RuleContext): Misplaced | undefined {
  const labels = labelsOf(owner);
  const [first = '', second = ''] = labels;
  if (/^_?25$/.test(first) && /^_?tcp$/.test(second) && `${first}.${second}` !== SMTP) {
    return { message: 'port', right: [SMTP, ...labels.slice(2)].join('.') };
  }
  // A CNAME at the right name, in whatever zone, may lead to any other name: hence a warning.
  if (!labels.some((label) => label.startsWith('_')) && context.recordsAt(owner, 'MX').length === 0) {
    const addresses = [...context.recordsAt(owner, 'A'), ...context.recordsAt(owner, 'AAAA')];
    const isHost = addresses.some(({ conditional }) => !conditional);
    return isHost ? { message: 'port', right: `${SMTP}.${owner}`, severity: 'warning' } : undefined;
  }
  const domain = smtpHostOf(owner);
  const exchanges = domain === undefined ? [] : context.recordsAt(domain, 'MX');
  const hosts = exchanges.some(({ conditional }) => conditional) ? [] : hostsOf(exchanges);
  const [host] = hosts;
  // The domain may be the host of other domains' mail, which no one zone shows: hence a warning.
  if (domain === undefined || host === undefined || hosts.includes(domain) || hosts.includes(undefined))
    return undefined;
  return { message: 'domain', right: `${SMTP}.${host}`, data: { domain, host }, severity: 'warning' };
}
