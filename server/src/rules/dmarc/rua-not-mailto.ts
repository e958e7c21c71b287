import { replacementFix } from '../../email/replacement.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A report address without `mailto:`, or with a scheme that receivers need not support. */
export default defineRule({
  subject: 'dmarc',
  needs: ['uri-scheme-missing', 'uri-scheme-unsupported'],
  severity: 'error',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.6', 'RFC 7489 §6.2'],
  why: 'Report addresses are URIs. An address without mailto: is not a URI, so receivers skip it and send no reports there.',
  messages: {
    missing: '"{uri}" in "{tag}" has no "mailto:", so receivers send no reports there.',
    scheme: 'Receivers may ignore "{scheme}:" in "{tag}" because they must support only "mailto:".',
  },
  check(dmarc, context) {
    for (const fault of dmarc.faults) {
      if (fault.code === 'uri-scheme-missing') {
        const { uri, tag } = fault;
        const fix = replacementFix(fault, 'safe', 'Add "mailto:"');
        context.report({ at: fault.range, message: 'missing', data: { uri: quote(uri), tag }, fix });
      } else if (fault.code === 'uri-scheme-unsupported') {
        const { scheme, tag } = fault;
        const others = tag === 'rua' ? dmarc.rua : dmarc.ruf;
        const isOnlyOne = !others.some((other) => other.state !== 'invalid' && other.scheme === 'mailto');
        const severity = isOnlyOne ? 'warning' : 'info';
        context.report({
          at: fault.range,
          message: 'scheme',
          data: { scheme: quote(scheme), tag },
          severity,
        });
      }
    }
  },
});
