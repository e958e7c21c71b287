import { several } from '../../text/several.ts';
import { rangeOf } from '../../text/range.ts';
import { formatIp, isInNetwork, networkOf, bitsOf } from '../../dns/address.ts';
import type { IpAddress, IpNetwork } from '../../dns/address.ts';
import { canonicalName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import type { EvidencePlace, KnownSender } from '../known-sender.ts';
import type { SeenSource } from '../seen-source.ts';
import { serviceOfEnvelope } from '../services/catalog.ts';
import { providerOf } from '../services/provider-networks.ts';
import type { Service } from '../services/model.ts';
import type { AggregateReport, ReportRow } from './model.ts';

/** A report, and the file that contains it. `ranges` means that places in the report are places in the file. */
export interface FiledReport {
  readonly report: AggregateReport;
  readonly path: string;
  readonly ranges: boolean;
}

/** What the reports of a workspace show. */
export interface SeenInReports {
  /** Certain senders, whose mail passed SPF with an aligned domain. */
  readonly senders: readonly KnownSender[];
  /** Addresses that reports do not show to be the domain's own senders. */
  readonly others: readonly SeenSource[];
}

/** Seconds before a domain's newest report that are considered, because old senders may no longer exist. */
const WINDOW = 60 * 24 * 3600;
/** Networks that are kept for each sender, those with the most mail. */
const MAX_ADDRESSES = 100;
/** Places in reports that are kept for each sender. */
const MAX_PLACES = 3;

/**
 * Separates real senders from forwarders. Reports come in any order. Addresses of one envelope domain are one sender,
 * but the addresses of each declared sender and of each service are separate.
 */
export function seenInReports(
  filed: readonly FiledReport[],
  declared: readonly KnownSender[] = [],
): SeenInReports {
  const recent = recentOf(once(filed));
  const sources = sourcesIn(recent);
  const signedVia = ownersSignedVia(sources.values());
  const senders = new Map<string, Sighting[]>();
  /** Other mail from addresses of the senders, by the same keys. It shows nothing new about them, but is counted. */
  const otherSightings = new Map<string, Sighting[]>();
  const others: SeenSource[] = [];
  for (const source of sources.values()) {
    const own = source.rows.filter(({ row }) => isOwn(row));
    for (const sighting of own) {
      const owner = declared.findIndex((sender) => isOneOf(sender, source));
      const provider = providerOf(source.address)?.id ?? '';
      const key = `${sighting.row.from} ${envelopeIn(sighting.row) ?? ''} ${owner} ${provider}`;
      put(senders, key, sighting);
      if (sighting !== own[0]) continue;
      for (const other of source.rows) if (!isOwn(other.row)) put(otherSightings, key, other);
    }
    if (own.length === 0) others.push(otherOf(source, signedVia.get(formatIp(source.address))?.size ?? 0));
  }
  return {
    senders: [...senders].map(([key, own]) => senderOf(own, otherSightings.get(key) ?? [])),
    others: others.sort((a, b) => (a.domain < b.domain ? -1 : a.domain > b.domain ? 1 : b.mails - a.mails)),
  };
}

/** A row, and its place. */
interface Sighting extends FiledReport {
  readonly row: ReportRow;
}

/** Everything that was seen from one address with one domain in From. */
interface Source {
  readonly domain: DomainName;
  readonly address: IpAddress;
  readonly rows: Sighting[];
}

function isOneOf({ domain, networks }: KnownSender, source: Source): boolean {
  return domain === source.domain && networks.some((network) => isInNetwork(source.address, network));
}

/** The same report may have arrived twice, or be stored both packed and unpacked. It counts once. */
function once(filed: readonly FiledReport[]): readonly FiledReport[] {
  const known = new Set<string>();
  return filed.filter(({ report: { reporter, id, domain, begin, end } }) => {
    const key = JSON.stringify([reporter, id, domain, begin, end]);
    if (id !== '' && known.has(key)) return false;
    known.add(key);
    return true;
  });
}

function recentOf(filed: readonly FiledReport[]): readonly FiledReport[] {
  const newest = new Map<DomainName, number>();
  for (const { report } of filed) {
    const { domain, end = 0 } = report;
    newest.set(domain, Math.max(newest.get(domain) ?? 0, end));
  }
  return filed.filter(({ report }) => {
    const { domain, end } = report;
    return end === undefined || end >= (newest.get(domain) ?? 0) - WINDOW;
  });
}

function sourcesIn(filed: readonly FiledReport[]): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>();
  for (const one of filed) {
    for (const row of one.report.rows) {
      const key = `${row.from} ${formatIp(row.source)}`;
      const source = sources.get(key);
      // Most have one row, and an array that grows reserves room for many more.
      if (source === undefined)
        sources.set(key, { domain: row.from, address: row.source, rows: [{ ...one, row }] });
      else source.rows.push({ ...one, row });
    }
  }
  return sources;
}

