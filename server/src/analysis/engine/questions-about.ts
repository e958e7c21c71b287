import { isAtOrBelow, parentOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { BlockChange, RecordBlock } from '../../records/document.ts';
import { canBeKey, domainsWithKeyAt, keyQuestionOf } from '../records/key-names.ts';
import { canBeSetup, setupQuestionOf } from '../records/setup-records.ts';
import { LAST_TYPE } from '../records/zone-records.ts';
import type { ZoneRecords } from '../records/zone-records.ts';

/**
 * The names that were queried by dependents of these names, whose records a change touched. An added or removed name can make
 * its parent domains exist or not exist (RFC 4592 §2.2.2). A DKIM key belongs to its domain and to parent domains. Some records are
 * among those by which the zone is set up with services. To be called after the change was applied.
 */
export function questionsAbout(
  names: ReadonlySet<DomainName>,
  change: BlockChange,
  records: ZoneRecords,
): ReadonlySet<DomainName> {
  const all = new Set<DomainName>(names);
  const apex = records.apex ?? '';
  for (const name of namesThatComeOrGo(names, change, records, () => true)) {
    let at = parentOf(name);
    for (; at !== undefined && at !== apex && isAtOrBelow(at, apex); at = parentOf(at)) all.add(at);
  }
  for (const name of namesThatComeOrGo(names, change, records, canBeKey)) {
    for (const domain of domainsWithKeyAt(name, apex)) all.add(keyQuestionOf(domain));
  }
  const { removed, added } = change;
  if (records.isOneZone && [...namesIn([...removed, ...added], canBeSetup)].some((name) => names.has(name)))
    all.add(setupQuestionOf(apex));
  return all;
}

/** Names that have records now but had none before, or the reverse, of types for which `counts` returns true. */
function* namesThatComeOrGo(
  names: ReadonlySet<DomainName>,
  { removed, added }: BlockChange,
  records: ZoneRecords,
  counts: (type: number) => boolean,
): Generator<DomainName> {
  const before = namesIn(removed, counts);
  const after = namesIn(added, counts);
  const blocks = new Set(added);
  for (const name of names) {
    if (before.has(name) !== after.has(name) && !records.standsBeside(name, blocks, counts)) yield name;
  }
}

function namesIn(blocks: readonly RecordBlock[], counts: (type: number) => boolean): ReadonlySet<DomainName> {
  const names = new Set<DomainName>();
  for (const block of blocks) {
    for (let i = 0; i < block.size; i++) {
      const type = block.typeAt(i);
      const owner = type <= LAST_TYPE && counts(type) ? block.ownerAt(i) : undefined;
      if (owner !== undefined) names.add(owner);
    }
  }
  return names;
}
