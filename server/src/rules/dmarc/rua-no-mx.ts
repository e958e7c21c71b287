import { isVoid, type AnswerSource } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { lacksAddress } from '../../domain/hosts.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { unregisteredDomainOf } from '../../domain/unregistered.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A report address at a domain that takes no mail. */
export default defineRule({
  subject: 'dmarc',
  needs: ['rua', 'ruf'],
  severity: 'warning',
  specs: ['RFC 9990 §3.5', 'RFC 5321 §5.1', 'RFC 7505 §3'],
  why: 'Reports are sent to the address as mail. Where the domain takes none they come back to their senders, who stop sending them.',
  messages: {
    none: '"{domain}" has neither an MX nor an address{when}, so no report can be delivered to "{uri}".',
    null: '"{domain}" says that it takes no mail{when}, so no report can be delivered to "{uri}".',
  },
  check(dmarc, context) {
    for (const { domain, range, text } of [...dmarc.rua, ...dmarc.ruf]) {
      if (domain === undefined || domain === '') continue;
      const fault = faultOf(domain, context);
      if (fault === undefined) continue;
      // dns-target-registrable reports what is worse.
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
