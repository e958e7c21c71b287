import { asciiLowerCase, isAtOrBelow, labelsOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { isClassicTopLevel, isTopLevel } from '../../dns/top-level.ts';
import { defineRule } from '../rule.ts';

/** A name with a trailing dot that is not in the zone of its resource. */
export default defineRule({
  subject: 'record',
  types: ['A', 'AAAA', 'CNAME', 'MX', 'PTR', 'SRV', 'TLSA', 'TXT'],
  severity: 'error',
  specs: ['RFC 1034 §4.2'],
  why: 'A zone contains only names at or below its own, and services reject other names. For Route 53, Terraform appends the zone name, and the resulting name is never queried.',
  symptoms: ['550 5.7.26'],
  messages: {
    appended: '"{name}" is not in the zone "{zone}", so the record is published at "{full}".',
    refused: '"{name}" is not in the zone "{zone}", so {service} rejects the record.',
  },
  check({ record }, context) {
    const { owner, publication, conditional } = record;
    if (publication?.hasWholeName !== true || conditional) return;
    const { ownerText } = record;
    if (ownerText?.complete !== true) return;
    const { zone, service } = publication;
    const typed = asciiLowerCase(ownerText.text);
    // A name without a trailing dot may be meant to be relative to the zone.
    if (zone === undefined || !typed.endsWith('.') || typed === '.') return;
    const name = typed.slice(0, -1);
    if (isAtOrBelow(name, zone)) return;
    const isAppended = isAtOrBelow(owner, zone);
    if (isAppended && !isOfAnotherDomain(name, zone)) return;
    context.report({
      at: { part: 'owner' },
      message: isAppended ? 'appended' : 'refused',
      data: { name: typed, zone, full: owner, service },
    });
  },
});

/**
 * Whether the name is meant to be complete. `_dmarc.` and `mail.eu.` are published where they were intended, because
 * the service ignores the dot and appends the zone's name.
 */
function isOfAnotherDomain(name: DomainName, zone: DomainName): boolean {
  // `mail.example.` and `mail.example.de.` in the zone `example.com`.
  const [own = ''] = labelsOf(zone)
    .filter((label) => !isTopLevel(label))
    .slice(-1);
  const labels = labelsOf(name);
  if (labels.includes(own)) return true;
  // Other top-level domains, such as `eu`, `us` and `dev`, are labels of many names in a zone.
  return labels.length > 1 && isClassicTopLevel(labels.at(-1) ?? '');
}
