import {
  certainlyLacks,
  isPolicyRecord,
  reportAddress,
  dmarcVersionRange,
} from '../../domain/dmarc/subject.ts';
import { insertingAfter } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { strictestPolicy } from '../../email/dmarc/policies.ts';
import type { RuleFix } from '../../records/report.ts';
import { defineRule } from '../rule.ts';

/** A DMARC policy record without `p`. */
export default defineRule({
  subject: 'dmarc',
  severity: 'warning',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.10.1', 'RFC 7489 §6.3'],
  why: 'Without p the record protects nothing: it counts as p=none with a valid rua, and has no effect without one. RFC 7489 requires p, and Gmail, Yahoo and Outlook.com require at least p=none from bulk senders.',
  symptoms: ['550 5.7.40', '421 4.7.40', '550 5.7.515'],
  messages: {
    none: 'The record has no "p", so receivers apply "p=none", and strict RFC 7489 receivers ignore it.',
    ignored: 'The record has neither "p" nor a valid address in "rua", so receivers do not apply DMARC.',
  },
  check(dmarc, context) {
    if (!isPolicyRecord(context) || !certainlyLacks(dmarc, context, 'p')) return;
    const version = dmarcTagOf(dmarc, 'v');
    const reports = dmarc.rua.some(({ state }) => state !== 'invalid');
    const address = reportAddress(context);
    let fix: RuleFix | undefined;
    if (version !== undefined && reports) {
      const safety = (strictestPolicy(dmarc) ?? 'none') === 'none' ? 'safe' : 'review';
      fix = { title: 'Add "p=none"', safety, edits: [insertingAfter(dmarc, version, 'p=none')] };
    } else if (version !== undefined && address !== undefined && dmarcTagOf(dmarc, 'rua') === undefined) {
      const edits = [insertingAfter(dmarc, version, `p=none; rua=${address}`)];
      fix = {
        title: `Add "p=none" and reports to ${address.slice('mailto:'.length)}`,
        safety: 'review',
        edits,
      };
    }
    // RFC 9989 §4.10.1: as with "p=none" if "rua" has a valid address, otherwise as if there were no record.
    const message = reports ? 'none' : 'ignored';
    context.report({ at: dmarcVersionRange(dmarc), message, severity: reports ? 'warning' : 'error', fix });
  },
});
