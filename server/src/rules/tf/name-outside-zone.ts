import { asciiLowerCase, isAtOrBelow } from '../../dns/names.ts';
import { defineRule } from '../rule.ts';

/** A name with a final dot that is not in the zone of its resource. */
export default defineRule({
  subject: 'record',
  types: ['A', 'AAAA', 'CNAME', 'MX', 'PTR', 'SRV', 'TLSA', 'TXT'],
  severity: 'error',
  specs: ['RFC 1034 §4.2'],
  why: 'A zone holds names at or below its own. Route 53 puts the zone behind any other name, so the record stands at a name that nobody asks for; other services refuse it.',
  symptoms: ['550 5.7.26'],
  messages: {
    appended: '"{name}" is not in the zone "{zone}", so the record is published at "{full}".',
    refused: '"{name}" is not in the zone "{zone}", so {service} refuses the record.',
  },
  check({ record }, context) {
    const { owner, publication, conditional } = record;
    if (publication?.hasWholeName !== true || conditional) return;
    const { ownerText } = record;
    if (ownerText?.complete !== true) return;
    const { zone, service } = publication;
    const typed = asciiLowerCase(ownerText.text);
    // Without a dot at its end, a name may be meant as a part of the zone's.
    if (zone === undefined || !typed.endsWith('.') || typed === '.') return;
    const name = typed.slice(0, -1);
    if (isAtOrBelow(name, zone)) return;
    context.report({
      at: { part: 'owner' },
      message: isAtOrBelow(owner, zone) ? 'appended' : 'refused',
      data: { name: typed, zone, full: owner, service },
    });
  },
});
