import type { DocumentPath, Finding } from '../analysis/finding.ts';
import type { PlacedRecord, Workspace } from '../analysis/workspace.ts';
import { parseIp } from '../dns/address.ts';
import { isAtOrBelow, isBelow, parentOf } from '../dns/names.ts';
import type { DomainName } from '../dns/names.ts';
import { isDmarc } from '../email/dmarc/parse.ts';
import { policyOwner } from '../email/dmarc/owner.ts';
import { isSpf } from '../email/spf/parse.ts';
import { fieldOf } from '../records/record.ts';
import type { DnsRecord } from '../records/record.ts';
import type { Severity } from '../rules/rule.ts';
import type { Signature } from '../senders/bounces/model.ts';
import type { RecordsAbout } from '../senders/replies/model.ts';
import type { Range } from '../text/range.ts';

/** Whose mail it was, as far as a bounce says. */
export interface Party {
  readonly envelopeDomain: DomainName | undefined;
  readonly fromDomain: DomainName | undefined;
  readonly recipientDomain: DomainName | undefined;
  readonly ip: string | undefined;
  readonly remoteMta: DomainName | undefined;
  readonly signatures: readonly Signature[];
}

export interface RecordOfCause {
  readonly owner: DomainName;
  readonly type: string;
  readonly path: DocumentPath;
  readonly range: Range;
  /** What is wrong with it: errors, warnings, and findings of the rules that the cause names. */
  readonly findings: readonly Finding[];
}

export interface RecordIndex {
  recordsAbout(about: RecordsAbout, party: Party, rules: ReadonlySet<string>): RecordsFound;
}

export interface RecordsFound {
  readonly records: readonly RecordOfCause[];
  /** False where the bounce names no domain, and the files hold such records of few. */
  readonly isCertain: boolean;
  /** The domain whose records are in the files, without the one that is asked for. */
  readonly missingAt: DomainName | undefined;
}

interface Indexed extends PlacedRecord {
  readonly path: DocumentPath;
}

/** Where a bounce names no domain, records are shown of no more than so many. */
const MAX_GUESSED = 3;
const MAX_RECORDS = 20;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

const TYPES = new Set(['TXT', 'SPF', 'MX', 'CNAME', 'A', 'AAAA', 'PTR', 'TLSA']);

