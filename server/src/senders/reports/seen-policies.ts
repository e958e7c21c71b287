import type { DomainName } from '../../dns/names.ts';
import type { ReportedPolicy } from './model.ts';
import type { FiledReport } from './seen.ts';

/** The DMARC policy that receivers found for a domain, by its newest reports. */
export interface SeenPolicy extends ReportedPolicy {
  /** The start of the first of these reports, and of the last one, in seconds since 1970. */
  readonly since: number;
  readonly newest: number;
  /** The file and the reporter of the newest report. */
  readonly path: string;
  readonly reporter: string;
}

/** Seconds. Most receivers report on one day, but start at different hours. */
export const NEWEST_REPORTS = 24 * 3600;

/**
 * The policy by domain. Only what all of the newest reports agree on counts, because one receiver may be wrong, or may
 * have queried before a change. Reports with mail from subdomains are skipped, because their policy may be that of a
 * subdomain.
 */
export function seenPolicies(filed: readonly FiledReport[]): ReadonlyMap<DomainName, SeenPolicy> {
  const newest = new Map<DomainName, FiledReport>();
  const usable = filed.filter(isAboutDomain);
  for (const one of usable) {
    const known = newest.get(one.report.domain);
    if (known === undefined || beginOf(one) > beginOf(known)) newest.set(one.report.domain, one);
  }
  const seen = new Map<DomainName, SeenPolicy>();
  for (const one of usable) {
    const { domain, policy } = one.report;
    const last = newest.get(domain);
    if (last === undefined || beginOf(one) <= beginOf(last) - NEWEST_REPORTS) continue;
    const known = seen.get(domain);
    const { path, report } = last;
    seen.set(domain, {
      ...(known === undefined ? policy : agreed(known, policy)),
      since: Math.min(known?.since ?? Infinity, beginOf(one)),
      newest: beginOf(last),
      path,
      reporter: report.reporter,
    });
  }
  return seen;
}

function isAboutDomain({ report: { domain, begin, rows } }: FiledReport): boolean {
  return begin !== undefined && rows.length > 0 && rows.every(({ from }) => from === domain);
}

function beginOf({ report }: FiledReport): number {
  return report.begin ?? 0;
}

function agreed(one: ReportedPolicy, other: ReportedPolicy): ReportedPolicy {
  return {
    p: one.p === other.p ? one.p : undefined,
    sp: one.sp === other.sp ? one.sp : undefined,
    adkim: one.adkim === other.adkim ? one.adkim : undefined,
    aspf: one.aspf === other.aspf ? one.aspf : undefined,
  };
}
