import { gunzipSync, gzipSync, zipSync } from 'fflate';
import { readReports } from '../../../server/src/senders/reports/read-file.ts';
import { seenInReports } from '../../../server/src/senders/reports/seen.ts';
import { checkLine } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { MAIL, XML } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import type { Mutate } from '../mutate/mutate.ts';
import { nesting } from '../mutate/nesting.ts';
import { octets } from '../mutate/octets.ts';
import { tokens } from '../mutate/tokens.ts';
import { corpusTexts, projectTexts } from '../seeds.ts';

const EXAMPLE = `<?xml version="1.0"?>
<feedback><report_metadata><org_name>example.net</org_name><report_id>1</report_id>
<date_range><begin>1761955200</begin><end>1762041599</end></date_range></report_metadata>
<policy_published><domain>example.com</domain><p>none</p></policy_published>
<record><row><source_ip>192.0.2.1</source_ip><count>2</count><policy_evaluated><disposition>none</disposition>
<dkim>pass</dkim><spf>fail</spf><reason><type>forwarded</type></reason></policy_evaluated></row>
<identifiers><header_from>example.com</header_from></identifiers>
<auth_results><dkim><domain>example.com</domain><selector>s1</selector><result>pass</result></dkim>
<spf><domain>example.com</domain><scope>mfrom</scope><result>fail</result></spf></auth_results></record></feedback>
`;

const toOctets = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Reports as they arrive: an attachment in base64, which may be an archive. */
function mailWith(attachment: Uint8Array): string {
  const base64 = Buffer.from(attachment).toString('base64').replace(/.{76}/g, '$&\r\n');
  return `Subject: Report domain: example.com\r\nContent-Type: application/gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`;
}

/** Most inputs of archives are changed before they are packed: else hardly one could be unpacked. */
const packed: Mutate = (input, random, other) => {
  if (!input.startsWith('\u001f\u008b') || random.oneIn(3)) return octets(input, random, other);
  try {
    const xml = toText(gunzipSync(toOctets(input)).subarray(0, 20_000));
    const changed = toOctets(
      random.oneIn(2) ? tokens(XML)(xml, random, () => EXAMPLE) : characters(xml, random, () => EXAMPLE),
    );
    switch (random.below(4)) {
      case 0:
        return toText(zipSync({ 'a!b.xml': [changed, { mtime: '2024-01-01' }] }));
      case 1:
        return mailWith(gzipSync(changed, { mtime: 0 }));
      default:
        return toText(gzipSync(changed, { mtime: 0 }));
    }
  } catch {
    return octets(input, random, other);
  }
};

/** DMARC aggregate reports: XML, packed, or in a mail. */
export const report: FuzzEntry = {
  name: 'report',
  extension: 'report',
  isBinary: true,
  shortRun: 500,
  seeds(withCorpus) {
    const own = [EXAMPLE, ...projectTexts('test/senders', /\.xml$/)];
    const real = withCorpus ? corpusTexts('reports', /./, 'latin1') : [];
    return [
      ...own,
      ...real,
      toText(gzipSync(toOctets(EXAMPLE), { mtime: 0 })),
      toText(zipSync({ 'a!b.xml': [toOctets(EXAMPLE), { mtime: '2024-01-01' }] })),
      mailWith(gzipSync(toOctets(EXAMPLE), { mtime: 0 })),
    ];
  },
  mutate: several(
    [4, tokens(XML)],
    [1, nesting],
    [1, tokens(MAIL)],
    [3, characters],
    [2, packed],
    [1, octets],
  ),
  check(text) {
    const read = readReports(toOctets(text));
    for (const problem of read.problems) checkLine(problem, 'a problem');
    for (const one of read.reports) {
      for (const row of one.rows) {
        if (!(row.count >= 1 && row.at >= 0)) throw new Error(`a row with count ${row.count} at ${row.at}`);
      }
    }
    seenInReports(read.reports.map((one) => ({ path: 'a.xml', report: one, ranges: true })));
  },
};
