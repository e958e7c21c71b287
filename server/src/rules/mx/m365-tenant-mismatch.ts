import { isAtOrBelow, labelsOf, type DomainName } from '../../dns/names.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { exchangeOf } from '../../email/mx/exchange.ts';
import { defineRule } from '../rule.ts';

const SUFFIX = 'mail.protection.outlook.com';

/** A Microsoft 365 MX host is named after another domain. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'hint',
  specs: ['RFC 5321 §5.1'],
  why: 'The host of another domain may belong to another customer, and mail for this domain then bounces. Compare it with the MX record that Microsoft 365 shows for this domain.',
  symptoms: ['550 5.4.1', '550 5.7.64'],
  messages: {
    other: 'The Microsoft 365 host "{label}" is named after a domain other than {domain}.',
  },
  check({ record }, context) {
    const field = exchangeOf(record);
    if (field === undefined || !isAtOrBelow(field.value, SUFFIX)) return;
    const label = labelsOf(field.value)[0] ?? '';
    const name = registeredDomain(record.owner);
    if (field.value === SUFFIX || name === undefined || isMadeOf(label, name)) return;
    context.report({ at: { source: field.range }, message: 'other', data: { label, domain: record.owner } });
  },
});

/** Hyphens vary, long names are truncated, and a few characters may follow, so the beginning of the name is enough. */
function isMadeOf(label: string, domain: DomainName): boolean {
  const own = letters(labelsOf(domain)[0] ?? '').slice(0, 8);
  return letters(label).includes(own) || label.startsWith('xn--') || domain.startsWith('xn--');
}

function letters(text: string): string {
  return text.replace(/[^a-z0-9]/g, '');
}