/**
 * Whether SPF passes and is aligned, so that the domain's owner authorized this address. A forwarder keeps the envelope
 * and fails, or uses its own, which is not aligned.
 */
function isOwn(row: ReportRow): boolean {
  return row.evaluated.spf && !row.forwarded && envelopeIn(row) !== undefined;
}

/** The domain in MAIL FROM that passed, which is the one in From or close to it. */
function envelopeIn({ spf, from }: ReportRow): DomainName | undefined {
  const owner = registeredDomain(from) ?? from;
  const passed = spf.filter(({ result, helo }) => result === 'pass' && !helo);
  return passed.find(({ domain }) => (registeredDomain(domain) ?? domain) === owner)?.domain;
}

function failsBoth({ evaluated }: ReportRow): boolean {
  return !evaluated.spf && !evaluated.dkim;
}

/** A failing signature may be from another key or a changed message, so only the lack of any signature counts. */
function isUnsigned({ evaluated, dkim }: ReportRow): boolean {
  return !evaluated.dkim && dkim.every(({ result }) => result === 'none');
}

/** The organizations whose signed mail came from each address, while SPF did not pass for them. */
function ownersSignedVia(sources: Iterable<Source>): ReadonlyMap<string, ReadonlySet<DomainName>> {
  const owners = new Map<string, Set<DomainName>>();
  for (const { address, domain, rows } of sources) {
    if (!rows.some(({ row }) => row.evaluated.dkim && !row.evaluated.spf)) continue;
    const key = formatIp(address);
    owners.set(key, (owners.get(key) ?? new Set()).add(registeredDomain(domain) ?? domain));
  }
  return owners;
}

function otherOf({ domain, address, rows }: Source, domainsVia: number): SeenSource {
  const signed = rows.some(({ row }) => row.evaluated.dkim);
  const isForwarded = rows.some(({ row }) => row.forwarded);
  const [first] = byCount(rows);
  const service = signed ? serviceIn(rows) : undefined;
  const provider = providerOf(address);
  const kind =
    isForwarded || (signed && domainsVia > 1) ? 'forwarder' : signed ? 'undecided' : 'unauthenticated';
  return {
    domain,
    address,
    kind: service === undefined ? kind : 'service',
    service,
    ...(provider && { provider }),
    mails: sum(rows),
    failed: sum(rows.filter(({ row }) => failsBoth(row))),
    ...(rows.every(({ row }) => isUnsigned(row)) && { unsigned: true }),
    place: placeOf(first),
    text: describe(rows),
  };
}

/** The service whose own domain was in MAIL FROM. */
function serviceIn(rows: readonly Sighting[]): Service | undefined {
  for (const { row } of rows) {
    for (const { domain, result, helo } of row.spf) {
      const service = result === 'pass' && !helo ? serviceOfEnvelope(domain) : undefined;
      if (service !== undefined) return service;
    }
  }
  return undefined;
}

