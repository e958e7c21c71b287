import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { CORPUS, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { overlay } from '../harness/terraform-corpus.ts';
import { surroundings, zone } from '../harness/workspace.ts';

/**
 * Files of DNS before and after commits that repaired a record for mail. What was repaired is found in the file before,
 * and not in the one after; or this says why not.
 */
type Verdict =
  /** `rule owner`, as found in the file before. */
  | { readonly found: string }
  /** A fault that can be seen in the text, and is not found. */
  | { readonly missed: string }
  /** Nothing in the text is wrong: only who runs the domain knows what should stand there. */
  | { readonly unseen: string };

const VERDICTS: Readonly<Record<string, Verdict>> = {
  '18F+dns/2017-02-15-775fd13ba5': { found: 'zone-cname-and-other-data openopps.digitalgov.gov' },
  '18F+dns/2017-11-16-066ea78c78': { found: 'tf-txt-multiple-sets-same-name plainlanguage.gov' },
  '18F+dns/2017-11-20-0965d4c11a': { found: 'dmarc-wrong-owner everykidinapark.gov' },
  '18F+dns/2018-03-12-44f1ba61b1': {
    found:
      'tf-name-outside-zone 5uiojtkg7z5grkldq7ajm3zamtzh3h2s._domainkey.support.digitalgov.digitalgov.gov',
  },
  '18F+dns/2018-08-30-2d5ce00313': { found: 'tf-route53-txt-long-unsplit google._domainkey.pif.gov' },
  '18F+dns/2022-03-14-ec903bb79d': { unseen: 'one host of a service stands in place of another one' },
  'archlinux+infrastructure/2020-10-24-2c6711a2ab': { found: 'spf-unknown-mechanism archlinux.org' },
  'archlinux+infrastructure/2020-11-09-7bd1041f10': {
    unseen: 'quotes are written that the API of Hetzner adds by itself, so that plans show no change',
  },
  'archlinux+infrastructure/2020-11-22-f2845e141a': { unseen: 'keys of a new server are added' },
  'archlinux+infrastructure/2020-11-24-06ae146c0a': { unseen: 'the key of an old server is deleted' },
  'archlinux+infrastructure/2021-01-19-dae6eb662a': { unseen: 'two strings become one of the same text' },
  'hmcts+azure-public-dns/2022-06-27-3621750678': { unseen: 'records of a new service are added' },
  'hmcts+azure-public-dns/2022-08-07-0a48efc564': {
    found: 'zone-cname-and-other-data dev-in.…',
  },
  'hmcts+azure-public-dns/2022-08-07-4eb73e4cef': {
    found: 'zone-cname-and-other-data dev-in.…',
  },
  'hmcts+azure-public-dns/2024-04-23-7a6a47e6a7': {
    found: 'zone-cname-and-other-data _dmarc.mail-civil-nonprod.…',
  },
  'hmcts+azure-public-dns/2024-05-24-465a66c340': { unseen: 'quotation marks and blanks of YAML go' },
  'hmcts+azure-public-dns/2024-05-24-e72cc4165b': {
    missed:
      'of two entries of one name, `{ for record in … : record.name => record }` takes one: Terraform refuses that',
  },
  'WikiTideOrg+dns/2023-05-07-8098a4dcf7': {
    unseen: 'subdomains get other names; the new ones have a fault of their own',
  },
  'WikiTideOrg+dns/2023-10-20-0647535745': { unseen: 'a server has another address' },
  'WikiTideOrg+dns/2023-10-20-3c6cf083b0': { unseen: 'a server has another address' },
};

/** Its pairs are for octoDNS, whose YAML is not read. */
const OTHER_FORMAT = 'ministryofjustice/dns';

interface Pair {
  readonly id: string;
  readonly repository: string;
  readonly file: string;
}

function pairs(): readonly Pair[] {
  const [, ...rows] = readFileSync(path.join(CORPUS, 'fix-pairs/INDEX.tsv'), 'utf8').trim().split('\n');
  return rows.map((row) => {
    const [id = '', repository = '', , file = ''] = row.split('\t');
    return { id, repository, file };
  });
}

function findingsIn({ id, file }: Pair, when: 'before' | 'after'): ReadonlySet<string> {
  const text = readFileSync(path.join(CORPUS, 'fix-pairs', id, when, file), 'utf8');
  const made = workspaceOf(file, text);
  return new Set(
    made.paths().flatMap((name) =>
      made.findings(name).findings.map(({ rule, owner, message }) => {
        // Where the end of a name is not known, the message has the rest of it.
        const named = owner ?? /"([^"]+\.…)"/.exec(message)?.[1];
        return `${rule} ${named ?? ''}`;
      }),
    ),
  );
}

function workspaceOf(file: string, text: string): ReturnType<typeof createWorkspace> {
  if (file.startsWith('zones/')) return zone(text, file);
  if (file.endsWith('.yml')) return calledWith(file, text);
  const made = createWorkspace(surroundings());
  made.add(`/${file}`, text);
  return made;
}

/** The module of the repository that reads such files, and a caller that gives it this one. */
function calledWith(file: string, text: string): ReturnType<typeof createWorkspace> {
  const root = '/hmcts+azure-public-dns';
  const module = `${root}/modules/azure-public-dns`;
  const files = overlay(['realworld/terraform']);
  const made = createWorkspace({
    ...surroundings(),
    files: {
      list: (folder) => files.list(folder),
      read: (name) => (name === `${root}/${file}` ? text : files.read(name)),
    },
  });
  made.add(
    `${root}/components/one/main.tf`,
    `module "zone" {\n  source     = "../../modules/azure-public-dns/"\n  dns_config = file("\${path.root}/../../${file}")\n}\n`,
  );
  for (const name of files.list(module)) made.add(name, files.read(name) ?? '');
  return made;
}

describe('records that were repaired', () => {
  it('are found before, and not after', function () {
    if (!hasCorpus() || !existsSync(path.join(CORPUS, 'fix-pairs'))) {
      sayNoCorpus('whether faults that were repaired are found');
      this.skip();
    }
    this.timeout(60_000);
    let found = 0;
    let visible = 0;
    for (const pair of pairs()) {
      if (pair.repository === OTHER_FORMAT) continue;
      const verdict = VERDICTS[pair.id];
      assert.ok(verdict !== undefined, `${pair.id} was not judged`);
      if ('unseen' in verdict) continue;
      visible++;
      if ('missed' in verdict) continue;
      found++;
      assert.ok(findingsIn(pair, 'before').has(verdict.found), `${pair.id}: no ${verdict.found} before`);
      assert.ok(!findingsIn(pair, 'after').has(verdict.found), `${pair.id}: ${verdict.found} after`);
    }
    assert.ok(found / visible >= 0.85, `${found} of ${visible}`);
  });
});
