import type { DomainName } from '../../dns/names.ts';
import { isBelow, isKnown, labelsOf, parentOf, relativeTo } from '../../dns/names.ts';
import { isTopLevel } from '../../dns/top-level.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { platformHosts } from '../../email/mx/platforms.ts';
import { NearNames } from '../../text/near-names.ts';
import { slipsBetween } from '../../text/nearest-name.ts';
import { lazily } from './lazily.ts';
import { isUnconfirmedName } from './unconfirmed-names.ts';

/** The number of typos between a name and the intended one, by the length of the intended one. */
const MOST_SLIPS = 2;
/** Shorter names have neighbors that belong to others, so only a single typo counts as a misspelling. */
const LONG_NAME = 12;
/** Names with fewer characters are never suggested as the intended name. */
const SHORTEST_NAME = 8;

/**
 * The minimum number of characters in the registered label of a known name before one typo in it counts as a
 * misspelling, because shorter labels have neighbors that belong to others. A second typo requires {@link
 * LABEL_FOR_TWO}.
 */
interface ShortestLabels {
  /** For a name with other labels that are rare: `servers.mcsv.net`. */
  readonly beforeOwnWords: number;
  /** For a name whose other labels are common: `_spf.mlsend.com`. */
  readonly beforeCommonWords: number;
  /** For a name without other labels: `mailgun.org`. */
  readonly alone: number;
}

const LABEL_FOR_TWO = 10;

/** Names that are remembered with what they were meant as: more than one record can have. */
const MOST_ANSWERED = 4096;

/** Labels that name what a host is for, in any domain. */
const COMMON_WORD = /^_?(?:spf|mx|mail|smtp|mta|in|out|relay|include|email|dkim|domainkey)\d*$/;

/** The names of one kind that customers of services publish. */
class KnownNames {
  private readonly exact: ReadonlySet<DomainName>;
  /** Names at or below these also belong to the service. */
  private readonly ends: ReadonlySet<DomainName>;
  private readonly shortest: ShortestLabels;
  private index: NameIndex | undefined;
  /** What the last names were meant as: zones and modules have the same few mail servers over and over. */
  private readonly answered = new Map<DomainName, DomainName | undefined>();

  constructor(exact: readonly DomainName[], ends: readonly DomainName[], shortest: ShortestLabels) {
    this.exact = new Set(exact);
    this.ends = new Set(ends);
    this.shortest = shortest;
  }

  has(name: DomainName): boolean {
    return this.exact.has(name) || this.isBelowEnd(name);
  }

  /** The intended name for a name that is not one of these. */
  meantBy(typed: DomainName): DomainName | undefined {
    const known = this.answered.get(typed);
    if (known !== undefined || this.answered.has(typed)) return known;
    const meant = this.findMeantBy(typed);
    if (this.answered.size >= MOST_ANSWERED) this.answered.clear();
    this.answered.set(typed, meant);
    return meant;
  }

  private findMeantBy(typed: DomainName): DomainName | undefined {
    // Most names are known and need no index.
    this.index ??= makeIndex(this.exact, this.ends);
    for (const { name, slips } of this.index.near.near(typed, MOST_SLIPS)) {
      if (isMisspelling(typed, name, slips, this.shortest)) return name;
    }
    if (this.isBelowEnd(typed)) return undefined;
    const labels = labelsOf(typed);
    for (const [count, names] of this.index.nearByLabels) {
      const before = labels.length - count;
      if (before <= 0) continue;
      const end = labels.slice(before).join('.');
      for (const { name, slips } of names.near(end, MOST_SLIPS)) {
        if (isMisspelling(end, name, slips, this.shortest))
          return [...labels.slice(0, before), name].join('.');
      }
    }
    return undefined;
  }

  isExactly(name: DomainName): boolean {
    return this.exact.has(name);
  }

  private isBelowEnd(name: DomainName): boolean {
    for (let at: DomainName | undefined = name; at !== undefined; at = parentOf(at)) {
      if (this.ends.has(at)) return true;
    }
    return false;
  }
}

interface NameIndex {
  readonly near: NearNames;
  /** Name suffixes by their number of labels. A typed name is compared by the same number of its last labels. */
  readonly nearByLabels: ReadonlyMap<number, NearNames>;
}

function makeIndex(exact: ReadonlySet<DomainName>, ends: ReadonlySet<DomainName>): NameIndex {
  const byLabels = new Map<number, DomainName[]>();
  for (const end of ends) {
    if (!isLongEnough(end)) continue;
    const count = labelsOf(end).length;
    const names = byLabels.get(count);
    if (names === undefined) byLabels.set(count, [end]);
    else names.push(end);
  }
  return {
    near: new NearNames([...exact, ...ends].filter(isLongEnough)),
    nearByLabels: new Map([...byLabels].map(([count, names]) => [count, new NearNames(names)])),
  };
}

function isLongEnough({ length }: DomainName): boolean {
  return length >= SHORTEST_NAME;
}

