import { parseIpv4, parseIpv6 } from '../../server/src/dns/address.ts';
import { FactsTable } from '../../server/src/dns/facts-table.ts';

/** Domains, their records and some senders: data to query two implementations about. */
export interface SpfWorld {
  /** By name and type. TXT: strings of each record; MX: preference and name; else presentation form. */
  readonly answers: Readonly<Record<string, 'SERVFAIL' | readonly unknown[]>>;
  readonly cases: readonly WorldCase[];
}

export interface WorldCase {
  readonly ip: string;
  readonly mailFrom: string;
  readonly helo: string;
}

type Random = () => number;

/** The same numbers for the same seed (mulberry32). */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const DOMAINS = Array.from({ length: 8 }, (_, i) => `d${i}.example.com`);
const HOSTS = Array.from({ length: 8 }, (_, i) => `h${i}.example.com`);
const IPV4 = ['192.0.2.1', '192.0.2.2', '192.0.2.77', '198.51.100.4', '203.0.113.250'];
const IPV6 = ['2001:db8::1', '2001:db8::2', '2001:db8:1::9', '2001:db8:ffff::1'];
const MACROS = [
  '%{i}',
  '%{ir}',
  '%{d2}',
  '%{l}',
  '%{lr-}',
  '%{o}',
  '%{h}',
  '%{v}',
  '%{s}',
  '%{p}',
  '%{D}',
  '%{L}',
];

export function randomWorld(seed: number): SpfWorld {
  const random = seeded(seed);
  const answers: Record<string, 'SERVFAIL' | unknown[]> = {};
  for (const domain of DOMAINS) {
    const records = random() < 0.04 ? [record(random), record(random)] : [record(random)];
    if (random() < 0.08) records.push('google-site-verification=x');
    // A name server keeps one of two equal records (RFC 2181 §5).
    const texts = records.map((text) => JSON.stringify(strings(text, random)));
    if (random() < 0.95)
      answers[`${domain} TXT`] = [...new Set(texts)].map((text): unknown => JSON.parse(text));
    if (random() < 0.03) answers[`${domain} TXT`] = 'SERVFAIL';
    publishHost(answers, domain, random);
    if (random() < 0.6) {
      const count = random() < 0.05 ? 11 : 1 + pick([0, 1, 2], random);
      answers[`${domain} MX`] = Array.from({ length: count }, (_, i) => [i * 10, pick(HOSTS, random)]);
    }
    answers[`exp.${domain} TXT`] = [
      [pick(['No mail from %{i}.', '%{d}: %{s} is %{c}', '%{x} wrong', 'a%%b%_c'], random)],
    ];
  }
  for (const host of HOSTS) publishHost(answers, host, random);
  for (const ip of IPV4) {
    const reverse = `${ip.split('.').reverse().join('.')}.in-addr.arpa`;
    if (random() < 0.6) {
      const count = random() < 0.05 ? 12 : 1 + pick([0, 1], random);
      answers[`${reverse} PTR`] = Array.from({ length: count }, () => pick([...HOSTS, ...DOMAINS], random));
    }
    if (random() < 0.03) answers[`${reverse} PTR`] = 'SERVFAIL';
  }
  const cases = Array.from({ length: 10 }, () => ({
    ip: pick([...IPV4, ...IPV4, ...IPV6, '::ffff:192.0.2.1'], random),
    mailFrom: pick(
      [
        `user@${pick(DOMAINS, random)}`,
        `strong-bad@${pick(DOMAINS, random)}`,
        '',
        `@${pick(DOMAINS, random)}`,
      ],
      random,
    ),
    helo: pick([...DOMAINS, ...HOSTS, 'nodots', '[192.0.2.1]'], random),
  }));
  return { answers, cases };
}

function publishHost(answers: Record<string, unknown>, host: string, random: Random): void {
  if (host.startsWith('h') && random() < 0.08) {
    answers[`${host} CNAME`] = [pick(HOSTS, random)];
    return;
  }
  if (random() < 0.7) answers[`${host} A`] = some(IPV4, random);
  if (random() < 0.4) answers[`${host} AAAA`] = some(IPV6, random);
  if (random() < 0.02) answers[`${host} A`] = 'SERVFAIL';
}

