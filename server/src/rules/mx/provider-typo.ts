import { isAtOrBelow } from '../../dns/names.ts';
import { exchangeOf } from '../../email/mx/exchange.ts';
import { mailServerMeantBy } from '../../senders/services/misspelled.ts';
import { defineRule } from '../rule.ts';

/** The host of an MX record differs by 1 or 2 letters from a host of a known service. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'warning',
  specs: ['RFC 5321 §5.1'],
  why: 'Senders look for a host that does not exist and mail bounces, or they deliver it to the owner of the misspelled domain.',
  symptoms: ['550 5.4.4', '550 5.1.2'],
  messages: {
    typo: '"{host}" looks like a misspelling of "{meant}".',
  },
  check({ record }, context) {
    const field = exchangeOf(record);
    if (field === undefined) return;
    // A host in the zone itself can have any name.
    if (context.apex !== undefined && isAtOrBelow(field.value, context.apex)) return;
    const meant = mailServerMeantBy(field.value);
    if (meant === undefined || context.recordsAt(field.value).length > 0) return;
    const { facts } = context;
    if (facts.ask(field.value, 'A').status === 'data' || facts.ask(field.value, 'AAAA').status === 'data')
      return;
    context.report({
      at: { source: field.range },
      message: 'typo',
      data: { host: field.value, meant },
      fix: {
        title: `Replace with "${meant}"`,
        safety: 'review',
        edits: [{ kind: 'set-name', field, name: meant }],
      },
    });
  },
});
