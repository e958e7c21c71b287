import type { FixInput } from './fix-inputs.ts';

/** Numbers from 0 up to 1; the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What people mistype in mail records and in the files around them. */
const PIECES: readonly string[] = [
  '"', '" "', '(', ')', ' (', ' )', ';', ' ; ', '\\;', '\\"', '\\', ' ', '  ', '\t', '\n', '.', ',', ', ', ':', '=', '-', '~', '+', '?', '_',
  '/33', '/24', '//64', '\u200b', '\u00a0', '“', '–', 'é', '%{i}', '%', '${var.x}', '{{ x }}',
  ' a', ' mx', ' ptr', ' a:mail.example.com', ' a:a1.example.com a:a2.example.com a:a3.example.com a:a4.example.com', ' include:_spf.google.com',
  ' include:spf.protection.outlook.com', ' include:', ' ip4:192.0.2.1', ' ip4:192.0.2.1/24', ' ip6:2001:db8::1', ' ip4=192.0.2.7', ' ipv4:192.0.2.9',
  ' redirect=_spf.example.net', ' redirect:example.net', ' exp=e.example.com', ' all', ' -all', ' ~all', ' +all', ' exists:%{i}.example.com',
  'v=spf1 ', 'V=SPF1 ', 'v=DMARC1; ', 'v=DKIM1; ', ' p=none;', ' p=reject;', ' sp=none;', ' pct=50;', ' rua=mailto:a@example.com;', ' rua=a@example.com;',
  ' ruf=mailto:b@example.net;', ' fo=1;', ' fo=x;', ' adkim=s;', ' t=y;', ' t=z;', ' psd=x;', ' np=none;', ' k=rsa;', ' k=ed;', ' h=sha1;', ' s=*;', ' p=;', ' ri=3600;',
]; // prettier-ignore

const ZONE_LINES: readonly string[] = [
  '@ IN TXT "v=spf1 mx -all"', '@ IN TXT "v=spf1 a mx ptr ip4:192.0.2.1/24 include:_spf.google.com +all"', '@ IN MX 10 mail', '@ IN MX 0 .',
  '@ IN MX 10 192.0.2.1', '_dmarc IN TXT "v=DMARC1; p=none; rua=mailto:d@example.com"', '_dmarc IN TXT v=DMARC1; p=none', 'mail IN A 192.0.2.1',
  'mail IN CNAME web', 's1._domainkey IN TXT "v=DKIM1; k=rsa; p="', 's1._domainkey IN TXT ( "k=rsa; " "p=AAAA" )', 'x IN TXT ( "a"', '"b" )', '(', ')',
  'www.example.com IN A 192.0.2.3', 'y IN TXT "abc', 'z IN TEXT "x"', '@ 1 2 IN A 192.0.2.4', '@ IN SPF "v=spf1 -all"', '* IN MX 10 mail',
  '; mailtxt-disable-next-line spf-all-pass', '; mailtxt-disable', '; mailtxt-enable', '$TTL 1x', '$ORIGIN sub', '$ORIGN x.', '_mta-sts IN TXT "v=STSv1; id=1;"',
  '_smtp._tls IN TXT "v=TLSRPTv1; rua=mailto:t@example.com"', 'default._bimi IN TXT "v=BIMI1; l=https://example.com/l.svg"', '_25._tcp.mail IN TLSA 3 1 1 ab',
  '@ IN TXT "v=spf1 include:spf.protection.outlook.com -all"', '1.2.0.192.in-addr.arpa. IN PTR mail.example.com.', '@ IN A 192.0.2.300', '# comment',
]; // prettier-ignore

const TERRAFORM_LINES: readonly string[] = [
  '# mailtxt-disable-next-line spf-all-pass', '}', '{', '  ttl = 60', '  proxied = true', '  type = "TXT"', '  records = ["v=spf1 +all"]',
  'resource "aws_route53_record" "m" {\n  zone_id = "Z"\n  name = "example.com"\n  type = "TXT"\n  ttl = 60\n  records = ["v=spf1 a mx ptr +all", "v=spf1 -all"]\n}',
  'resource "cloudflare_record" "m" {\n  zone_id = "z"\n  name = "_dmarc"\n  type = "TXT"\n  value = "v=DMARC1; rua=mailto:a@example.com"\n}',
]; // prettier-ignore

type Random = () => number;

function pick<T>(list: readonly T[], random: Random): T | undefined {
  return list[Math.floor(random() * list.length)];
}

/** Another input that is like this one: some lines or words of one file are repeated, moved, deleted or replaced. */
export function mutated(input: FixInput, pool: readonly FixInput[], random: Random): FixInput {
  const paths = Object.keys(input.files);
  const path = pick(paths, random) ?? '';
  let text = input.files[path] ?? '';
  const lines = path.endsWith('.tf') ? TERRAFORM_LINES : ZONE_LINES;
  for (let left = 1 + Math.floor(random() * 4); left > 0; left--) {
    text = random() < 0.35 ? changeLines(text, lines, pool, random) : changeCharacters(text, random);
  }
  return { ...input, name: `${input.name} mutated`, files: { ...input.files, [path]: text } };
}

function changeLines(
  text: string,
  fresh: readonly string[],
  pool: readonly FixInput[],
  random: Random,
): string {
  const lines = text.split('\n');
  const at = Math.floor(random() * lines.length);
  const choice = random();
  if (choice < 0.3) lines.splice(at, 0, pick(fresh, random) ?? '');
  else if (choice < 0.5) lines.splice(at, 0, pick(lines, random) ?? '');
  else if (choice < 0.65) lines.splice(at, 1);
  else if (choice < 0.75) lines.splice(at, 1, ...lines.splice(Math.floor(random() * lines.length), 1));
  else {
    const other = Object.values(pick(pool, random)?.files ?? {})[0] ?? '';
    lines.splice(at, 0, pick(other.split('\n'), random) ?? '');
  }
  return lines.join('\n');
}

function changeCharacters(text: string, random: Random): string {
  // Most of a file is not about mail: two of three changes are where it is.
  const quoted = [...text.matchAll(/"[^"\n]*"/g)];
  const within = random() < 0.66 ? pick(quoted, random) : undefined;
  const from = within?.index ?? 0;
  const length = within?.[0].length ?? text.length;
  const at = from + Math.floor(random() * (length + 1));
  const choice = random();
  if (choice < 0.55) return text.slice(0, at) + (pick(PIECES, random) ?? '') + text.slice(at);
  if (choice < 0.7) return text.slice(0, at) + text.slice(at + 1);
  const words = [...text.slice(from, from + length).matchAll(/[^\s";]+/g)];
  const word = pick(words, random);
  if (word === undefined) return text;
  const start = from + word.index;
  const end = start + word[0].length;
  if (choice < 0.8) return `${text.slice(0, end)} ${word[0]}${text.slice(end)}`;
  if (choice < 0.9) return text.slice(0, start) + text.slice(end);
  const cased = random() < 0.5 ? word[0].toUpperCase() : (pick(PIECES, random) ?? '').trim();
  return text.slice(0, start) + cased + text.slice(end);
}
