import type { AnswerSource } from '../dns/facts.ts';
import { isVoid } from '../dns/facts.ts';
import { isAtOrBelow, isKnown, parentOf, type DomainName } from '../dns/names.ts';
import { oncePerList } from '../records/once-per-list.ts';
import { fieldOf, type DnsRecord } from '../records/record.ts';
import type { RecordView } from './view.ts';
import { wildcardFor } from './wildcards.ts';

/** What the zone shows about a host. */
export type HostHere =
  /** It has addresses, including those under a template's condition. */
  | { readonly kind: 'addresses'; readonly records: readonly DnsRecord[] }
  /** It is another name for `target`. */
  | { readonly kind: 'alias'; readonly cname: DnsRecord; readonly target: DomainName }
  /** The zone was read completely and has neither. */
  | { readonly kind: 'nothing' }
  /** It is in another zone, or the zone was not read completely. */
  | { readonly kind: 'unknown' };

const ADDRESSES = new Set(['A', 'AAAA']);
/**
 * Record types that services and name servers may turn into addresses when they publish the zone, and unknown types.
 */
const MAY_BE_ADDRESSES = /^(?:ALIAS|ANAME|APEXALIAS|CNAME_FLATTEN|DNAME|DYN[AC]|FLATTEN|LUA|TYPE\d+)$/;

/** Whether a name with such a record may have an address that is not in an A or AAAA record of the file. */
export function mayBeAddress({ type }: DnsRecord): boolean {
  return MAY_BE_ADDRESSES.test(type);
}

const kindsOf = oncePerList((records) => ({
  addresses: records.filter(({ type }) => ADDRESSES.has(type)),
  cname: records.find(({ type }) => type === 'CNAME'),
  mayBeAddresses: records.some(mayBeAddress),
}));

export function hostHere(name: DomainName, context: RecordView): HostHere {
  const unknown = { kind: 'unknown' } as const;
  if (!isKnown(name) || context.delegationAbove(name).length > 0) return unknown;
  const own = context.recordsAt(name);
  const isWhole = context.zoneIsWhole && context.apex !== undefined && isAtOrBelow(name, context.apex);
  const records = own.length > 0 || !isWhole ? own : wildcardFor(name, context);
  const { addresses, cname, mayBeAddresses } = kindsOf(records);
  if (addresses.length > 0) return { kind: 'addresses', records: addresses };
  if (cname !== undefined) {
    const target = fieldOf(cname, 'cname')?.value;
    return cname.conditional || target === undefined || !isKnown(target)
      ? unknown
      : { kind: 'alias', cname, target };
  }
  if (!isWhole || mayBeAddresses) return unknown;
  return isBelowDname(name, context) ? unknown : { kind: 'nothing' };
}

/** RFC 6672 §2.3: names below a DNAME are in another part of the DNS tree. */
function isBelowDname(name: DomainName, context: RecordView): boolean {
  for (let at = parentOf(name); at !== undefined && at !== ''; at = parentOf(at)) {
    if (context.recordsAt(at, 'DNAME').length > 0) return true;
    if (at === context.apex) return false;
  }
  return false;
}

/** What shows that a host has no address: this zone, or a DNS answer. */
export type NoAddress =
  { readonly kind: 'here' } | { readonly kind: 'answer'; readonly source: AnswerSource | undefined };

/** `undefined` for a host that has an address, is an alias in this zone, or is not completely known. */
export function lacksAddress(host: DomainName, context: RecordView): NoAddress | undefined {
  const here = hostHere(host, context);
  if (here.kind === 'nothing') return { kind: 'here' };
  if (here.kind !== 'unknown') return undefined;
  const v4 = context.facts.ask(host, 'A');
  const v6 = context.facts.ask(host, 'AAAA');
  return isVoid(v4) && isVoid(v6) ? { kind: 'answer', source: v4.source } : undefined;
}

/** The alias that a host is, and its source; `cname` if the record is in this zone. */
export interface Alias {
  readonly target: DomainName;
  readonly cname: DnsRecord | undefined;
  readonly source: AnswerSource | undefined;
}

/** The alias in this zone, or in known DNS answers. */
export function aliasOf(host: DomainName, context: RecordView): Alias | undefined {
  const here = hostHere(host, context);
  if (here.kind === 'alias') return { target: here.target, cname: here.cname, source: undefined };
  const answer = here.kind === 'unknown' ? context.facts.ask(host, 'CNAME') : undefined;
  const target = answer?.status === 'data' ? answer.data[0] : undefined;
  return target === undefined ? undefined : { target, cname: undefined, source: answer?.source };
}

/** The end of a chain of aliases, as far as it is known; `undefined` for a loop. */
export function endOfAliases(name: DomainName, context: RecordView): DomainName | undefined {
  const seen = new Set<DomainName>();
  for (let at = name; ;) {
    if (seen.has(at)) return undefined;
    seen.add(at);
    const alias = aliasOf(at, context);
    if (alias === undefined) return at;
    at = alias.target;
  }
}
