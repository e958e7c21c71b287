import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SPF = [
  'v=spf1 mx include:_spf.google.com ~all',
  'v=spf1 a mx ip4:192.0.2.0/24 -all',
  'v=spf1 include:spf.protection.outlook.com -all',
  'v=spf1 include:spf.protection.outlook.com ip4:198.51.100.7 ?all',
  'v=spf1 a mx include:sendgrid.net ptr ~all',
];
const DMARC = [
  'v=DMARC1; p=none',
  'v=DMARC1; p=reject; rua=mailto:d@example.net',
  'v=DMARC1;p=quarantine;pct=50',
];
const ZONES_OF_A_FOLDER = 200;

/**
 * Small zones as hosting companies have them, one per file; one in four has no DMARC record. Each run gets the same.
 */
export async function writeZones(folder, count) {
  for (let i = 0; i < count; i++) {
    const at = join(folder, String(Math.floor(i / ZONES_OF_A_FOLDER)));
    if (i % ZONES_OF_A_FOLDER === 0) await mkdir(at, { recursive: true });
    const name = `z${i}.example${i % 7}.com`;
    const dmarc = DMARC[i % 4];
    const lines = [
      `$ORIGIN ${name}.`,
      '$TTL 3600',
      `@ IN SOA ns1.host.example. hostmaster.${name}. 2026010101 7200 3600 1209600 3600`,
      '@ IN NS ns1.host.example.',
      '@ IN NS ns2.host.example.',
      `@ IN A 192.0.2.${i % 250}`,
      'www IN CNAME @',
      '@ IN MX 10 mail',
      `mail IN A 192.0.2.${(i * 7) % 250}`,
      `@ IN TXT "${SPF[i % 5]}"`,
      ...(dmarc === undefined ? [] : [`_dmarc IN TXT "${dmarc}"`]),
      'sel._domainkey IN CNAME sel.dkim.host.example.',
      'autoconfig IN CNAME mail',
    ];
    await writeFile(join(at, `${name}.zone`), `${lines.join('\n')}\n`);
  }
}
