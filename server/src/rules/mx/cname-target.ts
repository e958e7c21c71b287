import { aliasOf, endOfAliases } from '../../domain/hosts.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { exchangeOf } from '../../email/mx/exchange.ts';
import { defineRule } from '../rule.ts';

/** An MX that leads to a CNAME. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'warning',
  specs: ['RFC 2181 §10.3', 'RFC 5321 §5.1', 'RFC 7672 §2.2.2'],
  why: 'An MX has to name a host with addresses of its own. Many senders follow the alias, some refuse to or take the mail for their own and return it, and certificates and TLSA records are then checked for another name.',
  symptoms: ['550 5.4.4', '554 5.4.6'],
  messages: {
    alias: '"{host}" is a CNAME (of "{target}"){when}: an MX must name a host that has addresses itself.',
    loop: '"{host}" is a CNAME that leads back to itself, so mail to it cannot be delivered.',
  },
  check({ record }, context) {
    const field = exchangeOf(record);
    if (field === undefined || field.value === '' || record.conditional) return;
    const alias = aliasOf(field.value, context);
    if (alias === undefined) return;
    const end = endOfAliases(field.value, context);
    context.report({
      at: { source: field.range },
      message: end === undefined ? 'loop' : 'alias',
      data: { host: field.value, target: alias.target, when: asOf(alias.source) },
      severity: end === undefined ? 'error' : 'warning',
      fix:
        end === undefined
          ? undefined
          : {
              title: `Name the host itself: "${end}"`,
              // The certificate that senders see may be for the alias only.
              safety: 'review',
              edits: [{ kind: 'set-name', field, name: end }],
            },
      related:
        alias.cname === undefined
          ? []
          : [{ at: { part: 'record', record: alias.cname }, message: 'The CNAME' }],
    });
  },
});
