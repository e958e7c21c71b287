import { isKnown, isUnknownOrigin, labelsOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { DnsRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** Types of which mail needs all records of a name. */
const TYPES = ['TXT', 'MX'];

/** Two resources for the records of one name and type, at a service that keeps them as one set. */
export default defineRule({
  subject: 'owner',
  types: TYPES,
  atLeast: 2,
  severity: 'error',
  specs: ['RFC 2181 §5'],
  why: 'The service keeps all records of a name and type as one set, and each of the two resources says what all of it is: the second one fails to apply, or undoes the first, and SPF or a proof of the domain is gone.',
  symptoms: ['550 5.7.26'],
  messages: {
    two: '"{other}" sets the {type} records of "{name}" too, and {service} keeps them as one set.',
  },
  check(owner, context) {
    if (!isTold(owner.name)) return;
    for (const type of TYPES) {
      const sets = new Map<string, DnsRecord>();
      for (const record of owner.ofType(type)) {
        const { publication, conditional } = record;
        if (publication?.isWholeSet !== true || conditional) continue;
        if (!sets.has(publication.by)) sets.set(publication.by, record);
      }
      const [first, ...others] = sets.values();
      for (const record of first === undefined ? [] : others) {
        context.report({
          at: { part: 'type', record },
          message: 'two',
          data: {
            other: nameOf(first),
            type,
            name: owner.name,
            service: record.publication?.service ?? '',
          },
          related:
            first === undefined ? [] : [{ at: { part: 'type', record: first }, message: 'The other one' }],
        });
      }
    }
  },
});

/** Known, or in one zone of which only the name is not known. */
function isTold(name: DomainName): boolean {
  const labels = labelsOf(name);
  return labels.every((label, i) => isKnown(label) || (i === labels.length - 1 && isUnknownOrigin(label)));
}

/** As the configuration that holds it calls it. */
function nameOf(record: DnsRecord | undefined): string {
  return record?.publication?.by.replace(/^.*\|/, '') ?? '';
}
