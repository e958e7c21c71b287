import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** No `id`, or one that senders do not take. */
export default defineRule({
  id: 'mta-sts-id-missing',
  subject: 'mta-sts',
  needs: ['id-missing', 'id-invalid'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 8461 §3.1'],
  why: 'Without an id of 1 to 32 letters and digits the record is invalid, and senders act as if the domain had no MTA-STS.',
  messages: {
    missing: 'There is no "id", so senders do not take the record.',
    long: '"{value}" has {count} characters, and an "id" has at most 32.',
    characters: '"{value}" is no "id": it has letters and digits only.',
  },
  check(sts, context) {
    for (const { code, range, data } of sts.faults) {
      if (code === 'id-missing') {
        // The wrong name of a tag, and text that can be no tag, are told of by mta-sts-tag-syntax.
        if (sts.faults.some((fault) => fault.code === 'stray')) continue;
        context.report({ at: range, message: 'missing' });
      } else if (code === 'id-invalid') {
        const value = data?.['value'] ?? '';
        const message = data?.['reason'] === 'long' ? 'long' : 'characters';
        context.report({ at: range, message, data: { value: quote(value), count: value.length } });
      }
    }
  },
});
