import assert from 'node:assert/strict';
import { applyFix, findingsOf, zone } from '../harness/workspace.ts';

const PATH = 'zone';
const SOA =
  '$TTL 3600\n@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n@ NS ns1.example.net.\n';

interface Case {
  readonly what: string;
  readonly origin: string;
  readonly text: string;
  readonly rule: string;
  /** The address in the record after the fix; `undefined`: no fix is offered. */
  readonly address: string | undefined;
  readonly answers?: Readonly<Record<string, unknown>>;
}

const MX = { data: ['10 mx.example.net.'] };

const CASES: readonly Case[] = [
  {
    what: 'the domain itself, where nothing is known of its MX',
    origin: 'example.com',
    text: '_dmarc TXT "v=DMARC1; p=reject"\n',
    rule: 'dmarc-rua-missing',
    address: 'dmarc@example.com',
  },
  {
    what: 'no domain that takes no mail',
    origin: 'example.com',
    text: `${SOA}@ TXT "v=spf1 mx ip4:192.0.2.1 -all"\n_dmarc TXT "v=DMARC1; p=reject"\n`,
    rule: 'dmarc-rua-missing',
    address: undefined,
  },
  {
    what: 'no domain above of which it is unknown whether it takes mail',
    origin: 'shop.example.com',
    text: '@ TXT "v=spf1 ip4:192.0.2.1 -all"\n_dmarc TXT "v=DMARC1; p=reject"\n',
    rule: 'dmarc-rua-missing',
    address: undefined,
  },
  {
    what: 'the domain of the organization, where it is known to take mail',
    origin: 'shop.example.com',
    text: '@ TXT "v=spf1 ip4:192.0.2.1 -all"\n_dmarc TXT "v=DMARC1; p=reject"\n',
    rule: 'dmarc-rua-missing',
    answers: { 'example.com. MX': MX },
    address: 'dmarc@example.com',
  },
  {
    what: 'the domain itself, where it takes mail and that of the organization does not',
    origin: 'shop.example.com',
    text: '@ MX 10 mx.example.net.\n_dmarc TXT "v=DMARC1; p=none"\n',
    rule: 'dmarc-p-none-no-rua',
    answers: { 'example.com. MX': { data: ['0 .'] } },
    address: 'dmarc@shop.example.com',
  },
  {
    what: 'the nearest domain above that takes mail',
    origin: 'a.shop.example.com',
    text: '_dmarc TXT "v=DMARC1; p=none"\n',
    rule: 'dmarc-p-none-no-rua',
    answers: { 'example.com. MX': 'NODATA', 'shop.example.com. MX': MX },
    address: 'dmarc@shop.example.com',
  },
  {
    what: 'for a missing record, the domain with the MX',
    origin: 'example.com',
    text: `${SOA}@ MX 10 mx.example.net.\n@ TXT "v=spf1 mx -all"\n`,
    rule: 'dmarc-missing',
    address: 'dmarc@example.com',
  },
  {
    what: 'for TLS reports, the domain with the MX',
    origin: 'example.com',
    text: `${SOA}desk MX 10 mx.example.net.\n_mta-sts.desk TXT "v=STSv1; id=1"\n`,
    rule: 'mta-sts-without-tlsrpt',
    address: 'tls-reports@desk.example.com',
  },
];

describe('the report address that a fix suggests', () => {
  for (const { what, origin, text, rule, address, answers = {} } of CASES) {
    it(`is in ${what}`, () => {
      const made = zone(`$ORIGIN ${origin}.\n${text}`, PATH, { answers });
      const finding = findingsOf(made, PATH).find((found) => found.rule === rule);
      assert.ok(finding, `no ${rule}`);
      const [fix] = made.detailsOf(PATH, finding).fixes;
      const proposed =
        fix === undefined ? undefined : /rua=mailto:([^";]+)/.exec(applyFix(made, PATH, fix))?.[1];
      assert.equal(proposed, address);
    });
  }
});
