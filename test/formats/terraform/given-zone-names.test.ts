import assert from 'node:assert/strict';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { showName } from '../../../server/src/dns/names.ts';

const RECORD = `resource "aws_route53_record" "mail" {
  for_each = toset(["www", "_dmarc"])
  zone_id  = "Z0123456789ABC"
  name     = each.key
  type     = "TXT"
  ttl      = 300
  records  = ["v=spf1 -all"]
}
`;

/** A workspace with the settings `origins`, by key as it is looked up; for a file, the key is its path. */
function evaluated(origins: Map<string, string>): Workspace {
  const made = createWorkspace({
    include: () => undefined,
    originOf: () => undefined,
    severityOf: () => undefined,
    files: {
      list: () => ['main.tf'],
      read: () => undefined,
      zoneNameFor: (path, keys) =>
        [...keys, path].map((key) => origins.get(key)).find((name) => name !== undefined),
    },
  });
  made.add('main.tf', RECORD);
  return made;
}

const ownersOf = (made: Workspace): readonly string[] =>
  [...made.records('main.tf')].map(({ record }) => showName(record.owner, '?').replace(/\?.*/, '?')).sort();

const NAMED = ['_dmarc.example.net', 'www.example.net'];
const UNNAMED = ['_dmarc.?', 'www.?'];

describe('the zone of a Terraform record', () => {
  for (const key of ['main.tf', 'aws_route53_record.mail', 'Z0123456789ABC']) {
    it(`is the one in the settings for ${key}`, () => {
      assert.deepEqual(ownersOf(evaluated(new Map([[key, 'example.net']]))), NAMED);
    });
  }

  it('can be set for one instance of a resource', () => {
    const origins = new Map([['aws_route53_record.mail["www"]', 'example.net']]);
    assert.deepEqual(ownersOf(evaluated(origins)), ['_dmarc.?', 'www.example.net']);
  });

  it('changes with the settings', () => {
    const origins = new Map<string, string>();
    const made = evaluated(origins);
    assert.deepEqual(ownersOf(made), UNNAMED);
    origins.set('main.tf', 'example.net');
    made.environmentChanged();
    assert.deepEqual(ownersOf(made), NAMED);
    origins.clear();
    made.environmentChanged();
    assert.deepEqual(ownersOf(made), UNNAMED);
  });
});
