import { zone as workspaceOf } from '../../harness/workspace.ts';
import { BARE_RECORD_NAME, TABLE_NAME } from '../../../server/src/formats/pasted/recognize.ts';
import { checkDocument, checkFeatures, placesIn } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { SPF, TAGS, ZONE } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import { lines, tokens } from '../mutate/tokens.ts';
import { txtValues } from '../seeds.ts';

const POLICY = /^v=/i;

function checkPasted(text: string, path: string): void {
  const made = workspaceOf(text, path);
  checkDocument(made, path);
  checkFeatures(made, path, placesIn(text, 8));
}

/** A record by itself, bare and in quotes: rules, fixes and what is shown. */
export const bareRecord: FuzzEntry = {
  name: 'bare-record',
  extension: 'txt',
  shortRun: 30,
  seeds: (withCorpus) =>
    txtValues(POLICY, withCorpus).flatMap((value) => [
      value,
      `"${value.slice(0, 100)}" "${value.slice(100, 300)}"`,
    ]),
  mutate: several([4, tokens(SPF)], [3, tokens(TAGS)], [3, characters]),
  check: (text) => checkPasted(text, BARE_RECORD_NAME),
};

const TABLES: readonly string[] = [
  'Type\tName\tContent\tTTL\nTXT\t@\tv=spf1 mx +all\tAuto\nMX\texample.com\t10 mail.example.com\t3600\nA\tmail\t192.0.2.1\t1\n',
  '| Type | Host | Value | Priority |\n|---|---|---|---|\n| MX | @ | mail.example.com | 10 |\n| CNAME | www | @ | |\n',
  'Host   Type   Points to\n_dmarc   TXT   "v=DMARC1; p=reject; rua=x@example.com"\n@   CAA   0 issue "ca.example"\n',
  'TXT\ts1._domainkey\tv=DKIM1; k=rsa; p=MIGf\t300\nSRV\t_imaps._tcp\t0 1 993 mail.example.com\t300\n',
];

/** A table of records from a control panel: rules, fixes and what is shown. */
export const table: FuzzEntry = {
  name: 'table',
  extension: 'txt',
  shortRun: 30,
  seeds: () => TABLES,
  mutate: several([3, tokens(ZONE)], [2, tokens(SPF)], [2, lines], [3, characters]),
  check: (text) => checkPasted(text, TABLE_NAME),
};
