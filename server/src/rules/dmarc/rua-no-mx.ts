import { isNullMx } from '../mx/shared/exchange.ts';
import { hostHere } from '../mx/shared/host.ts';
import { defineRule, type RuleContext } from '../rule.ts';

/** A report address at a domain that takes no mail. */
export default defineRule({
  id: 'dmarc-rua-no-mx',
  subject: 'dmarc',
  needs: ['rua', 'ruf'],
  severity: 'warning',
  since: '0.1.0',
  specs: ['RFC 9990 §3.5', 'RFC 5321 §5.1', 'RFC 7505 §3'],
  why: 'Reports are sent to the address as mail. Where the domain takes none they come back to their senders, who stop sending them.',
  messages: {
    none: '"{domain}" has neither an MX nor an address, so no report can be delivered to "{uri}".',
    null: '"{domain}" says that it takes no mail, so no report can be delivered to "{uri}".',
  },
  check(dmarc, context) {
    for (const { domain, range, text } of [...dmarc.rua, ...dmarc.ruf]) {
      if (domain === undefined || domain === '') continue;
      const message = faultOf(domain, context);
      if (message !== undefined) context.report({ at: range, message, data: { domain, uri: text } });
    }
  },
});

function faultOf(domain: string, context: RuleContext): 'none' | 'null' | undefined {
  const exchanges = context.recordsAt(domain, 'MX');
  if (exchanges.length > 0) {
    return exchanges.every((mx) => isNullMx(mx) && !mx.conditional) ? 'null' : undefined;
  }
  // An MX may also come from a wildcard, or from an include.
  const own = context.recordsAt(domain);
  return own.length > 0 && hostHere(domain, context).kind === 'nothing' ? 'none' : undefined;
}
