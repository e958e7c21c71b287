import { canonicalOctet, isKnown, labelsOf } from '../../dns/names.ts';
import { defineRule } from '../rule.ts';

/** As a label of a name. */
const AT = canonicalOctet('@'.charCodeAt(0));

/** `@` as the name of a record, where it is no sign for the zone but a label like any other. */
export default defineRule({
  subject: 'record',
  types: ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT'],
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'In a zone file "@" stands for the zone itself. The Terraform resource takes it for a label, so the record is published at a name that is never queried, and the domain goes without it.',
  symptoms: ['550 5.7.26'],
  messages: {
    label: '"@" is not the zone here: the record is published at "{full}". Write the name of the zone.',
    inZone: '"@" is not the zone here: the record is published at "@." and the name of the zone.',
  },
  check({ record }, context) {
    const { owner, publication, type } = record;
    // A zone file has `@` as the zone, and services that do so too have the zone's name as the owner by now.
    if (publication === undefined || labelsOf(owner)[0] !== AT) return;
    if (record.ownerText?.text !== '@') return;
    const { zone } = publication;
    // Two resources for the records of one name and type undo each other.
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
