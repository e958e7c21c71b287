import assert from 'node:assert/strict';
import fc from 'fast-check';
import { showName } from '../../../server/src/dns/names.ts';
import { recordsIn, configuration } from '../../harness/configuration.ts';
import { findingsOf, workspace } from '../../harness/workspace.ts';
import { runs } from '../../harness/runs.ts';

type Resource = readonly [name: string, type: 'TXT' | 'MX' | 'A', value: string];

const SPF = 'v=spf1 -all';

/** Records of one zone with an unknown name. */
function zoneWith(resources: readonly Resource[], provider = 'aws'): string {
  return resources
    .map(([name, type, value], i) =>
      provider === 'aws'
        ? `resource "aws_route53_record" "r${i}" {
  zone_id = var.zone
  name    = "${name}"
  type    = "${type}"
  ttl     = 300
  records = ["${value}"]
}`
        : `resource "cloudflare_record" "r${i}" {
  zone_id = var.zone
  name    = "${name}"
  type    = "${type}"
  content = "${value}"
}`,
    )
    .join('\n');
}

const ownersOf = (text: string): readonly string[] =>
  recordsIn(configuration({ 'main.tf': text })).map(({ owner }) => showName(owner, '?'));

const isOfUnknown = (owner: string, name: string): boolean => owner.startsWith(`${name}.?`);

describe('the owner of a record in a zone with an unknown name', () => {
  for (const provider of ['aws', 'cloudflare']) {
    for (const domain of [
      'example.de',
      'example.co.uk',
      'example.com.br',
      'example.dev',
      'Example.IO',
      'example.com',
    ]) {
      const name = domain.toLowerCase();
      it(`is ${domain}, as written, with ${provider}`, () => {
        assert.deepEqual(ownersOf(zoneWith([[domain, 'TXT', SPF]], provider)), [name]);
        const two: readonly Resource[] = [
          [`_dmarc.${domain}`, 'TXT', 'v=DMARC1; p=none'],
          [`a.b.${domain}`, 'A', '192.0.2.1'],
        ];
        assert.deepEqual(ownersOf(zoneWith(two, provider)), [`_dmarc.${name}`, `a.b.${name}`]);
      });

      it(`shows that the zone is ${domain}, with ${provider}`, () => {
        const resources: readonly Resource[] = [
          [domain, 'TXT', SPF],
          ['_dmarc', 'TXT', 'v=DMARC1; p=none'],
        ];
        const isClear = domain !== 'example.dev';
        const [apex = '', dmarc = ''] = ownersOf(zoneWith(resources, provider));
        assert.equal(apex === name, isClear);
        assert.equal(dmarc === `_dmarc.${name}`, isClear);
      });
    }
  }

  it('is a name in the zone if other names show that', () => {
    for (const resources of [
      [
        ['www', 'A', '192.0.2.1'],
        ['api.dev', 'A', '192.0.2.1'],
      ],
      [
        ['www', 'A', '192.0.2.1'],
        ['shop.de', 'A', '192.0.2.1'],
      ],
      [
        ['_dmarc.news.email', 'TXT', 'v=DMARC1; p=none'],
        ['www', 'A', '192.0.2.1'],
      ],
    ] as const) {
      for (const [i, owner] of ownersOf(zoneWith(resources)).entries())
        assert.ok(isOfUnknown(owner, resources[i]?.[0] ?? ''), owner);
    }
    const [certain, shop = ''] = ownersOf(
      zoneWith([
        ['www.example.com', 'A', '192.0.2.1'],
        ['shop.de', 'A', '192.0.2.1'],
      ]),
    );
    assert.equal(certain, 'www.example.com');
    assert.ok(isOfUnknown(shop, 'shop.de'), shop);
  });

  it('never ends below a label that cannot be registered', () => {
    for (const name of ['s1._domainkey.email', 'x._tcp', 'a.b', '_dmarc.mail', 'selector._domainkey.de']) {
      const [owner = ''] = ownersOf(zoneWith([[name, 'TXT', SPF]]));
      assert.ok(isOfUnknown(owner, name), owner);
    }
  });

  it('does not follow from names of another zone', () => {
    const text = `${zoneWith([['example.de', 'TXT', SPF]])}
resource "aws_route53_record" "other" {
  zone_id = var.other
  name    = "_dmarc"
  type    = "TXT"
  ttl     = 300
  records = ["v=DMARC1; p=none"]
}`;
    const [apex, other = ''] = ownersOf(text);
    assert.equal(apex, 'example.de');
    assert.ok(isOfUnknown(other, '_dmarc'), other);
  });

  it('is determined again when a name that it was compared with changes', () => {
    const name = fc.constantFrom(
      'example.de',
      '_dmarc.example.de',
      'www',
      '@',
      '_dmarc',
      'example.com',
      'api.dev',
      'shop.fr',
    );
    const edit = fc.record({ at: fc.nat({ max: 2 }), name });
    fc.assert(
      fc.property(
        fc.tuple(name, name, name),
        fc.array(edit, { minLength: 1, maxLength: 5 }),
        (first, edits) => {
          const names: string[] = [...first];
          const textNow = (): string => zoneWith(names.map((one) => [one, 'TXT', SPF] as const));
          const edited = workspace();
          edited.add('main.tf', textNow());
          for (const { at, name: next } of edits) {
            const before = names[at] ?? '';
            let start = -1;
            for (let i = 0; i <= at; i++)
              start = textNow().indexOf('"', textNow().indexOf('name    =', start + 1)) + 1;
            names[at] = next;
            edited.edit('main.tf', [{ range: { start, end: start + before.length }, text: next }]);
            const anew = workspace();
            anew.add('main.tf', textNow());
            const owners = (one: typeof anew): readonly string[] =>
              [...one.records('main.tf')].map(({ record }) =>
                showName(record.owner, '?').replace(/\?.*/, '?'),
              );
            assert.deepEqual(owners(edited), owners(anew));
            assert.deepEqual(
              findingsOf(edited, 'main.tf').map(({ rule, range }) => [rule, range]),
              findingsOf(anew, 'main.tf').map(({ rule, range }) => [rule, range]),
            );
          }
        },
      ),
      { numRuns: runs(60) },
    );
  });
});
