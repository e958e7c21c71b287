import { isAtOrBelow, parentOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { BlockChange, RecordBlock } from '../../records/document.ts';
import { canBeKey, domainsWithKeyAt, keyQuestionOf } from '../records/key-names.ts';
import { canBeSetup, setupQuestionOf } from '../records/setup-records.ts';
import { LAST_TYPE } from '../records/zone-records.ts';
import type { ZoneRecords } from '../records/zone-records.ts';

/**
 * The names that were asked for by those who rest on these, whose records a change touched. A name that comes or goes may
 * make the names above it exist, or no longer (RFC 4592 §2.2.2); a DKIM key is one of its domain, and of those above that; and
 * some records are among those by which the zone is set up with services.
 * To be asked when the change has been taken over.
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

/** Names that have records now and had none before the change, or the other way round: of types for which `counts` holds. */
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
