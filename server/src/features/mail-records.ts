import type { LocatedRecord, Workspace } from '../analysis/workspace.ts';
import { isAtOrBelow, isBelow } from '../dns/names.ts';
import type { DomainName } from '../dns/names.ts';
import type { DnsRecord } from '../records/record.ts';

type IsMeant = (record: DnsRecord) => boolean;

/** Records of the types that matter to mail. */
export interface MailRecords {
  readonly at: (owner: DomainName, isMeant: IsMeant) => readonly LocatedRecord[];
  readonly below: (owner: DomainName, isMeant: IsMeant) => readonly LocatedRecord[];
  readonly all: (isMeant: IsMeant) => readonly LocatedRecord[];
  /** Whether the files belong to the domain: they have its zone, or something at its name. */
  readonly holds: (domain: DomainName) => boolean;
}

const TYPES = ['TXT', 'SPF', 'MX', 'CNAME', 'A', 'AAAA', 'PTR', 'TLSA'];

/** Reads all files once. */
export function everyRecord(workspace: Workspace): MailRecords {
  const byOwner = new Map<DomainName, LocatedRecord[]>();
  const zones: DomainName[] = [];
  for (const path of workspace.paths()) {
    for (const { record, range } of workspace.records(path)) {
      if (record.type === 'SOA') zones.push(record.owner);
      if (!TYPES.includes(record.type)) continue;
      const there = byOwner.get(record.owner);
      if (there === undefined) byOwner.set(record.owner, [{ record, range, path }]);
      else there.push({ record, range, path });
    }
  }
  const all: MailRecords['all'] = (isMeant) =>
    [...byOwner.values()].flat().filter(({ record }) => isMeant(record));
  return {
    at: (owner, isMeant) => (byOwner.get(owner) ?? []).filter(({ record }) => isMeant(record)),
    below: (owner, isMeant) => all((record) => isBelow(record.owner, owner) && isMeant(record)),
    all,
    holds: (domain) => byOwner.has(domain) || zones.some((zone) => isAtOrBelow(domain, zone)),
  };
}

/** Looks names up. Records without a name are not found, and no files are assumed to belong to a domain. */
export function recordsByName(workspace: Workspace): MailRecords {
  return {
    at: (owner, isMeant) =>
      TYPES.flatMap((type) => workspace.recordsOf(owner, type)).filter(({ record }) => isMeant(record)),
    below: () => [],
    all: () => [],
    holds: () => false,
  };
}
