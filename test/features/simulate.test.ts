import assert from 'node:assert/strict';
import { parseIp } from '../../server/src/dns/address.ts';
import { simulate } from '../../server/src/features/simulate.ts';
import type { MailQuestion, Simulation } from '../../server/src/features/simulate.ts';
import type { KeyDefect } from '../../server/src/email/dkim/usability.ts';
import { rsaKey } from '../email/dkim/keys.ts';
import { zone } from '../harness/workspace.ts';

const HEAD = '@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n@ NS ns1.example.net.\n';
const MX = '@ MX 10 mail\nmail A 192.0.2.25\n';
const SPF = '@ TXT "v=spf1 mx include:_spf.example.net -all"\n';
const REJECT = '_dmarc TXT "v=DMARC1; p=reject"\n';

function ask(text: string, mail: Partial<Omit<MailQuestion, 'ip'>> & { readonly ip?: string }): Simulation {
  const ip = parseIp(mail.ip ?? '192.0.2.25');
  assert.ok(ip);
  const question = { mailFrom: 'a@example.com', helo: '', headerFrom: undefined, dkim: [], ...mail, ip };
  return simulate(question, zone(HEAD + text).facts);
}

describe('whether mail would pass', () => {
  it('yes, if SPF passes and is aligned', () => {
    const { spf, dmarc, verdict, unanswered } = ask(MX + SPF + REJECT, {});
    assert.deepEqual([spf.result, dmarc?.result, verdict], ['pass', 'pass', 'accepted']);
    assert.deepEqual(unanswered, []);
  });

  it('is unknown if an include that decides is unknown', () => {
    const { spf, verdict, unanswered } = ask(MX + SPF + REJECT, { ip: '203.0.113.1' });
    assert.deepEqual([spf.result, verdict], ['pending', 'unknown']);
    assert.deepEqual(unanswered, [{ name: '_spf.example.net', type: 'TXT' }]);
  });

  it('no, if the policy is reject', () => {
    const { verdict } = ask(`@ TXT "v=spf1 mx -all"\n${MX}${REJECT}`, { ip: '203.0.113.1' });
    assert.equal(verdict, 'rejected');
  });

  it('perhaps, if SPF fails and no policy is enforced', () => {
    const { verdict } = ask(`@ TXT "v=spf1 mx -all"\n${MX}`, { ip: '203.0.113.1' });
    assert.equal(verdict, 'doubtful');
  });

  it('yes, with an aligned signature whose key is published', () => {
    const key = 's1._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n';
    const from = { mailFrom: 'x@example.org', headerFrom: 'example.com' };
    const dkim = [{ domain: 'example.com', selector: 's1' }];
    assert.equal(ask(key + REJECT, { ...from, dkim }).verdict, 'accepted');
    assert.equal(ask(REJECT, { ...from, dkim }).verdict, 'rejected');
    assert.equal(
      ask(`s1._domainkey TXT "v=DKIM1; p="\n${REJECT}`, { ...from, dkim }).dkim[0]?.key,
      'revoked',
    );
  });

  describe('no, with a key that verifiers do not use:', () => {
    const ed25519 = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
    const short = rsaKey(512);
    const cases: readonly (readonly [KeyDefect, string])[] = [
      ['too-short', `v=DKIM1; p=${short}`],
      ['hash', `v=DKIM1; h=sha1; k=ed25519; p=${ed25519}`],
      ['service', `v=DKIM1; s=other; k=ed25519; p=${ed25519}`],
      ['tls-reports', `v=DKIM1; s=tlsrpt; k=ed25519; p=${ed25519}`],
      ['key-type', `v=DKIM1; k=ed448; p=${ed25519}`],
      ['tag-list', `v=DKIM1; k=ed25519; k=ed25519; p=${ed25519}`],
      ['version', `k=ed25519; v=DKIM1; p=${ed25519}`],
      ['version', `v=DKIM2; k=ed25519; p=${ed25519}`],
      ['mismatch', `v=DKIM1; p=${ed25519}`],
      ['revoked', 'v=DKIM1; p='],
      ['undecodable', `v=DKIM1; p=${rsaKey(1024).slice(0, 100)}`],
    ];
    for (const [defect, record] of cases) {
      it(`${defect}, as in ${record.slice(0, 40)}`, () => {
        const { verdict, dkim } = ask(`s1._domainkey TXT "${record}"\n${REJECT}`, {
          mailFrom: 'x@example.org',
          headerFrom: 'example.com',
          dkim: [{ domain: 'example.com', selector: 's1' }],
        });
        assert.equal(verdict, 'rejected');
        assert.ok(dkim[0]?.defects.includes(defect), JSON.stringify(dkim));
      });
    }
  });

  it('is none for an invalid domain (RFC 7208 §4.3), without a query for its policy', () => {
    for (const mailFrom of ['a@example..com', 'a@', 'a@localhost', `a@${'x'.repeat(64)}.example`]) {
      const { spf, dmarc, verdict } = ask(REJECT, { mailFrom });
      assert.deepEqual([spf.result, dmarc, verdict], ['none', undefined, 'accepted'], mailFrom);
    }
  });

  it('shows that the HELO name is rejected, although MAIL FROM passes', () => {
    const text = `${MX}@ TXT "v=spf1 mx -all"\nhelo TXT "v=spf1 -all"\n`;
    const mail = { helo: 'helo.example.com' };
    assert.equal(ask(text, mail).verdict, 'doubtful');
    const aligned = ask(text + REJECT, mail);
    assert.deepEqual([aligned.verdict, aligned.helo?.result], ['accepted', 'fail']);
    assert.equal(ask(text, { helo: 'mail.example.com' }).verdict, 'accepted');
  });

  it('shows how receivers that follow RFC 7489 differ', () => {
    const text = '@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=reject; t=y"\n';
    const { verdict, dmarcOfRfc7489 } = ask(text, {});
    assert.deepEqual([verdict, dmarcOfRfc7489?.toApply], ['quarantined', 'reject']);
  });

  it('checks the HELO name for the null sender, and in addition to MAIL FROM', () => {
    const text = `${MX}mail TXT "v=spf1 a -all"\n${SPF}`;
    const bounce = ask(text, { mailFrom: '', helo: 'mail.example.com' });
    assert.deepEqual([bounce.spf.identity, bounce.spf.result], ['helo', 'pass']);
    assert.equal(bounce.dmarc, undefined);
    assert.equal(ask(text, { helo: 'mail.example.com' }).helo?.result, 'pass');
  });
});
