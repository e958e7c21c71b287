import { isVoid, type AnswerSource } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { lacksAddress } from '../../domain/hosts.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { unregisteredDomainOf } from '../../domain/unregistered.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A report address at a domain that does not accept mail. */
export default defineRule({
  subject: 'dmarc',
  needs: ['rua', 'ruf'],
  severity: 'warning',
  specs: ['RFC 9990 §3.5', 'RFC 5321 §5.1', 'RFC 7505 §3'],
  why: 'Receivers send reports as mail. If the domain does not accept mail, the reports bounce, and receivers stop sending them.',
  messages: {
    none: '"{domain}" has no MX or address record{when}, so reports to "{uri}" cannot be delivered.',
    null: '"{domain}" has a null MX{when}, so reports to "{uri}" cannot be delivered.',
  },
  check(dmarc, context) {
    for (const { domain, range, text } of [...dmarc.rua, ...dmarc.ruf]) {
      if (domain === undefined || domain === '') continue;
      const fault = faultOf(domain, context);
      if (fault === undefined) continue;
      // dns-target-registrable reports the more serious fault.
      if (unregisteredDomainOf(domain, 'MX', context) !== undefined) continue;
      const data = { domain, uri: text, when: asOf(fault.source) };
      context.report({ at: range, message: fault.kind, data });
    }
  },
});

interface Undeliverable {
  readonly kind: 'none' | 'null';
  readonly source: AnswerSource | undefined;
}

function faultOf(domain: DomainName, context: RuleContext): Undeliverable | undefined {
  const answer = context.facts.ask(domain, 'MX');
  if (answer.status === 'data') {
    const isNull = answer.data.every(({ exchange }) => exchange === '');
    return isNull ? { kind: 'null', source: answer.source } : undefined;
  }
  if (!isVoid(answer)) return undefined;
  return lacksAddress(domain, context) === undefined ? undefined : { kind: 'none', source: answer.source };
}
