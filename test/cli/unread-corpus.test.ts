import assert from 'node:assert/strict';
import { join } from 'node:path';

import { CORPUS, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { mailtxt } from './run.ts';

/** Entries of each kind in real repositories; what only DNS can resolve is counted by other tests. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'realworld/octodns/ministryofjustice+dns': {},
  'realworld/yaml/hmcts+azure-public-dns': { format: 11 },
  'realworld/terraform/archlinux+infrastructure': { name: 1 },
  'realworld/terraform/bharat109puri+terraform': { module: 3, name: 1 },
  'realworld/terraform/peterablehmann+terraform': {},
  'realworld/zones/WikiTideOrg+dns': {},
  'realworld/zones/_single': { include: 2 },
  'realworld/zones/argvc+nsd-zonefiles': {},
  'realworld/zones/suhaibchaudhry+dns-zones': { 'duplicate-zone': 4 },
  'formats/terragrunt/jinglemansweep+terragrunt': {},
  'formats/terragrunt/diedomin+terraform_home_lab': { name: 2, variables: 3 },
  'formats/tf-data/frasermolyneux+platform-connectivity': { format: 1 },
};

describe('what is not checked in real repositories', () => {
  before(function () {
    if (hasCorpus()) return;
    sayNoCorpus('what is not examined of real repositories');
    this.skip();
  });

  for (const [folder, expected] of Object.entries(EXPECTED))
    it(`is the same as before: ${folder}`, () => {
      const { stdout } = mailtxt(['check', '--format', 'json', '.'], { cwd: join(CORPUS, folder) });
      const { unread } = JSON.parse(stdout) as { readonly unread: readonly { readonly kind: string }[] };
      const counts: Record<string, number> = {};
      for (const { kind } of unread) if (kind !== 'dns') counts[kind] = (counts[kind] ?? 0) + 1;
      assert.deepEqual(counts, expected);
      const lines = mailtxt(['check', '.'], { cwd: join(CORPUS, folder) }).stdout.split('\n');
      const notChecked = lines.filter((line) => line.startsWith('Not checked: '));
      assert.ok(notChecked.length <= 8);
      assert.equal(notChecked.length > 0, unread.length > 0);
    });
});
