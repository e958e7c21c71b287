import { aliasOf, endOfAliases } from '../../domain/hosts.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { exchangeOf } from '../../email/mx/exchange.ts';
import { defineRule } from '../rule.ts';

/** The host of an MX record is a CNAME. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'warning',
  specs: ['RFC 2181 §10.3', 'RFC 5321 §5.1', 'RFC 7672 §2.2.2'],
  why: 'Many senders follow the CNAME, but some do not, and some servers bounce the mail as a loop. Certificates and TLSA records are then checked for another name.',
  symptoms: ['550 5.4.4', '554 5.4.6'],
  messages: {
    alias: 'The MX host "{host}" is a CNAME for "{target}"{when}.',
    loop: 'The MX host "{host}" is a CNAME that points back to itself, so mail cannot be delivered to it.',
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
              title: `Use "${end}" as the MX host`,
              // The server's certificate may be valid for the alias only.
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
