import assert from 'node:assert/strict';
import { applyFix, findingsOf, workspace } from '../harness/workspace.ts';

const POLICY = '"v=DMARC1; p=none; pct=10; rua=mailto:dmarc@example.net"';

/** Two domains with one policy: the first declares that it sends no mail, the second is given by the caller. */
function configuration(secondSpf: string): string {
  const resources = [
    ['one', 'one.example.com', 'one.example.com', '"v=spf1 -all"'],
    ['one_dmarc', 'one.example.com', '_dmarc.one.example.com', 'local.dmarc'],
    ['two', 'two.example.com', 'two.example.com', `"${secondSpf}"`],
    ['two_dmarc', 'two.example.com', '_dmarc.two.example.com', 'local.dmarc'],
  ].map(
    ([id = '', zone = '', name = '', text = '']) => `resource "aws_route53_record" "${id}" {
  zone_id = aws_route53_zone.${zone.slice(0, 3)}.zone_id
  name    = "${name}"
  type    = "TXT"
  ttl     = 3600
  records = [${text}]
}`,
  );
  const zones = ['one', 'two'].map(
    (id) => `resource "aws_route53_zone" "${id}" { name = "${id}.example.com" }`,
  );
  return `locals {\n  dmarc = ${POLICY}\n}\n${[...zones, ...resources].join('\n')}\n`;
}

/** What the fixes of a rule make of the configuration's policy. */
function fixedBy(rule: string, secondSpf: string): readonly string[] {
  const made = workspace();
  made.add('dns/main.tf', configuration(secondSpf));
  const finding = findingsOf(made, 'dns/main.tf').find((one) => one.rule === rule);
  assert.ok(finding, `${rule} finds nothing`);
  return made
    .detailsOf('dns/main.tf', finding)
    .fixes.map((fix) => /dmarc = (".*")/.exec(applyFix(made, 'dns/main.tf', fix))?.[1] ?? '');
}

describe('a text that several records are made of', () => {
  it('is changed if the finding is about all of them', () => {
    assert.deepEqual(fixedBy('dmarc-policy-on-non-sending', 'v=spf1 -all'), [
      '"v=DMARC1; p=reject; rua=mailto:dmarc@example.net"',
    ]);
    assert.deepEqual(fixedBy('dmarc-pct-removed', 'v=spf1 a -all'), [
      '"v=DMARC1; p=none; rua=mailto:dmarc@example.net"',
    ]);
  });

  it('is not changed if the finding is about one, and all mail of another would be rejected', () => {
    assert.deepEqual(fixedBy('dmarc-policy-on-non-sending', 'v=spf1 a -all'), []);
  });

  it('is changed only if the same change is right for all of them', () => {
    const record = (id: string, domain: string): string =>
      `resource "aws_route53_record" "${id}" {\n  zone_id = "${id}"\n  name = "_dmarc.${domain}"\n  type = "TXT"\n  ttl = 3600\n  records = [local.dmarc]\n}\n`;
    const fixesOf = (...domains: readonly string[]): readonly string[] => {
      const made = workspace();
      const records = domains.map((domain, i) => record(`r${i}`, domain)).join('');
      made.add('dns/main.tf', `locals {\n  dmarc = "v=DMARC1; p=none"\n}\n${records}`);
      const [finding, ...more] = findingsOf(made, 'dns/main.tf').filter(
        ({ rule }) => rule === 'dmarc-p-none-no-rua',
      );
      assert.ok(finding);
      assert.deepEqual(more, []);
      return made.detailsOf('dns/main.tf', finding).fixes.map(({ title }) => title);
    };
    assert.deepEqual(fixesOf('example.com'), ['Send reports to dmarc@example.com']);
    // The reports of one domain would go to an address in the other.
    assert.deepEqual(fixesOf('example.com', 'example.net'), []);
  });
});
