import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { changesOf, movedBy } from '../../server/src/analysis/findings/finding-changes.ts';
import { MAX_TRIAL_WORK_PER_RECORD } from '../../server/src/analysis/fixes/fix-trials.ts';
import { PENDING } from '../../server/src/dns/facts.ts';
import { fixWorkspace } from '../../server/src/hosts/cli/fix.ts';
import { rules } from '../../server/src/rules/registry.ts';
import { defineRule, nameRule } from '../../server/src/rules/rule.ts';
import { ZoneDocument } from '../../server/src/formats/zone/document.ts';
import {
  exampleInputs,
  pageInputs,
  policyInputs,
  terraformInputs,
  zoneInputs,
} from '../harness/fix-inputs.ts';
import type { FixInput } from '../harness/fix-inputs.ts';
import { mutated, seeded } from '../harness/fix-mutations.ts';
import { assertFixes } from '../harness/fixes.ts';
import { hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { runs, sampled } from '../harness/runs.ts';
import { findingsOf, environment, zone } from '../harness/workspace.ts';

const PATH = 'example.com.zone';

/** The fixes that are offered for the findings of a file. */
function offeredFor(text: string, options: FixInput['options'] = {}, isStatic = false): readonly string[] {
  const made = createWorkspace({ ...environment(options), isStatic });
  for (const [path, beside] of Object.entries(options.beside ?? {}))
    made.add(path, beside, { format: 'zone' });
  made.add(PATH, text);
  return [...made.findingsInTurn(PATH)].flatMap((finding) =>
    made
      .fixesOf(PATH, finding)
      .map(({ title, safety }) => `${finding.rule} at ${finding.range.start}: ${title} (${safety})`),
  );
}

describe('offered fixes', () => {
  it('remove their finding, and are not offered if as much is wrong afterward', () => {
    // Ten lookups, of which one is saved: nine are near the limit, too.
    const hosts = Array.from({ length: 9 }, (_, i) => `a:h${i}.example.net`).join(' ');
    const text = `@ TXT "v=spf1 ${hosts} include:b.example.net -all"\n`;
    const answers = {
      'h0.example.net. A': { data: ['192.0.2.1'] },
      'h0.example.net. AAAA': 'NODATA',
      'b.example.net. TXT': { strings: [['v=spf1 -all']] },
    };
    const made = zone(text, PATH, { answers });
    const near = findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-lookup-limit-near');
    assert.equal(near.length, 1);
    assert.deepEqual(
      near.flatMap((finding) => made.fixesOf(PATH, finding)),
      [],
    );
  });

  it('do not remove other records from the zone', () => {
    const directive = (text: string): readonly string[] =>
      offeredFor(text).filter((fix) => fix.startsWith('zone-bad-directive'));
    const head = '$TTL 3600\n@ SOA ns hostmaster 1 7200 3600 1209600 3600\n@ NS ns.example.net.\n';
    const tail = 'a A 192.0.2.1\nb A 192.0.2.2\nc A 192.0.2.3\n';
    assert.equal(directive(`${head}$ORIGN sub\n${tail}`).length, 1);
    assert.deepEqual(directive(`${head}$ORIGN .\n${tail}`), []);
    // Where the SOA cannot be read, nothing can be tried in the document itself.
    assert.deepEqual(directive(`@\tSOA\n$ORIGN .\n${tail}`), []);
  });

  it('are for review if they expose another finding', () => {
    const fixOf = (policy: string): readonly string[] =>
      offeredFor(`_dmarc IN TXT "v=DMARC1; p=${policy}; rua=mailto:d@example.com"\n`);
    assert.deepEqual(fixOf('re\u200bject'), [
      'zone-invisible-character at 29: Delete the invisible character (safe)',
    ]);
    assert.deepEqual(fixOf('no\u200bne'), [
      'zone-invisible-character at 29: Delete the invisible character (review)',
    ]);
  });

  it('are safe if what they expose is turned off', () => {
    const text = '_dmarc IN TXT "v=DMARC1; p=no\u200bne; rua=mailto:d@example.com"\n';
    assert.deepEqual(offeredFor(text, { severities: { 'dmarc-p-none': 'off' } }), [
      'zone-invisible-character at 29: Delete the invisible character (safe)',
    ]);
    assert.deepEqual(offeredFor(`; mailtxt-disable-next-line dmarc-p-none\n${text}`).slice(-1), [
      'zone-invisible-character at 70: Delete the invisible character (safe)',
    ]);
  });

  it('are for review if findings of another module or zone may depend on them', () => {
    const module = `resource "aws_route53_record" "a" {
  zone_id = "Z"
  name    = "_spf.example.net"
  type    = "TXT"
  ttl     = 3600
  records = ["v=spf1 ip4=192.0.2.1 -all"]
}
`;
    const safetyBeside = (zoneText: string): readonly string[] => {
      const made = createWorkspace(environment());
      made.add('/main.tf', module);
      made.add('/example.com.zone', zoneText, { format: 'zone' });
      findingsOf(made, '/example.com.zone');
      const findings = findingsOf(made, '/main.tf').filter(({ rule }) => rule === 'spf-missing-colon');
      return findings.flatMap((finding) => made.fixesOf('/main.tf', finding).map(({ safety }) => safety));
    };
    assert.deepEqual(safetyBeside('@ IN TXT "v=spf1 include:_spf.example.net -all"\n'), ['review']);
    assert.deepEqual(safetyBeside('@ IN TXT "v=spf1 include:_spf.example.org -all"\n'), ['safe']);
  });

  it('do not change the documents, their findings or the DNS questions', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `n${i} IN A 192.0.2.1\n`);
    const text = `$TTL 1h\n@ IN SOA ns1 host 1 2 3 4 5\n@ IN NS ns1\n@ IN TXT "v=spf1 mx +all"\n${lines.join('')}`;
    const made = zone(text, PATH);
    const blocks = made.documentOf(PATH)?.blocks.slice();
    const before = findingsOf(made, PATH);
    assert.ok(before.flatMap((finding) => made.fixesOf(PATH, finding)).length > 1);
    assert.deepEqual(made.documentOf(PATH)?.blocks, blocks);
    assert.deepEqual(findingsOf(made, PATH), before);
    const source = made.textOf(PATH);
    assert.equal(source?.slice(0, source.length), text);
  });

  it('are tried together if there are too many to try one by one', () => {
    let checks = 0;
    const counting = defineRule({
      subject: 'record',
      types: ['A'],
      severity: 'hint',
      specs: ['RFC 1035 §3.4.1'],
      why: 'It counts.',
      messages: { none: 'It never reports.' },
      check() {
        checks++;
      },
    });
    const duplicate = rules.find(({ id }) => id === 'zone-duplicate-record');
    assert.ok(duplicate);
    const made = createWorkspace(environment(), [duplicate, nameRule('txt', 'counting', counting)]);
    made.add(PATH, 'x IN A 192.0.2.1\n'.repeat(1000));
    const wanted = { safe: true, rules: new Set<string>(), files: new Set([PATH]) };
    assert.equal(fixWorkspace(made, wanted).fixed.length, 999);
    assert.equal(made.textOf(PATH)?.length, 'x IN A 192.0.2.1\n'.length);
    assert.ok(checks < 3 * MAX_TRIAL_WORK_PER_RECORD * 1000, `${checks} records were checked`);
  });

  it('are the same for each of many findings in a run without edits', () => {
    // A copy of the file for each would soon exhaust what may be spent on trials.
    const lines = Array.from({ length: 600 }, (_, i) => `n${i} IN TXT "v=spf1 ip4:192.0.2.1/24 -all"\n`);
    const offered = offeredFor(lines.join(''), {}, true).filter((one) =>
      one.startsWith('spf-cidr-host-bits'),
    );
    assert.equal(offered.filter((one) => one.endsWith('(safe)')).length, 600);
  });

  it('are tried in place if comments turn findings off', () => {
    let asked = 0;
    const given = environment();
    const made = createWorkspace({
      ...given,
      ask: (name, type) => {
        asked++;
        return given.ask?.(name, type) ?? PENDING;
      },
    });
    const others = Array.from(
      { length: 300 },
      (_, i) => `n${i} IN TXT "v=spf1 include:n${i}.example.net -all"\n`,
    );
    made.add(
      PATH,
      `a IN TXT "v=spf1 ip4:192.0.2.1/24 +all" ; mailtxt-disable-line spf-all-pass\n${others.join('')}`,
    );
    const [finding] = findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-cidr-host-bits');
    assert.ok(finding);
    asked = 0;
    assert.deepEqual(
      made.fixesOf(PATH, finding).map(({ safety }) => safety),
      ['safe', 'review'],
    );
    assert.ok(asked < 50, `${asked} names were asked about`);
  });

  it('are for review if a comment that turned off a finding would be unused', () => {
    const fixesOf = (comment: string): readonly string[] =>
      offeredFor(`x IN TXT "v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.1/24 -all"${comment}\n`).filter((one) =>
        one.startsWith('spf-duplicate-term'),
      );
    assert.deepEqual(fixesOf(''), ['spf-duplicate-term at 34: Delete "ip4:192.0.2.1/24" (safe)']);
    assert.deepEqual(fixesOf(' ; mailtxt-disable-line spf-cidr-host-bits'), [
      'spf-duplicate-term at 34: Delete "ip4:192.0.2.1/24" (review)',
    ]);
  });

  it('are tried in the records that they change, without a copy', () => {
    // Of a copy, every name would be asked about again.
    let asked = 0;
    const given = environment();
    const made = createWorkspace({
      ...given,
      ask: (name, type) => {
        asked++;
        return given.ask?.(name, type) ?? PENDING;
      },
    });
    const others = Array.from(
      { length: 300 },
      (_, i) => `n${i} IN TXT "v=spf1 include:n${i}.example.net -all"\n`,
    );
    made.add(PATH, `a IN TXT "v=spf1 a:h.example.net +all"\n${others.join('')}`);
    const [finding] = findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-all-pass');
    assert.ok(finding);
    asked = 0;
    assert.ok(made.fixesOf(PATH, finding).length > 0);
    assert.ok(asked < 50, `${asked} names were asked about`);
  });
});

