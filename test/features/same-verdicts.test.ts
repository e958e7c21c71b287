import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import { registeredDomain } from '../../server/src/email/dmarc/public-suffix.ts';
import { sendersOf } from '../../server/src/features/senders.ts';
import { declaredSenders } from '../../server/src/senders/declared.ts';
import { allServices } from '../../server/src/senders/services/all.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { findingsOf, zone } from '../harness/workspace.ts';

const OTHERS = [
  { name: 'A relay', ip: ['192.0.2.10'] },
  { name: 'A relay that does not sign', ip: ['2001:db8::10'], dkim: [] },
  { name: 'A host', host: 'mail.example.com' },
  { name: 'A service with a return path', service: 'sendgrid', envelope: 'em.example.com' },
];

/** The senders of the apex that are refused: by the table of senders, and by the rules on its DMARC record. */
function refusedIn(
  text: string,
  path: string,
  services = allServices(),
): { readonly table: string[]; readonly rules: string[] } {
  const apex = zone(text, path).originOf(path).name ?? '';
  if (registeredDomain(apex) !== apex) return { table: [], rules: [] };
  const all = [...services.map(({ id }) => ({ name: `service ${id}`, service: id })), ...OTHERS];
  const senders = { [apex]: all };
  const { config, problems } = parseConfig(JSON.stringify({ senders }));
  assert.deepEqual(problems, []);
  const made = zone(text, path, { senders });
  const { domains } = sendersOf(made, declaredSenders(config.senders, '.mailtxt.json'));
  const found = domains.find(({ domain }) => domain === apex)?.senders ?? [];
  const refused = found.filter(({ outcome, outcomeOfRfc7489 }) =>
    [outcome, outcomeOfRfc7489].some((one) => one === 'rejected' || one === 'quarantined'),
  );
  const messages = findingsOf(made, path)
    .filter(({ rule }) => rule === 'dmarc-rejects-sender' || rule === 'dmarc-strict-fails-sender')
    .map(({ message }) => message);
  return {
    table: refused.map(({ sender }) => sender.name).sort(),
    rules: all
      .map(({ name }) => name)
      .filter((name) => messages.some((one) => one.includes(`"${name}"`)))
      .sort(),
  };
}

describe('the rules and the table of senders', () => {
  const HEAD = '@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n@ NS ns1.example.net.\n';
  const REJECT = '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"\n';
  const MAIL = '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 192.0.2.25\n';
  const zones: readonly (readonly [what: string, text: string])[] = [
    ['nothing else', HEAD + MAIL + REJECT],
    ['strict alignment', HEAD + MAIL + REJECT.replace('p=reject', 'p=quarantine; aspf=s; adkim=s')],
    ['a key of a service', `${HEAD}${MAIL}${REJECT}k2._domainkey CNAME dkim2.mcsv.net.\n`],
    ['a return path', `${HEAD}${MAIL}${REJECT}em CNAME u1.wl.sendgrid.net.\n`],
    ['an unresolved include', HEAD + MAIL.replace('mx -all', 'include:_spf.example.org -all') + REJECT],
    ['a wildcard', `${HEAD}${MAIL}${REJECT}* TXT "anything"\n`],
    ['a delegation', `${HEAD}${MAIL}${REJECT}sub NS ns.example.org.\n`],
    ['a DNAME', `${HEAD}${MAIL}${REJECT}_domainkey DNAME keys.example.org.\n`],
    ['a part of a zone', MAIL + REJECT],
  ];
  for (const [what, text] of zones) {
    it(`reject the same senders in a zone with ${what}`, () => {
      const { table, rules } = refusedIn(text, 'example.com.zone');
      assert.deepEqual(rules, table);
    });
  }

  it('reject services for which a whole zone has nothing, but not if a part of it is unknown', () => {
    assert.ok(refusedIn(HEAD + MAIL + REJECT, 'example.com.zone').rules.includes('service sendgrid'));
    for (const [, text] of zones.slice(5))
      assert.ok(!refusedIn(text, 'example.com.zone').rules.includes('service sendgrid'), text);
  });

  it('reject the same senders in the examples', () => {
    for (const name of ['example.com.zone', 'example.org.zone']) {
      const text = readFileSync(join(__dirname, '../../examples/zones', name), 'utf8');
      const { table, rules } = refusedIn(text, name);
      assert.deepEqual(rules, table, name);
    }
  });

  const files = hasCorpus() ? corpusFiles('realworld/zones').filter((file) => !file.endsWith('.conf')) : [];
  if (!hasCorpus()) sayNoCorpus('whether rules and the table of senders agree on real zones');
  else
    it('reject the same senders in real zones', () => {
      let refused = 0;
      const services = allServices();
      for (const [k, file] of files.entries()) {
        const some = services.filter((_, i) => i % 4 === k % 4);
        const { table, rules } = refusedIn(readCorpus(file), file, some);
        assert.deepEqual(rules, table, file);
        refused += table.length;
      }
      assert.ok(refused > 0, 'no sender is refused, so nothing was compared');
    });
});
