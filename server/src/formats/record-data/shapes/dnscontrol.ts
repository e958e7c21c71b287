import { scalarOf, valueOf, type DataMap, type DataNode } from '../../../data/node.ts';
import { canonicalName, childOf, type DomainName } from '../../../dns/names.ts';
import { asciiNameOf } from '../../../dns/punycode.ts';
import { partOf } from '../../../record-sets/data-sets.ts';
import type { DnsService, RecordSet, SetValue, TypedPart } from '../../../record-sets/record-set.ts';
import type { RecordShape } from '../shape.ts';

/** How DNSControl represents records, whatever the provider. https://docs.dnscontrol.org/commands/print-ir */
const DNSCONTROL: DnsService = {
  name: 'the DNS provider',
  text: 'raw',
  escapes: 'decimal',
  textSource: 'https://docs.dnscontrol.org/language-reference/domain-modifiers/txt',
  needsQuotes: 'never',
  splits: 'provider',
  isWholeSet: true,
  hasWholeNames: false,
  targets: 'zone',
};

/** TTL in seconds of a record for which none is given. */
const DEFAULT_TTL = 300;

/** The members with the data of a type before its target. A number that is zero is omitted. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  CAA: ['caaflag', 'caatag'],
  MX: ['mxpreference'],
  SRV: ['srvpriority', 'srvweight', 'srvport'],
  SSHFP: ['sshfpalgorithm', 'sshfpfingerprint'],
  TLSA: ['tlsausage', 'tlsaselector', 'tlsamatchingtype'],
};

/** Types whose target is all of the data. */
const TARGET_TYPES: ReadonlySet<string> = new Set([
  'A',
  'AAAA',
  'ALIAS',
  'CNAME',
  'DNAME',
  'NS',
  'PTR',
  'TXT',
]);

/** `dnscontrol print-ir`. */
export const DNSCONTROL_IR: RecordShape = {
  name: 'DNSControl configuration',
  text: [/"(?:registrars|dns_providers)"[ \t]*:/, /"domains"[ \t]*:/],
  read({ roots: [root] }) {
    if (root?.kind !== 'map') return undefined;
    const domains = valueOf(root, 'domains');
    const isIr = (valueOf(root, 'registrars') ?? valueOf(root, 'dns_providers')) !== undefined;
    if (domains?.kind !== 'list' || !isIr) return undefined;
    return { sets: domains.items.flatMap(setsOfDomain), isPartial: true };
  },
};

function setsOfDomain(domain: DataNode): readonly RecordSet[] {
  const name = domain.kind === 'map' ? scalarOf(domain, 'name') : undefined;
  const records = domain.kind === 'map' ? valueOf(domain, 'records') : undefined;
  if (domain.kind !== 'map' || name === undefined || records?.kind !== 'list') return [];
  const [zone = '', tag = ''] = name.text.text.split('!', 2);
  // One of several versions of a domain, of which each client sees one.
  const isVersion = tag !== '' || scalarOf(domain, 'tag') !== undefined;
  return records.items.flatMap((record) =>
    record.kind === 'map' ? (recordSet(record, nameOf(zone), isVersion) ?? []) : [],
  );
}

function recordSet(record: DataMap, zone: DomainName, isVersion: boolean): RecordSet | undefined {
  const type = scalarOf(record, 'type');
  const name = valueOf(record, 'name');
  if (type === undefined || name === undefined) return undefined;
  const owner = partOf(name);
  const ttl = scalarOf(record, 'ttl');
  const seconds = ttl !== undefined && /^[1-9]\d*$/.test(ttl.text.text) ? Number(ttl.text.text) : undefined;
  const label = owner.text.text;
  const typed = type.text.text.toUpperCase();
  return {
    range: record.range,
    owner: label === '@' ? zone : childOf(nameOf(label), zone),
    ownerTyped: owner,
    type: ALIASES.has(typed) ? 'ALIAS' : typed,
    typeTyped: ALIASES.has(typed) ? undefined : partOf(type),
    typeRange: type.range,
    ttl: seconds ?? DEFAULT_TTL,
    ttlRange: seconds === undefined ? undefined : ttl?.range,
    values: [valueOfRecord(record, typed)],
    zone,
    service: DNSCONTROL,
    by: `DNSControl ${zone}`,
    isConditional: isVersion,
    typeOwner: (other) => relativeName(other, zone),
  };
}

function nameOf(text: string): DomainName {
  return canonicalName(asciiNameOf(text));
}

/** Types of services that answer with their own addresses. */
const ALIASES: ReadonlySet<string> = new Set(['AKAMAICDN', 'AZURE_ALIAS', 'R53_ALIAS']);

function relativeName(name: DomainName, zone: DomainName): string | undefined {
  if (name === zone) return '@';
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : undefined;
}

function valueOfRecord(record: DataMap, type: string): SetValue {
  const target = valueOf(record, 'target');
  const meta = valueOf(record, 'meta');
  const isFlattened = meta?.kind === 'map' && valueOf(meta, 'flatten') !== undefined;
  if (target === undefined || (type === 'TXT' && isFlattened))
    return { kind: 'unknown', range: record.range };
  const part = partOf(target);
  const fields = Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined;
  if (fields === undefined)
    return TARGET_TYPES.has(type) ? { kind: 'text', ...part } : { kind: 'unknown', range: part.range };
  const words = fields.map((name): TypedPart => {
    const value = valueOf(record, name);
    return value === undefined ? { text: ZERO, range: part.range } : partOf(value);
  });
  return { kind: 'words', range: part.range, words: [...words, part] };
}

/** The value of an omitted number. */
const ZERO = { text: '0', segments: [] };