describe('every offered fix', () => {
  const one = (pool: readonly FixInput[], random: () => number): FixInput => {
    const input = pool[Math.floor(random() * pool.length)];
    assert.ok(input);
    return input;
  };

  const check = ({ name, files, options }: FixInput): number => {
    try {
      return assertFixes(files, options).applied;
    } catch (error) {
      throw new Error(`${name} ${JSON.stringify(files)}`, { cause: error });
    }
  };

  it('works in the pages and examples', function () {
    this.timeout(120_000);
    const inputs = [...exampleInputs(), ...sampled(pageInputs(), 6)];
    const applied = inputs.map(check).reduce((sum, n) => sum + n, 0);
    assert.ok(applied * 2 > inputs.length, `only ${applied} fixes`);
  });

  it('works in files with mistakes', function () {
    this.timeout(120_000);
    const random = seeded(20_260_115);
    const pool = pageInputs();
    const tries = runs(20);
    let applied = 0;
    for (let i = 0; i < tries; i++) applied += check(mutated(one(pool, random), pool, random));
    assert.ok(applied * 2 > tries, `only ${applied} fixes`);
  });

  it('works in real files with mistakes', function () {
    if (!hasCorpus()) {
      sayNoCorpus('what fixes do to real files');
      this.skip();
    }
    this.timeout(120_000);
    const random = seeded(15);
    const pool = [...zoneInputs(), ...policyInputs(), ...terraformInputs()].filter(
      ({ files }) => Object.values(files).join('').length < 3000,
    );
    const tries = runs(12);
    let applied = 0;
    for (let i = 0; i < tries; i++) applied += check(mutated(one(pool, random), pool, random));
    assert.ok(applied * 3 > tries, `only ${applied} fixes`);
  });

  it('has the same effect in place and in a copy', function () {
    this.timeout(120_000);
    const random = seeded(7);
    const pool = pageInputs().filter(({ files }) => PATH in files);
    // A comment that turns rules off has documents copied.
    const comment = '\n; mailtxt-disable-next-line spf-all-pass\n';
    for (let i = runs(25); i > 0; i--) {
      const { files, options } = mutated(one(pool, random), pool, random);
      const text = `${files[PATH] ?? ''}\n`;
      if (text.includes('mailtxt')) continue;
      const inCopy = offeredFor(text + comment, options).filter((one) => !one.startsWith('comment-'));
      const inPlace = [...offeredFor(text, options)].sort();
      assert.deepEqual(inPlace, [...inCopy].sort(), text);
      assert.deepEqual([...offeredFor(text, options, true)].sort(), inPlace, text);
    }
  });
});

