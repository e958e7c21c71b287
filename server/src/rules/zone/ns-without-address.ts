import type { DomainName } from '../../dns/names.ts';
import { isAtOrBelow, isKnown } from '../../dns/names.ts';
import { mayBeAddress } from '../../domain/hosts.ts';
import { wildcardFor } from '../../domain/wildcards.ts';
import { fieldOf } from '../../records/record.ts';
import { REFUSED_REPLIES } from '../../records/refused.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Placeholders that panels and manuals use for the name of a server: no host name has such characters or words. */
const PLACEHOLDER =
  /[&$^<>[\]]|\b(?:REPLACE|CHANGE)[-_]?(?:ME|THIS)\b|\byour[-_]?(?:own[-_]?)?(?:dns|domain|host|name-?server|ns|server)/i;

/** A name server in this zone has no address records. */
export default defineRule({
  subject: 'record',
  types: ['NS'],
  severity: 'error',
  specs: ['RFC 1034 §4.2.1', 'RFC 1912 §2.8', 'RFC 2181 §10.3'],
  why: 'Resolvers cannot query a name server without an address. If it serves this zone, the zone file does not load, and mail to and from the domain is deferred and then bounces.',
  symptoms: REFUSED_REPLIES,
  messages: {
    placeholder: 'The name server "{name}" is a placeholder for the name of a real server.',
    none: 'The name server "{name}" is in this zone but has no A or AAAA record.',
    alias: 'The name server "{name}" is a CNAME, not a host with its own A or AAAA record.',
  },
  check({ record }, context) {
    const { apex } = context;
    const target = fieldOf(record, 'nsdname');
    if (apex === undefined || target === undefined) return;
    // Without the address of its server a child zone is unreachable, but this zone loads.
    const severity = record.owner === apex ? 'error' : 'warning';
    if (PLACEHOLDER.test(target.text.text)) {
      // For an export, zone-export-not-loadable reports everything that must change.
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
  // The name is in another child zone, which has its address.
  const elsewhere = context.delegationAbove(name).some((ns) => ns.owner !== owner);
  return elsewhere ? undefined : 'none';
}
