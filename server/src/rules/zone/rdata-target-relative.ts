import {
  isInReverseZone,
  isServed,
  looksAbsolute,
  relativeTargets,
  TARGET_TYPES,
} from '../../domain/targets.ts';
import { defineRule } from '../rule.ts';

/** `MX 10 mx.example.net` without a trailing dot, which is a host below the origin. */
export default defineRule({
  subject: 'record',
  types: TARGET_TYPES.filter((type) => type !== 'SOA'),
  severity: 'warning',
  specs: ['RFC 1035 §5.1'],
  why: 'The name is completed with the origin, so the record points to a host below this zone that probably does not exist. Mail to such an MX host bounces, and DKIM keys (CNAME) and names of mail servers (PTR) are not found.',
  symptoms: ['550 5.1.2', '550 5.4.4', '550 5.7.25'],
  messages: {
    relative: '"{name}" has no trailing dot, so it is read as "{full}".',
  },
  check({ record }, context) {
    for (const target of relativeTargets(record)) {
      const { field, typed } = target;
      // zone-ptr-target-address reports those, because no host is in a reverse zone.
      if (record.type === 'PTR' && isInReverseZone(field.value)) continue;
      if (!looksAbsolute(target, context) || isServed(field.value, context)) continue;
      context.report({
        at: { source: field.range },
        message: 'relative',
        data: { name: field.text.text, full: field.value },
        fix: {
          title: 'Add the trailing dot',
          safety: 'review',
          edits: [{ kind: 'set-name', field, name: typed }],
        },
      });
    }
  },
});
