import assert from 'node:assert/strict';
import { configuration } from '../harness/configuration.ts';
import { applyFix, findingsOf } from '../harness/workspace.ts';

/** The fixes of the findings of a rule, `safety title`. */
function fixesOf(text: string, rule: string): readonly string[] {
  const made = configuration({ 'main.tf': text });
  return findingsOf(made, 'main.tf')
    .filter((finding) => finding.rule === rule)
    .flatMap((finding) => made.detailsOf('main.tf', finding).fixes)
    .map(({ safety, title }) => `${safety} ${title}`);
}

const route53 = (label: string, records: string): string =>
  `resource "aws_route53_record" "${label}" {
  zone_id = "Z1"
  name    = "example.org"
  type    = "TXT"
  records = [${records}]
}
`;

const cloudflare = (label: string): string =>
  `resource "cloudflare_record" "${label}" {
  zone_id = "z"
  name    = "example.org"
  type    = "TXT"
  content = "x=1"
}
`;

describe('a fix that deletes a resource', () => {
  it('is for review, with the reason, if the service stores whole sets', () => {
    const text = `${route53('a', '"x=1"')}${route53('b', '"x=1"')}`;
    assert.deepEqual(fixesOf(text, 'zone-duplicate-record'), [
      'review Delete the duplicate record (the next apply deletes the whole record set)',
    ]);
  });

  it('is safe if an element of a list is deleted', () => {
    const text = route53('a', '"x=1", "x=1"');
    assert.deepEqual(fixesOf(text, 'zone-duplicate-record'), ['safe Delete the duplicate record']);
  });

  it('is safe if each resource is a record of its own', () => {
    const text = `${cloudflare('a')}${cloudflare('b')}`;
    assert.deepEqual(fixesOf(text, 'zone-duplicate-record'), ['safe Delete the duplicate record']);
  });
});

describe('a fix that adds quotes', () => {
  it('keeps the spaces of a DKIM record', () => {
    const key = 'v=DKIM1;  n=two  spaces; p=MCowBQYDK2VwAyEAgA8qGp2ITTStpXkp3yNOA3q3vEp0l0U3W6a0YxQ0Hms=';
    const text = `resource "hcloud_zone_record" "dkim" {
  zone  = "example.org"
  name  = "s1._domainkey"
  type  = "TXT"
  value = "${key}"
}
`;
    const made = configuration({ 'main.tf': text });
    const [finding] = findingsOf(made, 'main.tf').filter(({ rule }) => rule === 'tf-txt-unquoted');
    const fix = finding && made.detailsOf('main.tf', finding).fixes[0];
    assert.equal(fix && applyFix(made, 'main.tf', fix), text.replace(`"${key}"`, `"\\"${key}\\""`));
  });
});
