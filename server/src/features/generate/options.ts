import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { isKnown, type DomainName } from '../../dns/names.ts';
import { isMailDomain } from '../../domain/mail-names.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { hintedServices } from '../complete/known-names.ts';
import { lookupsInWords } from '../spf-words.ts';
import { includedServices } from './spf.ts';

/** Records of a document to examine for its domains. */
export const MAX_RECORDS_FOR_DOMAINS = 20_000;
/** Domains to offer. A longer list would not be useful. */
export const MAX_DOMAINS = 200;

/** A service to choose for SPF. */
export interface ServiceOption {
  /** The id in the catalog. */
  readonly id: string;
  readonly name: string;
  /** Lookups that its include uses. */
  readonly lookups: number;
  /** `at least 1 lookup`, `5 lookups` */
  readonly cost: string;
  /** Whether records of the domain show that the service may send for it. */
  readonly isLikely: boolean;
}

/** The domains of a document for which records can be generated: its zones or, if they are unknown, those of its records. */
export function domainsOf(workspace: Workspace, path: DocumentPath): readonly DomainName[] {
  const domains = new Set<DomainName>();
  const add = (name: DomainName | undefined): void => {
    if (name !== undefined && domains.size < MAX_DOMAINS && isKnown(name) && isMailDomain(name))
      domains.add(name);
  };
  for (const { name } of workspace.zonesOf(path)) add(name);
  if (domains.size > 0) return [...domains];
  let left = MAX_RECORDS_FOR_DOMAINS;
  for (const { record } of workspace.records(path)) {
    if (left-- === 0) break;
    add(record.publication?.zone ?? (isKnown(record.owner) ? registeredDomain(record.owner) : undefined));
  }
  return [...domains];
}

/** Services for an SPF record of the domain, beginning with those that its records point to. */
export function serviceOptions(
  workspace: Workspace,
  path: DocumentPath,
  domain: DomainName,
): readonly ServiceOption[] {
  const { services: shown } = hintedServices(workspace, path, domain);
  const options = includedServices().map(({ id, name, cost }): ServiceOption => ({
    id,
    name,
    lookups: cost.lookups,
    cost: lookupsInWords({ ...cost, asOf: undefined }),
    isLikely: shown.has(id),
  }));
  return options.sort((a, b) => Number(b.isLikely) - Number(a.isLikely));
}
