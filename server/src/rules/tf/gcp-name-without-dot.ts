import { isKnown } from '../../dns/names.ts';
import type { RuleFix } from '../../records/report.ts';
import type { RdataField } from '../../records/record.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A host name without a trailing dot in a value for Cloud DNS. */
export default defineRule({
  subject: 'record',
  types: ['CNAME', 'MX', 'NS', 'PTR', 'SRV'],
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'Cloud DNS requires full names in "rrdatas" and rejects others with error 400, so the record is not published.',
  messages: {
    relative: '"{name}" has no trailing dot, so Cloud DNS rejects the record.',
  },
  check({ record }, context) {
    const { publication, rdata } = record;
    if (publication?.service !== 'Cloud DNS' || rdata.kind !== 'fields') return;
    for (const field of rdata.fields) {
      const { text } = field.text;
      // An unresolved value may end with the dot.
      if (field.kind !== 'name' || text.endsWith('.') || text.endsWith(HOLE)) continue;
      context.report({
        at: { part: 'rdata' },
        message: 'relative',
        data: { name: quote(text) },
        fix: dotted(field),
      });
    }
  },
});

function dotted(field: RdataField): RuleFix | undefined {
  const { value } = field;
  // A single label may be a host of the zone.
  if (!isKnown(value) || !value.includes('.')) return undefined;
  return { title: 'Add the trailing dot', safety: 'safe', edits: [{ kind: 'set-name', field, name: value }] };
}