function senderOf(sightings: readonly Sighting[], otherSightings: readonly Sighting[]): KnownSender {
  const all = [...sightings, ...otherSightings];
  const counts = new Map<string, { readonly address: IpAddress; mails: number; failed: number }>();
  for (const { row } of all) {
    const key = formatIp(row.source);
    const known = counts.get(key) ?? { address: row.source, mails: 0, failed: 0 };
    known.mails += row.count;
    if (failsBoth(row)) known.failed += row.count;
    counts.set(key, known);
  }
  const most = [...counts.values()].sort((a, b) => b.mails - a.mails).slice(0, MAX_ADDRESSES);
  const addresses = most.map(({ address }) => address);
  const [first] = sightings;
  const provider = first && providerOf(first.row.source);
  const domain = first?.row.from ?? '';
  const text = describe(sightings);
  const selectors = sightings.flatMap(({ row }) =>
    row.evaluated.dkim ? row.dkim.filter(({ result }) => result === 'pass') : [],
  );
  return {
    domain,
    name: addresses.map(formatIp).join(', '),
    service: undefined,
    ...(provider && { provider }),
    networks: addresses.map(networkOfOne),
    host: undefined,
    envelope: first && envelopeIn(first.row),
    selectors: undefined,
    signed: [...new Set(selectors.flatMap(({ selector }) => (selector === undefined ? [] : [selector])))].map(
      canonicalName,
    ),
    ...(all.every(({ row }) => isUnsigned(row)) && { unsigned: true }),
    volume: { mails: sum(all), failed: sum(all.filter(({ row }) => failsBoth(row))) },
    volumes: most.map(({ mails, failed }) => ({ mails, failed })),
    evidence: placesOf(sightings).map((place) => ({ kind: 'report', place, text })),
  };
}

/** The places that report most of its mail, one in each file. */
function placesOf(sightings: readonly Sighting[]): readonly EvidencePlace[] {
  const places = new Map<string, EvidencePlace>();
  for (const sighting of byCount(sightings)) {
    if (places.size >= MAX_PLACES) break;
    if (!places.has(sighting.path)) places.set(sighting.path, placeOf(sighting));
  }
  return [...places.values()];
}

function networkOfOne(address: IpAddress): IpNetwork {
  return networkOf(address, bitsOf(address.kind));
}

function byCount(sightings: readonly Sighting[]): readonly Sighting[] {
  return [...sightings].sort((a, b) => b.row.count - a.row.count);
}

function placeOf(sighting: Sighting | undefined): EvidencePlace {
  const { path = '', ranges = false, row } = sighting ?? {};
  const at = row?.at ?? 0;
  return { path, range: ranges ? rangeOf(at, at) : undefined };
}

function describe(sightings: readonly Sighting[]): string {
  const mails = sum(sightings);
  const days = [dayOf(sightings, 'begin', Math.min), dayOf(sightings, 'end', Math.max)].filter(
    (day) => day !== undefined,
  );
  const when = days.length === 0 ? '' : `, ${[...new Set(days)].join(' to ')}`;
  const reporters = [...new Set(sightings.map(({ report }) => report.reporter))].filter(
    (name) => name !== '',
  );
  const shown = reporters.slice(0, 3).join(', ');
  const by = reporters.length === 0 ? '' : `, by ${shown}${reporters.length > 3 ? ' and others' : ''}`;
  return `${several(mails, 'message')}${when}${by}`;
}

/** `2026-11-02` */
function dayOf(
  sightings: readonly Sighting[],
  edge: 'begin' | 'end',
  choose: (a: number, b: number) => number,
): string | undefined {
  let seconds: number | undefined;
  for (const { report } of sightings) {
    const time = report[edge];
    if (time !== undefined) seconds = seconds === undefined ? time : choose(seconds, time);
  }
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString().slice(0, 10);
}

function sum(sightings: readonly Sighting[]): number {
  return sightings.reduce((all, { row }) => all + row.count, 0);
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}
