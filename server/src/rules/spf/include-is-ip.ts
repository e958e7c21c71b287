import { hasHostBits } from '../../dns/address.ts';
import { unreachableRange } from '../../domain/spf/special.ts';
import { replacing } from '../../email/spf/edits.ts';
import type { SpfRecord, SpfTerm } from '../../email/spf/model.ts';
import { isMechanism } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { readTerm } from '../../email/spf/terms.ts';
import type { RuleFix } from '../../records/report.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import type { FaultWith } from '../forward-faults.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** `include:192.0.2.1`: an address where SPF requires a domain name. */
export default defineRule({
  subject: 'spf',
  needs: ['domain-ip'],
  severity: 'error',
  specs: ['RFC 7208 §5.2', 'RFC 7208 §7.1'],
  why: `An address is not a domain name, and its last part cannot be a top-level domain. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    address: '"{address}" is an address, but "{name}" requires a domain name.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'domain-ip') continue;
      const { range } = fault;
      const term = spf.terms.find(
        (other) => other.range.start <= range.start && range.end <= other.range.end,
      );
      if (term === undefined || !('nameRange' in term)) continue;
      context.report({
        at: range,
        message: 'address',
        data: { address: quoteTerm(spf, range), name: quoteTerm(spf, separated(spf, term.nameRange)) },
        fix: asAddress(spf, term, fault, context),
      });
    }
  },
});

/** The range of the name and of the `:` or `=` after it. */
function separated(spf: SpfRecord, name: Range): Range {
  return rangeOf(name.start, /[:=]/.test(spf.value.text.charAt(name.end)) ? name.end + 1 : name.end);
}

/** Replaces the term with `ip4:` or `ip6:`, if the address has no other fault. */
function asAddress(
  spf: SpfRecord,
  term: SpfTerm,
  fault: FaultWith<'spf', 'domain-ip'>,
  context: RuleContext,
): RuleFix | undefined {
  if (!isMechanism(term)) return undefined;
  const { text } = spf.value;
  const { mechanism, address } = fault;
  const sign = text.slice(term.qualifierRange.start, term.qualifierRange.end);
  const written = `${sign}${mechanism}:${address}${text.slice(fault.range.end, term.range.end)}`;
  const reading = readTerm(written, 0, written.length);
  if (reading === undefined || reading.faults.any || !('network' in reading.term)) return undefined;
  const { network, address: parsed } = reading.term;
  if (network === undefined || parsed === undefined || hasHostBits(parsed, network.prefix)) return undefined;
  return unreachableRange(network, context) === undefined
    ? replacing(term.range, written, 'safe')
    : undefined;
}