/** The records that decide about mail, by their names. */
export function recordIndex(workspace: Workspace): RecordIndex {
  const byOwner = new Map<DomainName, Indexed[]>();
  const zones: DomainName[] = [];
  for (const path of workspace.paths()) {
    for (const { record, range } of workspace.records(path)) {
      if (record.type === 'SOA') zones.push(record.owner);
      if (!TYPES.has(record.type)) continue;
      const there = byOwner.get(record.owner);
      if (there === undefined) byOwner.set(record.owner, [{ record, range, path }]);
      else there.push({ record, range, path });
    }
  }

  const at = (owner: DomainName, isMeant: (record: DnsRecord) => boolean): readonly Indexed[] =>
    (byOwner.get(owner) ?? []).filter(({ record }) => isMeant(record));

  const all = (isMeant: (record: DnsRecord) => boolean): readonly Indexed[] =>
    [...byOwner.values()].flat().filter(({ record }) => isMeant(record));

  /** Of the domain, where it is known; else all, where the files hold those of few domains. */
  function ofDomain(
    domain: DomainName | undefined,
    isMeant: (record: DnsRecord) => boolean,
    find: (domain: DomainName) => readonly Indexed[],
  ): { readonly records: readonly Indexed[]; readonly isCertain: boolean } {
    if (domain !== undefined) return { records: find(domain), isCertain: true };
    const guessed = all(isMeant);
    const owners = new Set(guessed.map(({ record }) => record.owner));
    return { records: owners.size <= MAX_GUESSED ? guessed : [], isCertain: false };
  }

  /** RFC 9989 §4.10: the name itself, or the nearest above it that has a policy. */
  function dmarcAbove(domain: DomainName): readonly Indexed[] {
    for (
      let name: DomainName | undefined = domain;
      name !== undefined && name !== '';
      name = parentOf(name)
    ) {
      const found = at(policyOwner(name), isPolicy);
      if (found.length > 0) return found;
    }
    return [];
  }

  function keysOf(party: Party, domain: DomainName): readonly Indexed[] {
    const signed = party.signatures.flatMap((signature) =>
      at(`${signature.selector}._domainkey.${signature.domain}`, isKey),
    );
    if (signed.length > 0) return signed;
    return [...byOwner].flatMap(([owner, records]) =>
      isBelow(owner, `_domainkey.${domain}`) ? records.filter(({ record }) => isKey(record)) : [],
    );
  }

  function find(
    about: RecordsAbout,
    party: Party,
  ): { readonly records: readonly Indexed[]; readonly isCertain: boolean } {
    switch (about) {
      case 'spf':
        return ofDomain(party.envelopeDomain, isSpfRecord, (domain) => at(domain, isSpfRecord));
      case 'dmarc':
        return ofDomain(party.fromDomain, isPolicy, dmarcAbove);
      case 'dkim':
        return ofDomain(party.fromDomain, isKey, (domain) => keysOf(party, domain));
      case 'sender-mx':
        return certain(party.envelopeDomain, (domain) => at(domain, isMxOrAddress));
      case 'recipient-mx':
        return certain(party.recipientDomain, (domain) => at(domain, ({ type }) => type === 'MX'));
      case 'reverse-dns':
        return certain(party.ip, (ip) => [
          ...at(reverseNameOf(ip) ?? '', ({ type }) => type === 'PTR'),
          ...all((record) => fieldOf(record, 'address')?.value === ip),
        ]);
      case 'recipient-tls':
        return certain(party.recipientDomain, (domain) => [
          ...at(`_mta-sts.${domain}`, () => true),
          ...at(domain, ({ type }) => type === 'MX').flatMap(({ record }) =>
            at(`_25._tcp.${fieldOf(record, 'exchange')?.value ?? ''}`, () => true),
          ),
        ]);
    }
  }

  /** Whether the files are those of the domain: its zone, or something at its name. */
  function holds(domain: DomainName): boolean {
    return byOwner.has(domain) || zones.some((zone) => isAtOrBelow(domain, zone));
  }

  return {
    recordsAbout(about, party, rules) {
      const { records, isCertain } = find(about, party);
      const domain = domainAsked(about, party);
      return {
        missingAt: domain !== undefined && records.length === 0 && holds(domain) ? domain : undefined,
        records: records.slice(0, MAX_RECORDS).map(({ record, range, path }) => ({
          owner: record.owner,
          type: record.type,
          path,
          range,
          findings: workspace
            .findingsIn(path, range)
            .filter(({ severity, rule }) => severity === 'error' || severity === 'warning' || rules.has(rule))
            .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
        })),
        isCertain,
      };
    },
  };
}

function domainAsked(about: RecordsAbout, party: Party): DomainName | undefined {
  switch (about) {
    case 'spf':
    case 'sender-mx':
      return party.envelopeDomain;
    case 'dmarc':
    case 'dkim':
      return party.fromDomain;
    case 'recipient-mx':
      return party.recipientDomain;
    case 'reverse-dns':
    case 'recipient-tls':
      return undefined;
  }
}

function certain<T>(
  known: T | undefined,
  find: (known: T) => readonly Indexed[],
): { readonly records: readonly Indexed[]; readonly isCertain: boolean } {
  return { records: known === undefined ? [] : find(known), isCertain: true };
}

function isSpfRecord({ type, rdata }: DnsRecord): boolean {
  return (type === 'TXT' || type === 'SPF') && rdata.kind === 'text' && isSpf(rdata.value.text);
}

function isPolicy({ type, owner, rdata }: DnsRecord): boolean {
  if (type === 'CNAME') return owner.startsWith('_dmarc.');
  return type === 'TXT' && rdata.kind === 'text' && isDmarc(rdata.value.text, owner);
}

function isKey({ type, owner }: DnsRecord): boolean {
  return (type === 'TXT' || type === 'CNAME') && owner.includes('._domainkey.');
}

function isMxOrAddress({ type }: DnsRecord): boolean {
  return type === 'MX' || type === 'A' || type === 'AAAA' || type === 'CNAME';
}

/** RFC 1035 §3.5, RFC 3596 §2.5. */
function reverseNameOf(ip: string): DomainName | undefined {
  const address = parseIp(ip);
  if (address === undefined) return undefined;
  if (address.kind === 'ipv4') return `${ip.split('.').reverse().join('.')}.in-addr.arpa`;
  const nibbles = address.words.map((word) => word.toString(16).padStart(8, '0')).join('');
  return `${Array.from(nibbles).reverse().join('.')}.ip6.arpa`;
}
