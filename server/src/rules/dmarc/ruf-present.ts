import { tagOf } from '../../email/dmarc/model.ts';
import { defineRule } from '../rule.ts';
import { isPolicyRecord } from './shared/subject.ts';

/** `ruf`. */
export default defineRule({
  id: 'dmarc-ruf-present',
  subject: 'dmarc',
  severity: 'hint',
  since: '0.1.0',
  specs: ['RFC 9989 §5.3.9', 'RFC 9989 §11.6'],
  why: 'Failure reports hold parts of private mail, sometimes of the forged and sometimes of the real kind. Few receivers send them for that reason, and whoever gets them has to keep them safe.',
  messages: {
    asked:
      '"ruf" asks for reports on single messages: few receivers send them, and they can hold private mail.',
  },
  check(dmarc, context) {
    const tag = tagOf(dmarc, 'ruf');
    if (tag === undefined || !isPolicyRecord(context)) return;
    context.report({ at: tag.nameRange, message: 'asked' });
  },
});
