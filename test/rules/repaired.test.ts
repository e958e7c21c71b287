import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { CORPUS, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { overlay } from '../harness/terraform-corpus.ts';
import { environment, zone } from '../harness/workspace.ts';

/**
 * Files of DNS before and after commits that repaired a record for mail. What was repaired is found in the file before,
 * and not in the one after; or this says why not.
 */
type Verdict =
  /** `rule owner`, as found in the file before. */
  | { readonly found: string }
  /** A fault that can be seen in the text, and is not found. */
  | { readonly missed: string }
  /** Nothing in the value is wrong: only the owner of the domain knows what should be there. */
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
  'ministryofjustice+dns/2019-12-16-aa84384622': {
    unseen: 'one of four semicolons is escaped: octoDNS refuses the text before and after',
  },
  'ministryofjustice+dns/2024-07-30-6b52ddfe90': {
    found:
      'zone-owner-repeats-origin dutysolicitors-lhr-202407._domainkey.dutysolicitors.org.dutysolicitors.org',
  },
  'ministryofjustice+dns/2024-07-31-8ccb7b6609': {
    found: 'data-text-refused dutysolicitors-lhr-202407._domainkey.dutysolicitors.org',
  },
  'ministryofjustice+dns/2024-07-31-92b9409ab0': {
    missed: 'no text of the file shows that semicolons are escaped, and no configuration is there',
  },
  'ministryofjustice+dns/2024-09-06-d6ecd1989b': { unseen: 'an include, a key and an address go' },
  'ministryofjustice+dns/2024-10-04-2fc5917333': {
    found: 'data-record-refused selector1._domainkey.judiciary.uk',
  },
  'ministryofjustice+dns/2024-10-04-6cc48fea6a': { found: 'data-record-refused staging.elinks.judiciary.uk' },
  'ministryofjustice+dns/2024-10-22-bc758be3e1': { found: 'zone-cname-at-apex dsd.io' },
  'ministryofjustice+dns/2025-08-27-07a47168b3': {
    unseen: 'a long text is split, which octoDNS does itself',
  },
  'ministryofjustice+dns/2025-08-27-d0fcb787a0': {
    unseen: 'a long text is split, which octoDNS does itself',
  },
  'ministryofjustice+dns/2025-10-01-02f7b4f0a7': { found: 'spf-type99-record judicialappointments.gov.uk' },
  'ministryofjustice+dns/2025-10-01-4fd0dca656': { found: 'spf-type99-record judicialappointments.gov.uk' },
  'ministryofjustice+dns/2025-10-09-d6e6fecbb8': {
    found: 'zone-cname-and-other-data _dmarc.judicialappointments.gov.uk',
  },
  'ministryofjustice+dns/2025-11-18-09936a29c5': {
    unseen: 'a name moves from one wrong place to another, which the next commit repairs',
  },
  'ministryofjustice+dns/2025-11-18-aaa12fe860': {
    found: 'data-record-refused _dmarc.uat.ppud.justice.gov.uk',
  },
  'ministryofjustice+dns/2026-02-10-8db5522e82': {
    found: 'data-record-refused meu._domainkey.lawcommission.gov.uk',
  },
  'ministryofjustice+dns/2026-03-12-c108688233': {
    found: 'data-record-refused _dmarc.courtstore.justice.gov.uk',
  },
  'ministryofjustice+dns/2026-03-20-96fc406c0c': { found: 'data-record-refused service.justice.gov.uk' },
  'ministryofjustice+dns/2026-04-09-d7c91705ab': { found: 'dmarc-duplicate-tag _dmarc.yjb.gov.uk' },
  'ministryofjustice+dns/2026-05-28-2f8d736a58': {
    found: 'data-text-refused judicial._domainkey.judicialcollege.judiciary.gov.uk',
  },
  'WikiTideOrg+dns/2023-05-07-8098a4dcf7': {
    unseen: 'subdomains get other names; the new ones have a fault of their own',
  },
  'WikiTideOrg+dns/2023-10-20-0647535745': { unseen: 'a server has another address' },
  'WikiTideOrg+dns/2023-10-20-3c6cf083b0': { unseen: 'a server has another address' },
};

