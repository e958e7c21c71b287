import assert from 'node:assert/strict';
import path from 'node:path';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { readTextFile } from '../../server/src/hosts/node/text-file.ts';
import { CORPUS, corpusFiles, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { environment } from '../harness/workspace.ts';

/**
 * Every finding of severity error or warning on the real zone files was looked at, and is true; here is how many there
 * are of each rule, and what they are. A number that changes is a finding to look at: a fault that is no longer seen, or
 * a false alarm.
 */
const REVIEWED: Readonly<Record<string, { readonly count: number; readonly what: string }>> = {
  'error spf-ip4-invalid': { count: 1, what: 'ip4: with a host name behind it' },
  'error zone-bad-rdata': { count: 1, what: 'an MX without a preference' },
  'warning dkim-key-1024': { count: 19, what: 'RSA keys of 1024 bits' },
  'warning dmarc-missing': {
    count: 59,
    what: 'zones with an MX, whole, and of registered domains, in which "_dmarc" stands nowhere',
  },
  'warning dmarc-reject-without-dkim': {
    count: 1,
    what: 'a whole zone with SPF, p=quarantine and no selector',
  },
  'warning dmarc-rua-missing': { count: 3, what: 'p=quarantine and no rua, in three zones' },
  'warning spf-lookup-limit-near': {
    count: 3,
    what: 'nine terms that ask and include:_spf.google.com, in three zones: ten lookups, if that has not grown',
  },
  'warning spf-missing': {
    count: 5,
    what: 'whole zones of registered domains with an MX and neither SPF nor a DKIM key',
  },
  'warning spf-private-address': { count: 1, what: 'ip4:10.0.0.25/32' },
  'warning zone-rdata-target-relative': {
    count: 1,
    what: 'a CNAME to googlehosted.com without its final dot',
  },
};

/** What the zones of one workspace say of each other, beyond what each says alone. */
const REVIEWED_TOGETHER: readonly (readonly [finding: string, what: string])[] = [
  [
    'error mx-no-address in beastoftheyear.com at mx.rexroof.com.',
    'the zone rexroof.com is whole, and has no "mx"',
  ],
  [
    'warning dmarc-rua-external-unauthorised in erinmann.com at mailto:dmarc-reports@rexroof.com',
    'the zone rexroof.com is whole, and has nothing below "_report._dmarc"',
  ],
  ['warning dmarc-rua-external-unauthorised in jrgrain.com at mailto:dmarc-reports@rexroof.com', 'the same'],
];

/** Exports of control panels, each alone: what they say is true of the zone as the panel publishes it. */
const REVIEWED_EXPORTS: readonly (readonly [finding: string, what: string])[] = [
  ['warning dmarc-missing in asahi-ekiden.com.db', 'an MX, and no "_dmarc"'],
  ['warning spf-missing in asahi-ekiden.com.db', 'an MX, and no TXT record at all'],
  ['error dmarc-multiple-records in a3world1.com.txt', 'two DMARC records at one name'],
];

interface Reported {
  /** `SEVERITY RULE` */
  readonly kind: string;
  readonly text: string;
}

describe('findings on real zone files', () => {
  if (!hasCorpus()) {
    sayNoCorpus('which findings real files have');
    it('are not here');
    return;
  }
  const files = corpusFiles('realworld/zones');
  const exported = corpusFiles('formats/panel-export');
  const texts = new Map<string, string>();
  before(() => {
    for (const file of [...files, ...exported]) {
      const read = readTextFile(path.join(CORPUS, file));
      assert.ok(read.kind !== 'unreadable', file);
      texts.set(file, read.text);
    }
  });

  /** The errors and warnings of these files in a workspace of theirs. */
  function reportedOf(documents: readonly string[]): readonly Reported[] {
    const workspace = createWorkspace(environment());
    for (const file of documents) workspace.add(file, texts.get(file) ?? '', { format: 'zone' });
    return documents.flatMap((file) =>
      workspace
        .findings(file)
        .findings.filter(({ severity }) => severity === 'error' || severity === 'warning')
        .map(({ severity, rule, range }) => {
          const kind = `${severity} ${rule}`;
          const typed = texts.get(file)?.slice(range.start, range.end) ?? '';
          return { kind, text: `${kind} in ${path.basename(file)} at ${typed}` };
        }),
    );
  }

  it('are those that were reviewed and are true', () => {
    const counts: Record<string, number> = {};
    for (const { kind } of files.flatMap((file) => reportedOf([file])))
      counts[kind] = (counts[kind] ?? 0) + 1;
    assert.deepEqual(
      counts,
      Object.fromEntries(Object.entries(REVIEWED).map(([key, { count }]) => [key, count])),
    );
  }).timeout(60_000);

  it('are these and few more if all zones are one workspace', () => {
    const alone = files.flatMap((file) => reportedOf([file])).map(({ text }) => text);
    const together = reportedOf(files).map(({ text }) => text);
    assert.deepEqual(
      together.filter((text) => !alone.includes(text)),
      REVIEWED_TOGETHER.map(([finding]) => finding),
    );
    assert.deepEqual(
      alone.filter((text) => !together.includes(text)),
      [],
    );
  }).timeout(60_000);

  it('are these in exports of control panels', () => {
    assert.deepEqual(
      exported.flatMap((file) => reportedOf([file])).map(({ text }) => text.slice(0, text.indexOf(' at '))),
      REVIEWED_EXPORTS.map(([finding]) => finding),
    );
  });
});
