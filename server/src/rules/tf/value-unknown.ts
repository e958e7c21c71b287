import { HOLE } from '../../text/mapped-text.ts';
import { defineRule } from '../rule.ts';
import { policyKind } from '../txt/shared/policy-text.ts';

/** A part of a record that only an apply can tell. Addresses in SPF are left out: nothing rests on them. */
export default defineRule({
  id: 'tf-value-unknown',
  subject: 'txt',
  severity: 'info',
  since: '0.1.0',
  specs: ['RFC 7208 §4.5', 'RFC 9989 §4.7'],
  why: 'A variable without a default, or a value that a resource has only once it exists, can be anything: what rests on it is not checked.',
  messages: {
    part: 'A part of this {kind} record is not known here, so it is checked in part only.',
  },
  check({ record, value }, context) {
    if (record.publication === undefined || value.complete) return;
    const { text } = value;
    const kind = policyKind(text, record.owner);
    if (kind === undefined) return;
    const at = kind === 'SPF' ? text.search(BESIDES_ADDRESS) : text.indexOf(HOLE);
    if (at < 0) return;
    const start = text.indexOf(HOLE, at);
    context.report({ at: { start, end: start + 1 }, message: 'part', data: { kind } });
  },
});

/** A part that is not known, and no address in `ip4:` or `ip6:`. */
const BESIDES_ADDRESS = new RegExp(`(?<![ +?~-]ip[46]:\\S*)${HOLE}`, 'i');