/** Whether a name with this many typos relative to a known name is most likely a misspelling of it. */
function isMisspelling(
  typed: DomainName,
  known: DomainName,
  slips: number,
  shortest: ShortestLabels,
): boolean {
  if (slips > (known.length >= LONG_NAME ? MOST_SLIPS : 1)) return false;
  const ofKnown = registeredDomain(known);
  const ofTyped = registeredDomain(typed);
  if (ofKnown === undefined) return false;
  // No name ends in a label that the root does not delegate.
  if (!isTopLevel(labelsOf(typed).at(-1) ?? '')) return true;
  if (ofTyped === undefined) return false;
  if (ofTyped === ofKnown) return isMisspelledHost(labelsOf(typed), labelsOf(known));
  const [was = '', meant = ''] = [labelsOf(ofTyped)[0], labelsOf(ofKnown)[0]];
  // The same label below another suffix is a service of another region. Services also number their domains.
  if (withoutDigits(was) === withoutDigits(meant)) return false;
  if (slipsBetween(was, meant) === 1) return meant.length >= shortestFor(known, ofKnown, shortest);
  // Two letters before a name can make another name of the same owner: `microsoft`, `onmicrosoft`.
  return meant.length >= LABEL_FOR_TWO && !was.endsWith(meant) && !meant.endsWith(was);
}

function shortestFor(known: DomainName, registered: DomainName, shortest: ShortestLabels): number {
  const before = relativeTo(known, registered);
  if (before === undefined) return shortest.alone;
  const isCommon = labelsOf(before).every((label) => COMMON_WORD.test(label));
  return isCommon ? shortest.beforeCommonWords : shortest.beforeOwnWords;
}

function withoutDigits(label: string): string {
  return label.replace(/\d/g, '');
}

/**
 * A host in the right domain. Services number their hosts and name them after regions (`spf-us`, `spf2`, `spfa`), so
 * only swapped letters and a wrong letter within a long word count as misspellings.
 */
function isMisspelledHost(typed: readonly string[], known: readonly string[]): boolean {
  if (typed.length !== known.length) return false;
  const different = known.flatMap((label, i) =>
    label === typed[i] ? [] : [[typed[i] ?? '', label] as const],
  );
  const [first] = different;
  if (first === undefined || different.length > 1) return false;
  const [was, meant] = first;
  if (slipsBetween(was, meant) !== 1) return false;
  if (isSwapped(was, meant)) return true;
  const isWithin = was[0] === meant[0] && was.at(-1) === meant.at(-1);
  return isWithin && meant.length >= LONG_WORD && /^[a-z]+$/.test(meant) && /^[a-z]+$/.test(was);
}

const LONG_WORD = 5;

/** Whether two adjacent letters are swapped. */
function isSwapped(typed: string, meant: string): boolean {
  if (typed.length !== meant.length) return false;
  let at = 0;
  while (typed[at] === meant[at]) at++;
  return (
    /^[a-z]{2}$/.test(meant.slice(at, at + 2)) && typed[at] === meant[at + 1] && typed[at + 1] === meant[at]
  );
}

/** The names that customers of services publish, by the kind of record. Each list is built when it is first needed. */
const KINDS = {
  includes: lazily(
    (services) =>
      new KnownNames(
        services.flatMap(({ includes }) => includes),
        services.flatMap(({ customerIncludes }) => customerIncludes),
        { beforeOwnWords: 5, beforeCommonWords: 6, alone: 7 },
      ),
  ),
  mailServers: lazily(
    (services) =>
      new KnownNames(
        services.flatMap(({ mxHosts }) => mxHosts),
        [...services.flatMap(({ mx }) => mx), ...platformHosts()],
        // Many domains have their own mail server, such as `mx.example.com`, but few have their own includes.
        { beforeOwnWords: 5, beforeCommonWords: 8, alone: 8 },
      ),
  ),
  keyTargets: lazily((services) => {
    const targets = services.flatMap(({ dkim }) => (dkim?.keys ?? []).flatMap(({ target }) => target ?? []));
    return new KnownNames(
      // The part after the customer's domain is among the suffixes.
      targets.filter((target) => !target.includes('{')),
      services.flatMap(({ dkim }) => dkim?.targets ?? []),
      { beforeOwnWords: 5, beforeCommonWords: 6, alone: 7 },
    );
  }),
} as const;

function meantBy(typed: DomainName, kind: keyof typeof KINDS): DomainName | undefined {
  if (!isKnown(typed) || typed.includes('\\')) return undefined;
  const own = KINDS[kind]();
  if (own.isExactly(typed) || isUnconfirmedName(typed)) return undefined;
  if (Object.values(KINDS).some((other) => other() !== own && other().has(typed))) return undefined;
  return own.meantBy(typed);
}

/** The include name of a service that this name is a misspelling of. */
export function includeMeantBy(name: DomainName): DomainName | undefined {
  return meantBy(name, 'includes');
}

/** The mail server of a service that this host is a misspelling of. */
export function mailServerMeantBy(host: DomainName): DomainName | undefined {
  return meantBy(host, 'mailServers') ?? hostInsteadOf(host);
}

const withClosedList = lazily((services) =>
  services.filter(({ mxHostsOnlyBelow }) => mxHostsOnlyBelow !== undefined),
);

/** The nearest known host for one like `alt5.aspmx.l.google.com`, if the service is known to have only 4 of them. */
function hostInsteadOf(host: DomainName): DomainName | undefined {
  for (const { mxHosts, mxHostsOnlyBelow: end } of withClosedList()) {
    if (end === undefined || !isBelow(host, end) || mxHosts.includes(host)) continue;
    return new NearNames(mxHosts).near(host, MOST_SLIPS)[0]?.name;
  }
  return undefined;
}

/** The name of a service's key that this target is a misspelling of. */
export function keyTargetMeantBy(target: DomainName): DomainName | undefined {
  return meantBy(target, 'keyTargets');
}
