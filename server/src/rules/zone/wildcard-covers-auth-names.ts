import { childOf, isAtOrBelow } from '../../dns/names.ts';
import { mailKind } from '../../email/mail-kind.ts';
import { policyTitleOf } from '../../email/policy-text.ts';
import { defineRule } from '../rule.ts';

/** A wildcard answers where receivers look for DMARC, because nothing is published there. */
export default defineRule({
  subject: 'record',
  types: ['CNAME', 'TXT'],
  severity: 'info',
  specs: ['RFC 4592 §2.2', 'RFC 9989 §4.10'],
  why: 'Receivers that ask for the DMARC policy get what the wildcard has. They skip text that is not DMARC; behind a CNAME it is somebody else who decides what they find.',
  messages: {
    covers: 'This also answers for "{name}", where receivers look for DMARC and no record stands.',
  },
  check({ record }, context) {
    const { apex } = context;
    if (!record.owner.startsWith('*.') || !context.zoneIsWhole || apex === undefined) return;
    const base = record.owner.slice(2);
    const name = childOf('_dmarc', base);
    if (!isAtOrBelow(base, apex) || context.recordsAt(name).length > 0) return;
    if (!context.recordsAt(base).some((other) => mailKind(other) !== undefined)) return;
    // Of mail text at wildcards zone-wildcard-mx-or-txt speaks.
    if (record.rdata.kind === 'text' && policyTitleOf(record.rdata.value.text, record.owner) !== undefined)
      return;
    context.report({ at: { part: 'owner' }, message: 'covers', data: { name } });
  },
});
