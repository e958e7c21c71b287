import {
  isInReverseZone,
  isServed,
  looksAbsolute,
  relativeTargets,
  TARGET_TYPES,
} from '../../domain/targets.ts';
import { defineRule } from '../rule.ts';

/** `MX 10 mx.example.net` without a final dot, which is a host below the origin. */
export default defineRule({
  subject: 'record',
  types: TARGET_TYPES.filter((type) => type !== 'SOA'),
  severity: 'warning',
  specs: ['RFC 1035 §5.1'],
  why: 'A name without a final dot is completed with the origin, so the record points at a host below this zone that probably does not exist. An MX like that makes senders return the mail, a CNAME takes the DKIM key away, a PTR the name of the mail server.',
  symptoms: ['550 5.1.2', '550 5.4.4', '550 5.7.25'],
  messages: {
    relative: '"{name}" has no final dot, so it is read as "{full}".',
  },
  check({ record }, context) {
    for (const target of relativeTargets(record)) {
      const { field, typed } = target;
      // zone-ptr-target-address reports those: no host is in a reverse zone.
      if (record.type === 'PTR' && isInReverseZone(field.value)) continue;
      if (!looksAbsolute(target, context) || isServed(field.value, context)) continue;
      context.report({
        at: { source: field.range },
        message: 'relative',
        data: { name: field.text.text, full: field.value },
        fix: {
          title: 'End the name with a dot',
          safety: 'review',
          edits: [{ kind: 'set-name', field, name: typed }],
        },
      });
    }
  },
});
