import { isAtOrBelow, parentOf } from '../dns/names.ts';
import type { DomainName } from '../dns/names.ts';
import type { BlockChange } from '../records/document.ts';
import { canBeKey, domainsWithKeyAt, keyQuestionOf } from './key-names.ts';
import type { ZoneRecords } from './zone-records.ts';

/**
 * The names that were asked for by those who rest on these, whose records a change touched. A name that comes or goes may
 * make the names above it exist, or no longer (RFC 4592 §2.2.2); a DKIM key is one of its domain, and of those above that.
 */
export function questionsAbout(
  names: Iterable<DomainName>,
  change: BlockChange,
  records: ZoneRecords,
): ReadonlySet<DomainName> {
  const all = new Set<DomainName>();
  const apex = records.apex ?? '';
  for (const name of names) {
    all.add(name);
    if (records.comesOrGoes(name, change)) {
      let at = parentOf(name);
      for (; at !== undefined && at !== apex && isAtOrBelow(at, apex); at = parentOf(at)) all.add(at);
    }
    if (records.comesOrGoes(name, change, canBeKey)) {
      for (const domain of domainsWithKeyAt(name, apex)) all.add(keyQuestionOf(domain));
    }
  }
  return all;
}
