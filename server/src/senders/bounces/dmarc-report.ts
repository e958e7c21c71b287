import { formatIp } from '../../dns/address.ts';
import { rangeOf } from '../../text/range.ts';
import type { AggregateReport, ReportRow } from '../reports/model.ts';
import { makeNotice } from './make.ts';
import type { Notice } from './model.ts';

/** Sources of one report that are shown, those with the most messages first. */
const MAX_SOURCES = 20;

/** A DMARC aggregate report: the reporter, the domain, and the addresses that mail came from. */
export function aggregateNotice(report: AggregateReport, length: number): Notice {
  const { reporter, id, domain, begin, end, policy, rows } = report;
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const sources = sourcesOf(rows);
  const more = sources.length - MAX_SOURCES;
  return makeNotice({
    subject: 'dmarc-report',
    text: { value: domain, range: rangeOf(0, length) },
    headerFrom: { value: domain, range: rangeOf(0, length) },
    facts: [
      ['Reported by', reporter],
      ...(id === '' ? [] : [['Report id', id] as const]),
      ['Period', `${dayOf(begin)} to ${dayOf(end)}`],
      ['Policy', policy.p ?? 'unknown'],
      ['Messages', String(total)],
      ...sources.slice(0, MAX_SOURCES).map((source) => ['Source', source] as const),
      ...(more > 0 ? [['Source', `and ${more} more`] as const] : []),
    ],
  });
}

interface Source {
  readonly passed: number;
  readonly failed: number;
}

/** `192.0.2.10: 42 messages, all pass DMARC` */
function sourcesOf(rows: readonly ReportRow[]): readonly string[] {
  const sources = new Map<string, Source>();
  for (const { source, count, evaluated } of rows) {
    const address = formatIp(source);
    const { passed = 0, failed = 0 } = sources.get(address) ?? {};
    const passes = evaluated.spf || evaluated.dkim;
    sources.set(address, passes ? { passed: passed + count, failed } : { passed, failed: failed + count });
  }
  return [...sources]
    .sort(([, a], [, b]) => b.passed + b.failed - (a.passed + a.failed))
    .map(([address, { passed, failed }]) => {
      const count = passed + failed;
      const all = count === 1 ? '1 message' : `${count} messages`;
      if (failed === 0) return `${address}: ${all}, DMARC passes`;
      return passed === 0
        ? `${address}: ${all}, DMARC fails`
        : `${address}: ${all}, DMARC fails for ${failed}`;
    });
}

function dayOf(seconds: number | undefined): string {
  return seconds === undefined ? 'unknown' : new Date(seconds * 1000).toISOString().slice(0, 10);
}
