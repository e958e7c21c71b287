import { childOf, isAtOrBelow } from '../../dns/names.ts';
import { mailKind } from '../../email/mail-kind.ts';
import { policyTitleOf } from '../../email/policy-text.ts';
import { defineRule } from '../rule.ts';

/** A wildcard matches the name where receivers look for DMARC, because no record is published there. */
export default defineRule({
  subject: 'record',
  types: ['CNAME', 'TXT'],
  severity: 'info',
  specs: ['RFC 4592 §2.2', 'RFC 9989 §4.10'],
  why: 'Receivers that look up the DMARC policy get the wildcard record, and ignore a value that is not DMARC. If it is a CNAME, the owner of its target decides what they find.',
  messages: {
    covers: 'This wildcard also matches "{name}", where receivers look for DMARC and no record exists.',
  },
  check({ record }, context) {
    const { apex } = context;
    if (!record.owner.startsWith('*.') || !context.zoneIsWhole || apex === undefined) return;
    const base = record.owner.slice(2);
    const name = childOf('_dmarc', base);
    if (!isAtOrBelow(base, apex) || context.recordsAt(name).length > 0) return;
    if (!context.recordsAt(base).some((other) => mailKind(other) !== undefined)) return;
    // zone-wildcard-mx-or-txt reports mail records at wildcards.
    if (record.rdata.kind === 'text' && policyTitleOf(record.rdata.value.text, record.owner) !== undefined)
      return;
    context.report({ at: { part: 'owner' }, message: 'covers', data: { name } });
  },
});
