import { parseIp } from '../../dns/address.ts';
import { isKnown, labelsOf } from '../../dns/names.ts';
import { isInReverseZone, relativeTargets, repeats } from '../../domain/targets.ts';
import { fieldOf } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** A PTR record has an IP address, or a host in the reverse zone because its trailing dot is missing. */
export default defineRule({
  subject: 'record',
  types: ['PTR'],
  severity: 'error',
  specs: ['RFC 1035 §3.3.12', 'RFC 1912 §2.1'],
  why: 'No host has such a name. Receivers look up the name of a client address, then the address of that name, and many reject mail if the two addresses differ.',
  symptoms: ['450 4.7.25', '550 5.7.25'],
  messages: {
    address: '"{typed}" is an IP address, but a PTR record must name a host.',
    relative: '"{typed}" has no trailing dot, so it is read as "{full}".',
  },
  check({ record }, context) {
    const field = fieldOf(record, 'ptrdname');
    if (field === undefined || !isKnown(field.value)) return;
    const typed = field.text.text;
    const at = { source: field.range };
    if (parseIp(typed.replace(/\.$/, '')) !== undefined) {
      context.report({ at, message: 'address', data: { typed } });
      return;
    }
    const [relative] = relativeTargets(record);
    // Service discovery names services of its own zone by PTR records (RFC 6763 §11).
    const isOfService = labelsOf(record.owner).some((label) => label.startsWith('_'));
    if (relative === undefined || isOfService || !isInReverseZone(field.value)) return;
    if (repeats(relative, context.apex)) return;
    const isWhole = relative.typed.includes('.');
    context.report({
      at,
      message: 'relative',
      data: { typed, full: field.value },
      fix: isWhole
        ? {
            title: 'Add the trailing dot',
            safety: 'review',
            edits: [{ kind: 'set-name', field, name: relative.typed }],
          }
        : undefined,
    });
  },
});
