import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { servicesOfInclude } from '../../server/src/senders/services/catalog.ts';
import { workspace } from '../harness/workspace.ts';

interface Snippet {
  readonly prefix: string | readonly string[];
  readonly body: string | readonly string[];
  readonly description: string;
}

const root = join(__dirname, '../..');

/** What people type into empty placeholders. */
const TYPED: Readonly<Record<string, string>> = {
  'DKIM key ed25519': '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
  'DKIM key rsa':
    'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB',
  'TLSA records of a mail server': '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};
/** Findings that a first stage is not the last one, or that the key of RFC 6376 Appendix C is short. */
const EXPECTED = new Set(['dmarc-p-none', 'dkim-key-1024']);

const VARIABLES: Readonly<Record<string, string>> = {
  CURRENT_YEAR: '2026',
  CURRENT_MONTH: '11',
  CURRENT_DATE: '30',
};

/** The snippet with each choice of its placeholders, while the others keep their default. */
function* filled(name: string, body: string): Generator<string> {
  const [choice] = [...body.matchAll(/\$\{\d+\|([^|]*)\|\}/g)];
  if (choice === undefined) {
    const shown = body
      .replace(/\$(CURRENT_\w+?)(?=\$|\b)/g, (_, variable: string) => VARIABLES[variable] ?? '?')
      .replace(/\$\{\d+:([^}]*)\}/g, '$1');
    const key = Object.keys(TYPED).find(
      (one) => one === name || one === `${name} ${/k=(\w+)/.exec(body)?.[1] ?? ''}`,
    );
    const typed = TYPED[key ?? ''] ?? '';
    // The values of the two placeholders differ.
    yield shown.replace(/\$\{(\d+)\}/g, (_, number: string) =>
      number === '3' && key === name ? typed.replace(/^../, '00') : typed,
    );
    return;
  }
  for (const one of (choice[1] ?? '').split(',')) yield* filled(name, body.replace(choice[0], one));
}

const textOf = ({ body }: Snippet): string => (typeof body === 'string' ? body : body.join('\n'));

const HEAD = `$ORIGIN example.com.
$TTL 3600
@ SOA ns1.example.net. hostmaster.example.net. 1 7200 1800 1209600 3600
@ NS ns1.example.net.
@ NS ns2.example.net.
`;
/** The records next to those of a snippet: a zone with mail, and one without. */
const WITH_MAIL = `${HEAD}@ A 192.0.2.80
www A 192.0.2.80
mail A 192.0.2.25
mail TXT "v=spf1 a -all"
old._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
`;
const MX = '@ MX 10 mail\n';
const WITHOUT_MAIL = `${HEAD}www A 192.0.2.80\nhost A 192.0.2.81\n`;
const ZONES: Readonly<Record<string, string>> = {
  'DMARC record that rejects': `${WITH_MAIL}${MX}@ TXT "v=spf1 mx -all"\n`,
  'MX record': `${WITH_MAIL}@ TXT "v=spf1 a:mail.example.com -all"\n_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"\n`,
  'Null MX': `${WITHOUT_MAIL}@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=reject"\n`,
  'Parked domain': WITHOUT_MAIL,
  'SPF record of a name that sends no mail': `${WITHOUT_MAIL}@ MX 0 .\n_dmarc TXT "v=DMARC1; p=reject"\n`,
};

function findingsIn(text: string): readonly string[] {
  const made = workspace({ preview: false });
  made.add('example.com.zone', text);
  return made.findings('example.com.zone').findings.map(({ rule, message }) => `${rule}: ${message}`);
}

describe('the snippets', () => {
  const text = readFileSync(join(root, 'snippets/dns-zone.json'), 'utf8');
  const snippets = JSON.parse(text) as Record<string, Snippet>;

  it(`have descriptions and prefixes of their own`, () => {
    const prefixes = Object.values(snippets).flatMap(({ prefix }) => prefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
    for (const [name, { description }] of Object.entries(snippets)) assert.ok(description.length > 20, name);
  });

  it('offer includes of the catalog', () => {
    const includes = Object.values(snippets).flatMap((snippet) =>
      [...textOf(snippet).matchAll(/include:\$\{\d+\|([^|]*)\|\}/g)].flatMap(([, names = '']) =>
        names.split(','),
      ),
    );
    assert.ok(includes.length > 3);
    for (const include of includes) assert.ok(servicesOfInclude(include).length > 0, include);
  });

  for (const [name, snippet] of Object.entries(snippets)) {
    it(`${name} is without findings, whatever is chosen`, () => {
      const zone = ZONES[name] ?? WITH_MAIL + MX;
      const before = findingsIn(zone);
      for (const text of filled(name, textOf(snippet))) {
        assert.doesNotMatch(text, /\$/);
        const fresh = findingsIn(`${zone}${text}\n`).filter(
          (one) => !before.includes(one) && !EXPECTED.has(one.split(':')[0] ?? ''),
        );
        assert.deepEqual(fresh, [], text);
      }
    });
  }
});
