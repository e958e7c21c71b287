import { HOLE } from '../../text/mapped-text.ts';
import { defineRule } from '../rule.ts';

/** An SPF record of more than 450 octets. */
export default defineRule({
  subject: 'spf',
  severity: 'warning',
  specs: ['RFC 7208 §3.4'],
  why: 'With the other TXT records of the name, the DNS answer may exceed 512 octets. Receivers that cannot get it over TCP see no SPF record, or a temporary error.',
  messages: {
    long: 'The SPF record has {count} octets, more than the {max} that safely fit in a DNS answer.',
    atLeast:
      'The SPF record has at least {count} octets, more than the {max} that safely fit in a DNS answer.',
  },
  check(spf, context) {
    const { text, complete } = spf.value;
    const count = complete ? text.length : text.replaceAll(HOLE, '').length;
    if (count <= MAX_OCTETS) return;
    context.report({
      at: spf.version.range,
      message: complete ? 'long' : 'atLeast',
      data: { count, max: MAX_OCTETS },
    });
  },
});

/** RFC 7208 §3.4: this many octets, and the name, fit into an answer of 512 octets. */
const MAX_OCTETS = 450;
