import type { Shape } from '../../harness/shape.ts';
import { usesOf, type HostileZone } from '../zone-uses.ts';

const HEAD =
  '@ 3600 IN SOA ns1.example.net. host 1 7200 3600 1209600 3600\n@ 3600 IN NS ns1.example.net.\n@ 3600 IN MX 10 mail\n' +
  '@ 3600 IN TXT "v=spf1 mx -all"\n_dmarc 3600 IN TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"\nmail 3600 IN A 192.0.2.1\n';

/** `n` lines after those of a common zone. */
function lines(name: string, line: (i: number, n: number) => string, from?: number): HostileZone {
  return one(name, (n) => HEAD + repeat(n, (i) => `${line(i, n)}\n`), from);
}

function one(name: string, text: (n: number) => string, from?: number): HostileZone {
  return { name, files: (n) => ({ 'example.com.zone': text(n) }), ...(from === undefined ? {} : { from }) };
}

function repeat(n: number, unit: (i: number) => string): string {
  return Array.from({ length: n }, (_, i) => unit(i)).join('');
}

const address = (i: number): string => `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;

const zones: readonly HostileZone[] = [
  lines('n addresses at one name', (i) => `a 3600 IN A ${address(i)}`),
  lines('n equal records at one name', () => 'a 3600 IN A 192.0.2.1'),
  lines('n TXT records at one name', (i) => `a 3600 IN TXT "text ${i}"`),
  lines('n records at one name, each with another TTL', (i) => `a ${i + 60} IN A ${address(i)}`),
  lines('n records at one name, apart from each other', (i) => `a IN A ${address(i)}\nb${i} IN A ${address(i)}`),
  lines('n MX hosts', (i) => `@ IN MX ${i % 65536} mx${i}.example.net.`),
  lines('n MX hosts in the zone', (i) => `@ IN MX ${i % 65536} mx${i}\nmx${i} IN A ${address(i)}`),
  lines('n NS records at one name', (i) => `sub IN NS ns${i}.example.net.`),
  lines('n aliases at one name', (i) => `a IN CNAME b${i}`),
  lines('n SPF records at one name', (i) => `a IN TXT "v=spf1 ip4:${address(i)} -all"`),
  lines('n SPF records at the name of the zone', (i) => `@ IN TXT "v=spf1 ip4:${address(i)} -all"`),
  lines('n DMARC records at the name of the zone', (i) => `_dmarc IN TXT "v=DMARC1; p=none; rua=mailto:a${i}@example.net"`),
  lines('n DMARC records at one name', (i) => `_dmarc.a IN TXT "v=DMARC1; p=none; rua=mailto:a${i}@example.net"`),
  lines('n DKIM keys at one name', (i) => `s._domainkey IN TXT "v=DKIM1; p=${i}"`),
  lines('n DKIM selectors', (i) => `s${i}._domainkey IN TXT "v=DKIM1; p="`),
  lines('n names', (i) => `a${i} IN A ${address(i)}`),
  lines('n names with mail', (i) => `a${i} IN MX 10 mail\na${i} IN TXT "v=spf1 mx -all"`),
  lines('n names below one another', (i) => `${repeat(i % 100, () => 'a.')}b${Math.floor(i / 100)} IN A ${address(i)}`),
  lines('n aliases of one another', (i) => `a${i} IN CNAME a${i + 1}`),
  lines('n wildcards', (i) => `*.a${i} IN TXT "v=spf1 -all"`),
  lines('n delegations', (i) => `a${i} IN NS ns1.a${i}`),
  lines('n delegations with mail below', (i) => `a${i} IN NS ns1.example.net.\nm.a${i} IN MX 10 mail`),
  lines('n SOA records', (i) => `@ IN SOA ns1 host ${i} 2 3 4 5`),
  lines('n changes of $TTL', (i) => `$TTL ${i + 60}\na${i} A ${address(i)}`),
  lines('n changes of $ORIGIN', (i) => `$ORIGIN o${i}.example.com.\na A ${address(i)}`),
  lines('n relative $ORIGIN', () => '$ORIGIN o'),
  lines('n $GENERATE', (i) => `$GENERATE 1-3 g${i}x$ A 192.0.2.$`),
  lines('n $GENERATE at one name', () => `$GENERATE 1-3 g A 192.0.2.$`),
  lines('n $GENERATE that cannot be read', () => `$GENERATE 1-x`),
  lines('n $INCLUDE of what is not there', (i) => `$INCLUDE no${i}.inc`),
  lines('n $INCLUDE of one file that is not there', () => `$INCLUDE no.inc`),
  lines('n unknown directives', () => `$WHAT 1`),
  lines('n lines that are a fault each', () => 'x IN A 192.0.2.300'),
  lines('n lines at names of their own that are a fault each', (i) => `x${i} IN A 192.0.2.300`),
  lines('n lines of an unknown type', (i) => `x${i} IN WHAT 1`),
  lines('n lines without any owner', (i) => ` IN A ${address(i)}`),
  lines('n lines outside of the zone', (i) => `a${i}.example.org. IN A ${address(i)}`),
  lines('n lines with a comment', (i) => `a${i} IN A ${address(i)} ; mailtxt is great`),
  lines('n lines each with a comment that turns off', (i) => `a${i} IN TXT "v=spf1 +all" ; mailtxt-disable-line spf-all-pass`),
  lines('n comments that turn off and never on', () => '; mailtxt-disable spf-all-pass\nx IN TXT "v=spf1 +all"'),
  lines('n comments that turn off the next line', () => '; mailtxt-disable-next-line spf-all-pass\nx IN TXT "v=spf1 +all"'),
  lines('n comments that turn on', () => '; mailtxt-enable'),
  lines('n comments that turn off one rule after another', (i) => `; mailtxt-disable rule-${i}\nx${i} IN TXT "v=spf1 +all"`),
  one('one comment that turns off n rules', (n) => `; mailtxt-disable ${repeat(n, (i) => `rule-${i} `)}\n${HEAD}`),
  one('n opening parentheses', (n) => `${HEAD}a IN TXT ${'('.repeat(n)} "x"\n`),
  one('n closing parentheses', (n) => `${HEAD}a IN TXT ${')'.repeat(n)} "x"\n`),
  one('n lines in parentheses', (n) => `${HEAD}a IN TXT (\n${repeat(n, () => ' "x"\n')})\n`),
  lines('n opening parentheses, a record each', () => 'a IN TXT ( "x"'),
  lines('n unclosed quotes', () => 'a IN TXT "x'),
  lines('n unclosed quotes at names of their own', (i) => `a${i} IN TXT "x`),
  one('n quotes', (n) => `${HEAD}a IN TXT ${'"'.repeat(n)}\n`),
  one('n strings in one TXT', (n) => `${HEAD}a IN TXT ${'"x" '.repeat(n)}\n`),
  one('one string of n octets', (n) => `${HEAD}a IN TXT "${'x'.repeat(n)}"\n`, 128),
  one('n escapes', (n) => `${HEAD}a IN TXT "${'\\233'.repeat(n)}"\n`, 128),
  one('n backslashes', (n) => `${HEAD}a IN TXT "${'\\'.repeat(2 * n)}"\n`, 128),
  one('a name of n labels', (n) => `${HEAD}${'a.'.repeat(n)}b IN A 192.0.2.1\n`, 128),
  one('a name of n letters', (n) => `${HEAD}${'a'.repeat(n)} IN A 192.0.2.1\n`, 128),
  one('n dots', (n) => `${HEAD}${'.'.repeat(n)} IN A 192.0.2.1\n`, 128),
  one('n blanks', (n) => `${HEAD}${' '.repeat(n)}\n`, 128),
  one('n empty lines', (n) => `${HEAD}${'\n'.repeat(n)}`, 128),
  one('n control characters', (n) => `${HEAD}${'\u0001'.repeat(n)}\n`, 128),
  one('n templates', (n) => `${HEAD}${repeat(n, (i) => `{{ a${i} }} IN TXT "{{ b }}"\n`)}`),
  one('n templates that never end', (n) => `${HEAD}${'{{'.repeat(n)}\n`, 512),
  one('n template blocks', (n) => `${HEAD}${'{% if a %}\n'.repeat(n)}`),
  one('n carriage returns', (n) => `${HEAD}${'\r'.repeat(n)}`, 128),
  one('n smart quotes', (n) => `${HEAD}a IN TXT ${'“x” '.repeat(n)}\n`),
  one('n semicolons', (n) => `${HEAD}a IN TXT v=DMARC1${';'.repeat(n)}\n`, 128),
  one('n octets of hexadecimal data', (n) => `${HEAD}a IN TYPE65400 \\# ${n} ${'ab'.repeat(n)}\n`, 128),
  {
    name: 'n $INCLUDE at one name',
    files: (n) => ({
      'example.com.zone': HEAD + repeat(n, (i) => `$INCLUDE ${i}.inc\n`),
      ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`${i}.inc`, `a IN A ${address(i)}\n`])),
    }),
  },
  {
    name: 'n $INCLUDE of one file',
    files: (n) => ({ 'example.com.zone': HEAD + '$INCLUDE 1.inc\n'.repeat(n), '1.inc': 'a IN A 192.0.2.1\n' }),
  },
  {
    name: 'n $INCLUDE of one file with n origins',
    files: (n) => ({
      'example.com.zone': HEAD + repeat(n, (i) => `$INCLUDE 1.inc o${i}\n`),
      '1.inc': 'a IN A 192.0.2.1\n@ IN MX 10 a\n@ IN TXT "v=spf1 mx +all"\n',
    }),
  },
  {
    name: 'n zones that include one file',
    files: (n) => ({
      ...Object.fromEntries(
        Array.from({ length: n }, (_, i) => [`z${i}.example.zone`, `${HEAD}$INCLUDE 1.inc sub\n`]),
      ),
      '1.inc': 'a IN A 192.0.2.1\n@ IN MX 10 a\n@ IN TXT "v=spf1 mx +all"\n',
    }),
  },
  {
    name: 'n zones of one name',
    files: (n) => zonesOf(n, () => '$ORIGIN example.com.\n' + HEAD),
  },
  {
    name: 'n zones whose SPF records include each other',
    files: (n) =>
      zonesOf(
        n,
        (i) => `$ORIGIN z${i}.example.\n@ IN SOA a b 1 2 3 4 5\n@ IN TXT "v=spf1 include:z${(i + 1) % n}.example -all"\n`,
      ),
  },
  {
    name: 'n SPF records with a template at one name',
    files: (n) => ({
      'example.com.zone':
        HEAD + Array.from({ length: n }, (_, i) => `@ 3600 IN TXT "v=spf1 ip4:10.0.${i & 255}.{{ x${i} }} "\n`).join(''),
    }),
  },
  {
    name: 'n zones whose mail goes to one',
    files: (n) =>
      zonesOf(n, (i) =>
        i === 0 ? HEAD : `$ORIGIN z${i}.example.\n@ IN SOA a b 1 2 3 4 5\n@ IN MX 10 mail.example.com.\n`,
      ),
  },
]; // prettier-ignore

function zonesOf(n: number, text: (i: number) => string): Readonly<Record<string, string>> {
  const all: Record<string, string> = { 'example.com.zone': text(0) };
  for (let i = 1; i < n; i++) all[`z${i}.zone`] = text(i);
  return all;
}

export const shapes: readonly Shape[] = zones.flatMap(usesOf);