describe('an edit of a zone file', () => {
  it('that is reverted restores the same blocks', () => {
    const random = seeded(3);
    const text = pageInputs()
      .slice(0, 40)
      .map(({ files }) => Object.values(files)[0] ?? '')
      .join('');
    const document = ZoneDocument.read(text, 'example.com');
    const { recordCount } = document;
    for (let i = 0; i < 200; i++) {
      const blocks = [...document.blocks];
      const start = Math.floor(random() * text.length);
      const end = Math.min(text.length, start + Math.floor(random() * 50));
      document
        .edit({ range: { start, end }, text: ['', '"', '(', '\n', '$ORIGIN x.\n'][i % 5] ?? '' })
        .undo();
      assert.ok(
        document.blocks.length === blocks.length && document.blocks.every((block, k) => block === blocks[k]),
      );
      assert.equal(document.text.slice(0, document.text.length), text);
      assert.equal(document.recordCount, recordCount);
    }
  });
});

describe('findings before and after edits', () => {
  const finding = (rule: string, start: number, end: number, owner = 'example.com') => ({
    path: 'a',
    finding: { rule, range: { start, end }, owner, type: 'TXT' },
  });
  const changes = (
    before: readonly ReturnType<typeof finding>[],
    after: readonly ReturnType<typeof finding>[],
    edits: readonly { range: { start: number; end: number }; text: string }[],
    subject = 0,
  ): string => {
    const subjects = new Set(before.slice(subject, subject + 1));
    const { gone, added } = changesOf(before, after, new Map([['a', edits]]), subjects);
    return `gone ${before.flatMap((one, i) => (gone.has(one) ? [i] : [])).join()} added ${added.map((one) => after.indexOf(one)).join()}`;
  };
  const insertion = [{ range: { start: 5, end: 5 }, text: 'xxx' }];

  it('are the same if the edits moved them', () => {
    assert.equal(changes([finding('r', 10, 12)], [finding('r', 13, 15)], insertion), 'gone  added ');
  });

  it('are the same at another part of the record', () => {
    assert.equal(changes([finding('r', 10, 12)], [finding('r', 50, 52)], insertion), 'gone  added ');
  });

  it('are different at another record, or for another rule', () => {
    assert.equal(changes([finding('r', 10, 12)], [finding('r', 50, 52, 'b')], insertion), 'gone 0 added 0');
    assert.equal(changes([finding('r', 10, 12)], [finding('s', 13, 15)], insertion), 'gone 0 added 0');
  });

  it('leave out the finding that the edits are for, if one of two is left', () => {
    const two = [finding('r', 10, 12), finding('r', 20, 22)];
    assert.equal(changes(two, [finding('r', 23, 25)], insertion, 0), 'gone 0 added ');
    assert.equal(changes(two, [finding('r', 60, 62)], insertion, 0), 'gone 0 added ');
  });

  it('include what replaced their characters', () => {
    const map = (start: number, end: number): string => {
      const edits = [
        { range: { start: 4, end: 6 }, text: 'abc' },
        { range: { start: 20, end: 20 }, text: 'x' },
      ];
      const mapped = movedBy(edits)({ start, end });
      return `${mapped.start}-${mapped.end}`;
    };
    assert.deepEqual(
      [map(0, 3), map(0, 5), map(4, 6), map(5, 9), map(6, 9), map(8, 9), map(19, 20), map(20, 21)],
      ['0-3', '0-7', '4-7', '4-10', '7-10', '9-10', '20-22', '21-23'],
    );
  });
});