interface Pair {
  readonly id: string;
  readonly file: string;
}

function pairs(): readonly Pair[] {
  const [, ...rows] = readFileSync(path.join(CORPUS, 'fix-pairs/INDEX.tsv'), 'utf8').trim().split('\n');
  return rows.map((row) => {
    const [id = '', , , file = ''] = row.split('\t');
    return { id, file };
  });
}

function findingsIn({ id, file }: Pair, when: 'before' | 'after'): ReadonlySet<string> {
  const text = textOf(id, file, when);
  const made = workspaceOf(file, text);
  return new Set(
    made.paths().flatMap((name) =>
      made.findings(name).findings.map(({ rule, owner, message }) => {
        // If the end of a name is unknown, the message has the rest of it.
        const named = owner ?? /"([^"]+\.…)"/.exec(message)?.[1];
        return `${rule} ${named ?? ''}`;
      }),
    ),
  );
}

function textOf(id: string, file: string, when: 'before' | 'after'): string {
  const folder = path.join(CORPUS, 'fix-pairs', id);
  const whole = path.join(folder, when, file);
  if (existsSync(whole)) return readFileSync(whole, 'utf8');
  // Of large files the corpus has the lines around the change.
  const diff = readFileSync(path.join(folder, `${file.replace('/', '__')}.diff.txt`), 'utf8');
  const [, hunk = ''] = diff.split(/^@@.*\n/m);
  const lines = hunk
    .split('\n')
    .filter((line) => line.startsWith(' ') || line.startsWith(when === 'before' ? '-' : '+'))
    .map((line) => line.slice(1));
  // The first of them belong to an entry that begins before them: where it is the zone's own, it is made whole.
  const first = lines.findIndex((line) => /^\S/.test(line));
  const start =
    lines[0]?.startsWith('      - ns-') === true ? ["'':", '  - type: NS', '    values:'] : undefined;
  return [...(start ?? []), ...lines.slice(start === undefined ? first : 0)].join('\n');
}

function workspaceOf(file: string, text: string): ReturnType<typeof createWorkspace> {
  if (file.startsWith('zones/')) return zone(text, file);
  if (file.endsWith('.yml')) return calledWith(file, text);
  const made = createWorkspace(environment());
  made.add(`/${file}`, text, file.endsWith('.yaml') ? { format: 'octodns' } : {});
  return made;
}

/** The module of the repository that reads such files, and a caller that gives it this one. */
function calledWith(file: string, text: string): ReturnType<typeof createWorkspace> {
  const root = '/hmcts+azure-public-dns';
  const module = `${root}/modules/azure-public-dns`;
  const files = overlay(['realworld/terraform']);
  const made = createWorkspace({
    ...environment(),
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

describe('records that were fixed by their owners', () => {
  it('have findings before, and none after', function () {
    if (!hasCorpus() || !existsSync(path.join(CORPUS, 'fix-pairs'))) {
      sayNoCorpus('whether faults that were repaired are found');
      this.skip();
    }
    this.timeout(60_000);
    let found = 0;
    let visible = 0;
    for (const pair of pairs()) {
      const verdict = VERDICTS[pair.id];
      assert.ok(verdict !== undefined, `${pair.id} was not reviewed`);
      if ('unseen' in verdict) continue;
      visible++;
      if ('missed' in verdict) continue;
      found++;
      assert.ok(findingsIn(pair, 'before').has(verdict.found), `${pair.id}: no ${verdict.found} before`);
      assert.ok(!findingsIn(pair, 'after').has(verdict.found), `${pair.id}: ${verdict.found} after`);
    }
    assert.ok(found / visible >= 0.85, `${found} of ${visible}`);
    console.log(found, visible);
  });
});
