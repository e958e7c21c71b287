import type { DocumentPath, Finding } from '../analysis/finding.ts';
import type { LocatedRecord, Workspace } from '../analysis/workspace.ts';
import { parseIp } from '../dns/address.ts';
import type { DomainName } from '../dns/names.ts';
import { parentOf } from '../dns/names.ts';
import { policyOwner } from '../email/dmarc/owner.ts';
import { isDmarc } from '../email/dmarc/parse.ts';
import { isSpf } from '../email/spf/parse.ts';
import type { DnsRecord } from '../records/record.ts';
import { fieldOf } from '../records/record.ts';
import type { Severity } from '../records/report.ts';
import { findRule } from '../rules/find-rule.ts';
import type { Signature } from '../senders/bounces/model.ts';
import type { RecordsAbout } from '../senders/replies/model.ts';
import type { Range } from '../text/range.ts';
import { everyRecord, recordsByName } from './mail-records.ts';

/** The domains and addresses of a message, as far as a bounce shows them. */
export interface Party {
  readonly envelopeDomain: DomainName | undefined;
  readonly fromDomain: DomainName | undefined;
  readonly recipientDomain: DomainName | undefined;
  readonly ip: string | undefined;
  /** Whether `ip` is the sender's own public address, as far as the bounce shows, so that an edit may allow it. */
  readonly isOwnIp: boolean;
  readonly remoteMta: DomainName | undefined;
  readonly signatures: readonly Signature[];
}

export interface RecordOfCause {
  readonly owner: DomainName;
  readonly type: string;
  readonly path: DocumentPath;
  readonly range: Range;
  /** Its faults, if they were examined: errors, warnings, and findings of the rules that the cause names. */
  readonly findings: readonly Finding[];
}

export interface RecordIndex {
  recordsAbout(about: RecordsAbout, party: Party, rules: ReadonlySet<string>): RecordsFound;
}

export interface RecordsFound {
  readonly records: readonly RecordOfCause[];
  /** False if the bounce does not name the domain, and the files have such records for only a few domains. */
  readonly isCertain: boolean;
  /** The domain whose records are in the files, but without the record in question. */
  readonly missingAt: DomainName | undefined;
}

/** If a bounce does not name a domain, the maximum number of records to show. */
const MAX_GUESSED = 3;
const MAX_RECORDS = 20;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** How much work to spend on the files of a workspace. */
export type Reach =
  /** Examine every record: find those of an unknown domain, and report the faults of each. */
  | 'all'
  /** Look up only names from the bounce, so that the work does not depend on the size of the files. */
  | 'named';

/** The records that decide whether mail is accepted. */
export function recordIndex(workspace: Workspace, reach: Reach): RecordIndex {
  const { at, all, below, holds } = reach === 'all' ? everyRecord(workspace) : recordsByName(workspace);

  /** The records of the domain if it is known. Otherwise all records, if the files have those of only a few domains. */
  function ofDomain(
    domain: DomainName | undefined,
    isMeant: (record: DnsRecord) => boolean,
    find: (domain: DomainName) => readonly LocatedRecord[],
  ): { readonly records: readonly LocatedRecord[]; readonly isCertain: boolean } {
    if (domain !== undefined) return { records: find(domain), isCertain: true };
    const guessed = all(isMeant);
    const owners = new Set(guessed.map(({ record }) => record.owner));
    return { records: owners.size <= MAX_GUESSED ? guessed : [], isCertain: false };
  }

  /** RFC 9989 §4.10: the record of the name itself, or of the nearest parent domain that has a policy. */
  function dmarcAbove(domain: DomainName): readonly LocatedRecord[] {
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

  function keysOf(party: Party, domain: DomainName): readonly LocatedRecord[] {
    const signed = party.signatures.flatMap((signature) =>
      at(`${signature.selector}._domainkey.${signature.domain}`, isKey),
    );
    if (signed.length > 0) return signed;
    return below(`_domainkey.${domain}`, isKey);
  }

  function find(
    about: RecordsAbout,
    party: Party,
  ): { readonly records: readonly LocatedRecord[]; readonly isCertain: boolean } {
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
          findings: reach === 'all' ? findingsOn(workspace, path, range, { about, rules }) : [],
        })),
        isCertain,
      };
    },
  };
}

function findingsOn(
  workspace: Workspace,
  path: DocumentPath,
  range: Range,
  { about, rules }: { readonly about: RecordsAbout; readonly rules: ReadonlySet<string> },
): readonly Finding[] {
  return workspace
    .findingsIn(path, range)
    .filter((finding) => rules.has(finding.rule) || (isGrave(finding) && concerns(finding, about)))
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** Groups whose rules check the syntax of a record, and so apply to every purpose of the record. */
const WRITING_GROUPS: ReadonlySet<string> = new Set(['comment', 'tf', 'txt', 'zone']);

/** Groups whose rules check one kind of record, wherever they report it, such as a missing key on the SPF record. */
const GROUPS_ABOUT: Readonly<Record<RecordsAbout, readonly string[]>> = {
  spf: ['spf'],
  dmarc: ['dmarc'],
  dkim: ['dkim'],
  'sender-mx': ['mx'],
  'recipient-mx': ['mx'],
  'reverse-dns': [],
  'recipient-tls': ['mx', 'mta-sts', 'dane'],
};

/** Rules about reverse DNS. Their group also has rules about other records. */
const REVERSE_DNS_RULES: ReadonlySet<string> = new Set(['cross-ptr-mismatch']);

function concerns({ rule }: Finding, about: RecordsAbout): boolean {
  if (about === 'reverse-dns' && REVERSE_DNS_RULES.has(rule)) return true;
  const group = findRule(rule)?.group;
  return group === undefined || WRITING_GROUPS.has(group) || GROUPS_ABOUT[about].includes(group);
}

export function isGrave({ severity }: Finding): boolean {
  return severity === 'error' || severity === 'warning';
}

/** The domain whose records a cause is about; `undefined` if no name of the message determines it. */
export function domainAsked(about: RecordsAbout, party: Party): DomainName | undefined {
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
  find: (known: T) => readonly LocatedRecord[],
): { readonly records: readonly LocatedRecord[]; readonly isCertain: boolean } {
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

/** Reverse DNS: RFC 1035 §3.5, RFC 3596 §2.5. */
function reverseNameOf(ip: string): DomainName | undefined {
  const address = parseIp(ip);
  if (address === undefined) return undefined;
  if (address.kind === 'ipv4') return `${ip.split('.').reverse().join('.')}.in-addr.arpa`;
  const nibbles = address.words.map((word) => word.toString(16).padStart(8, '0')).join('');
  return `${Array.from(nibbles).reverse().join('.')}.ip6.arpa`;
}