function record(random: Random): string {
  const terms = Array.from({ length: Math.floor(random() * random() * 14) }, () => term(random));
  if (random() < 0.75) terms.push(`${pick(['-', '~', '?', '', '+', '-'], random)}all`);
  else if (random() < 0.6) terms.push(`redirect=${domainSpec(random)}`);
  if (random() < 0.3) terms.push(`exp=exp.${pick([...DOMAINS, '%{d}'], random)}`);
  return ['v=spf1', ...terms].join(random() < 0.05 ? '  ' : ' ');
}

function term(random: Random): string {
  const qualifier = pick(['', '', '', '+', '-', '~', '?'], random);
  switch (
    pick(
      [
        'ip4',
        'ip4',
        'ip6',
        'a',
        'a',
        'mx',
        'include',
        'include',
        'include',
        'exists',
        'ptr',
        'modifier',
        'odd',
      ],
      random,
    )
  ) {
    case 'ip4':
      return `${qualifier}ip4:${pick(IPV4, random)}${pick(['', '', '/32', '/24', '/0', '/8'], random)}`;
    case 'ip6':
      return `${qualifier}ip6:${pick(IPV6, random)}${pick(['', '/128', '/32', '/48', '/0'], random)}`;
    case 'a':
      return `${qualifier}a${optional(random, ':', HOSTS)}${pick(['', '', '/24', '//64', '/24//32'], random)}`;
    case 'mx':
      return `${qualifier}mx${optional(random, ':', DOMAINS)}${pick(['', '', '/24', '//64'], random)}`;
    case 'include':
      return `${qualifier}include:${domainSpec(random)}`;
    case 'exists':
      return `${qualifier}exists:${domainSpec(random)}`;
    case 'ptr':
      return `${qualifier}ptr${optional(random, ':', ['example.com', ...HOSTS])}`;
    case 'modifier':
      return pick(['x-note=hello', 'ra=postmaster', 'note=%{i}'], random);
    default:
      // Usually wrong.
      return random() < 0.3
        ? pick(
            [
              'ip4:192.0.2.300',
              'all.',
              'ip4:192.0.2.1/33',
              'a:',
              'include',
              'MX',
              'A//',
              'foo',
              'ip6:2001:db8::1/129',
              'exists:%{z}.example.com',
              'a/0',
              'A:H1.Example.COM',
              'a:h1.example.com.',
            ],
            random,
          )
        : '?ip4:192.0.2.9';
  }
}

function optional(random: Random, separator: string, names: readonly string[]): string {
  return random() < 0.5 ? '' : separator + pick(names, random);
}

function domainSpec(random: Random): string {
  if (random() < 0.75) return pick([...DOMAINS, ...DOMAINS, ...HOSTS], random);
  return `${pick(MACROS, random)}.${pick(['example.com', ...HOSTS], random)}`;
}

function strings(text: string, random: Random): readonly string[] {
  if (random() < 0.8) return [text];
  const at = Math.floor(random() * text.length);
  return [text.slice(0, at), text.slice(at)];
}

function some<T>(of: readonly T[], random: Random): readonly T[] {
  const chosen = of.filter(() => random() < 0.4);
  return chosen.length === 0 ? of.slice(0, 1) : chosen;
}

function pick<T>(of: readonly T[], random: Random): T {
  return of[Math.floor(random() * of.length)] as T;
}

/** The world as the product asks it; a name that is not in it does not exist. */
export function factsOf({ answers }: SpfWorld): FactsTable {
  const table = new FactsTable({ kind: 'file', recorded: undefined }, 'nxdomain');
  for (const [key, stored] of Object.entries(answers)) {
    const [name = '', type = ''] = key.split(' ');
    if (stored === 'SERVFAIL') {
      table.set(name, type as 'A', 'servfail');
      continue;
    }
    switch (type) {
      case 'TXT':
        table.set(name, type, stored as readonly (readonly string[])[]);
        break;
      case 'MX':
        table.set(
          name,
          type,
          (stored as readonly [number, string][]).map(([preference, exchange]) => ({ preference, exchange })),
        );
        break;
      case 'A':
        table.set(name, type, defined((stored as readonly string[]).map(parseIpv4)));
        break;
      case 'AAAA':
        table.set(name, type, defined((stored as readonly string[]).map(parseIpv6)));
        break;
      default:
        table.set(name, type as 'PTR', stored as readonly string[]);
    }
  }
  return table;
}

function defined<T>(values: readonly (T | undefined)[]): readonly T[] {
  return values.filter((value) => value !== undefined);
}
