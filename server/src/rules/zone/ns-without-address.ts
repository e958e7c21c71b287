import type { DomainName } from '../../dns/names.ts';
import { isAtOrBelow, isKnown } from '../../dns/names.ts';
import { mayBeAddress } from '../../domain/hosts.ts';
import { wildcardFor } from '../../domain/wildcards.ts';
import { fieldOf } from '../../records/record.ts';
import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Names that panels and manuals write where the name of a server belongs: no host has such characters or such words. */
const PLACEHOLDER =
  /[&$^<>[\]]|\b(?:REPLACE|CHANGE)[-_]?(?:ME|THIS)\b|\byour[-_]?(?:own[-_]?)?(?:dns|domain|host|name-?server|ns|server)/i;

/** A name server in this zone of which the zone does not say where it is. */
export default defineRule({
  subject: 'record',
  types: ['NS'],
  severity: 'error',
  specs: ['RFC 1034 §4.2.1', 'RFC 1912 §2.8', 'RFC 2181 §10.3'],
  why: `Nobody can ask a name server without an address. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    placeholder: 'The name server "{name}" is a placeholder: the name of a real server has to replace it.',
    none: 'The name server "{name}" is in this zone and has no address records (A or AAAA).',
    alias: 'The name server "{name}" is a CNAME here: it must have address records (A or AAAA) of its own.',
  },
  check({ record }, context) {
    const { apex } = context;
    const target = fieldOf(record, 'nsdname');
    if (apex === undefined || target === undefined) return;
    // Without the address of its server a child zone is lost, but this one is loaded.
    const severity = record.owner === apex ? 'error' : 'warning';
    if (PLACEHOLDER.test(target.text.text)) {
      // Of an export, zone-export-not-loadable reports all that a name server needs.
      if (context.exported !== undefined) return;
      const name = target.text.text;
      context.report({ at: { source: target.range }, message: 'placeholder', data: { name }, severity });
      return;
    }
    if (!context.zoneIsWhole) return;
    const name = target.value;
    if (!isKnown(name) || !isAtOrBelow(name, apex)) return;
    const message = faultOf(name, record.owner, context);
    if (message === undefined) return;
    context.report({ at: { source: target.range }, message, data: { name }, severity });
  },
});

function faultOf(name: DomainName, owner: DomainName, context: RuleContext): 'none' | 'alias' | undefined {
  const own = context.recordsAt(name);
  const records = own.length > 0 ? own : wildcardFor(name, context);
  if (records.some((one) => one.type === 'A' || one.type === 'AAAA' || mayBeAddress(one))) return undefined;
  if (records.some(({ type }) => type === 'CNAME')) return 'alias';
  // Another child zone has it, and gives its address there.
  const elsewhere = context.delegationAbove(name).some((ns) => ns.owner !== owner);
  return elsewhere ? undefined : 'none';
}
