import { canonicalOctet, isKnown, labelsOf } from '../../dns/names.ts';
import { defineRule } from '../rule.ts';

/** `@` as a label of a name. */
const AT = canonicalOctet('@'.charCodeAt(0));

/** `@` as the name of a record, where it does not mean the zone but is an ordinary label. */
export default defineRule({
  subject: 'record',
  types: ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT'],
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'This Terraform resource reads "@" as a label, so the record is published at a name that is never queried, and the domain has no such record. Use the name of the zone instead.',
  symptoms: ['550 5.7.26'],
  messages: {
    label: '"@" is not the zone here, so the record is published at "{full}".',
    inZone: '"@" is not the zone here, so the record is published at "@." followed by the zone name.',
  },
  check({ record }, context) {
    const { owner, publication, type } = record;
    // In a zone file `@` is the zone. For services that read it the same way, the owner is already the zone's name.
    if (publication === undefined || labelsOf(owner)[0] !== AT) return;
    if (record.ownerText?.text !== '@') return;
    const { zone } = publication;
    // Two resources for the records of one name and type would undo each other.
    const isFree = zone !== undefined && context.recordsAt(zone, type).length === 0;
    context.report({
      at: { part: 'owner' },
      message: labelsOf(owner).every(isKnown) ? 'label' : 'inZone',
      data: { full: owner.slice(owner.indexOf('@')) },
      fix: isFree
        ? { title: `Use "${zone}"`, safety: 'review', edits: [{ kind: 'rename-owner', name: zone }] }
        : undefined,
    });
  },
});
