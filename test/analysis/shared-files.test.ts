import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ZONE_FORMAT } from '../../server/src/analysis/input/formats.ts';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { ConfiguredZone, WorkspaceEnvironment, Workspace } from '../../server/src/analysis/workspace.ts';
import { defineRule } from '../../server/src/rules/rule.ts';
import type { AnyRule } from '../../server/src/rules/rule.ts';
import { readMail } from '../../server/src/features/mail-question.ts';
import { FindingStore } from '../../server/src/analysis/engine/finding-store.ts';
import { DocumentInstances, MAX_REPEATED_CHARACTERS } from '../../server/src/analysis/input/instances.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import { spfLensTitle } from '../../server/src/features/spf-lenses.ts';
import { spfTreeAt } from '../../server/src/features/spf-tree.ts';
import { simulate } from '../../server/src/features/simulate.ts';
import { runs } from '../harness/runs.ts';
import { applyFix, findingsOf, environment } from '../harness/workspace.ts';
import type { WorkspaceOptions } from '../harness/workspace.ts';

const NAMES = ['one.example', 'two.example', 'three.example'];
const pathOf = (name: string): string => `${name}.zone`;
const HEAD =
  '$TTL 3600\n@ IN SOA ns1.provider.example. host.provider.example. 1 7200 3600 1209600 3600\n' +
  '@ IN NS ns1.provider.example.\n@ IN NS ns2.provider.example.\n';
const MAIL =
  '@ IN MX 10 mail.provider.example.\n@ IN TXT "v=spf1 ip4:192.0.2.1 -all"\n' +
  '_dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@provider.example"\n';
const INCLUDE = '$INCLUDE mail.inc\n';

interface SharedOptions extends WorkspaceOptions {
  /** Zones that configurations load from files, by path: `example.com`, or `example.com external`. */
  readonly zones?: Readonly<Record<string, readonly string[]>>;
}

function workspaceOf(
  texts: Readonly<Record<string, string>>,
  options: SharedOptions = {},
  closed: ReadonlySet<string> = new Set(),
): Workspace {
  const around: WorkspaceEnvironment = {
    ...environment({ files: texts, ...options }),
    zonesOf: (path) =>
      (options.zones?.[path] ?? []).map((zone) => {
        const [name = '', view] = zone.split(' ');
        if (view === undefined) return { name };
        return { name, view: { name: view, audience: view === 'external' ? 'public' : 'private' } };
      }),
  };
  const made = createWorkspace(around, options.rules);
  for (const [path, text] of Object.entries(texts))
    if (!closed.has(path)) made.add(path, text, { format: 'zone' });
  return made;
}

const shared = (include: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...Object.fromEntries(NAMES.map((name) => [pathOf(name), HEAD + INCLUDE])),
  'mail.inc': include,
  ...more,
});

const rulesAt = (made: Workspace, path: string): readonly string[] =>
  findingsOf(made, path).map(({ rule }) => rule);

const ownersIn = (made: Workspace, path: string): readonly string[] =>
  [...made.records(path)].map(({ record }) => `${record.owner} ${record.type}`);

describe('a file that several zones include', () => {
  it('has its records in each of them', () => {
    const made = workspaceOf(shared(MAIL));
    for (const name of NAMES) {
      const rules = rulesAt(made, pathOf(name));
      assert.ok(!rules.includes('spf-missing') && !rules.includes('dmarc-missing'), rules.join(' '));
      const mail = readMail({ ip: '192.0.2.1', from: `a@${name}` });
      assert.ok(!('message' in mail));
      assert.equal(simulate(mail, made.facts).spf.result, 'pass', name);
    }
    assert.deepEqual(
      made.zonesOf('mail.inc').map(({ name }) => name),
      [...NAMES].sort(),
    );
    const expected = [...NAMES].sort().flatMap((name) => [`${name} MX`, `${name} TXT`, `_dmarc.${name} TXT`]);
    assert.deepEqual(ownersIn(made, 'mail.inc'), expected);
  });

  it('has a finding that is true in all of them once, with their names if it has a name', () => {
    const made = workspaceOf(shared(MAIL.replace('-all', '+all').replace('p=reject', 'p=nonsense')));
    const found = findingsOf(made, 'mail.inc');
    const all = found.filter(({ rule }) => rule === 'spf-all-pass');
    assert.deepEqual(
      all.map(({ message }) => message),
      ['"+all" authorizes every host on the Internet.'],
    );
    assert.equal(new Set(found.map(({ rule, range }) => `${rule} ${range.start}`)).size, found.length);
  });

  it('has a finding that is true in some of them once, with their names', () => {
    const texts = shared('@ IN MX 10 mail.provider.example.\n@ IN TXT "v=spf1 ip4:192.0.2.1 -all"\n');
    texts['two.example.zone'] =
      `${HEAD}${INCLUDE}_dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@provider.example"\n`;
    const made = workspaceOf(texts);
    const messages = findingsOf(made, 'mail.inc')
      .filter(({ rule }) => rule === 'dmarc-missing')
      .map(({ message }) => message);
    assert.equal(messages.length, 1);
    assert.match(
      messages[0] ?? '',
      / Affects 2 of the 3 zones that use this file: one\.example and three\.example\.$/,
    );
  });

  it('has fixes that are safe only if they do no harm in any zone', () => {
    const made = workspaceOf(shared(MAIL.replace('ip4:192.0.2.1', 'ip4:192.0.2.1 ip4:192.0.2.1')));
    const [finding] = findingsOf(made, 'mail.inc').filter(({ rule }) => rule === 'spf-duplicate-term');
    assert.ok(finding !== undefined, rulesAt(made, 'mail.inc').join(' '));
    const [fix] = made.fixesOf('mail.inc', finding);
    assert.equal(fix?.safety, 'safe');
    assert.equal(applyFix(made, 'mail.inc', fix), MAIL);
  });

  it('has fixes for review if they help one zone and harm another', () => {
    const safetyWith = (more: string): string | undefined => {
      const texts = shared('@ IN MX 5 .\n');
      const made = workspaceOf({ ...texts, 'two.example.zone': `${HEAD}${INCLUDE}${more}` });
      const [finding] = findingsOf(made, 'mail.inc').filter(({ rule }) => rule === 'mx-null-preference');
      assert.ok(finding !== undefined, rulesAt(made, 'mail.inc').join(' '));
      return made.fixesOf('mail.inc', finding)[0]?.safety;
    };
    assert.equal(safetyWith(''), 'safe');
    // There the record would be the same as another one.
    assert.equal(safetyWith('@ IN MX 0 .\n'), 'review');
  });

  it('is read by no more zones than the limit', () => {
    const zonesOfParked: ConfiguredZone[] = [];
    const made = new DocumentInstances({
      environment: {
        ...environment({ files: { 'mail.inc': MAIL } }),
        zonesOf: (path) => (path === 'parked.db' ? zonesOfParked : []),
      },
      storeFor: () => new FindingStore(() => 'error'),
      zoneChanged: () => undefined,
      applyPendingEdits: () => undefined,
      takeFromFamily: () => undefined,
      maxRepeatedCharacters: 20_000,
    });
    const problemOf = (path: string): string | undefined => made.of(path)[0]?.problems.get(0)?.message;
    const paths = ['a', 'b', 'c', 'd'].map((name) => `${name}.example.zone`);
    for (const path of paths) made.put(path, HEAD + INCLUDE, ZONE_FORMAT);
    assert.deepEqual(paths.slice(0, 3).map(problemOf), [undefined, undefined, undefined]);
    assert.match(problemOf('d.example.zone') ?? '', /^Too many zones include large files/);
    // What is let go of makes room.
    made.remove('b.example.zone');
    made.environmentChanged();
    assert.equal(problemOf('d.example.zone'), undefined);
    // The same of zones that a configuration loads.
    const names = ['e', 'f', 'g'].map((name) => ({ name: `${name}.example` }));
    zonesOfParked.push(...names);
    made.put('parked.db', HEAD, ZONE_FORMAT);
    assert.equal(made.of('parked.db').length, 1);
    assert.equal(made.entries.get('parked.db')?.unreadZones, 2);
    assert.ok(MAX_REPEATED_CHARACTERS > 20_000 * 13_000);
  });

  it('is changed immediately in one zone by an edit, and later in the others', () => {
    const count = 50;
    const texts = Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`z${i}.example.zone`, HEAD + INCLUDE]),
    );
    let checks = 0;
    const counting = defineRule({
      subject: 'record',
      types: ['MX'],
      severity: 'error',
      specs: [],
      why: '',
      messages: {},
      check() {
        checks++;
      },
    });
    const rule = { ...counting, id: 'test-counting' } as unknown as AnyRule;
    const made = workspaceOf({ ...texts, 'mail.inc': MAIL }, { rules: [rule] });
    findingsOf(made, 'mail.inc');
    assert.equal(checks, count);
    checks = 0;
    made.takeChanged();
    made.edit('mail.inc', [{ range: { start: MAIL.indexOf('10'), end: MAIL.indexOf('10') }, text: '1' }]);
    assert.equal(checks, 1);
    assert.equal(made.textOf('mail.inc')?.slice(0, 12), '@ IN MX 110 ');
    // Listing the documents that changed does not cause a check of them.
    assert.equal(made.takeChanged().size, count + 1);
    assert.equal(checks, 1);
    let left = 10;
    assert.equal(
      made.analyzeWhile('mail.inc', () => left-- > 0),
      false,
    );
    assert.equal(checks, 11);
    // A zone that is asked has the edit, and no other one.
    const answer = made.facts.ask('z9.example', 'MX');
    assert.ok(answer.status === 'data' && answer.data[0]?.preference === 110);
    assert.equal(checks, 12);
    findingsOf(made, 'mail.inc');
    assert.equal(checks, count);
  });

  it('is read twice by a zone that includes it with two origins', () => {
    const made = workspaceOf({
      'one.example.zone': `${HEAD}${INCLUDE}$INCLUDE mail.inc sub\n$INCLUDE mail.inc\n`,
      'mail.inc': MAIL,
    });
    const names = ['one.example', 'sub.one.example'];
    const expected = names.flatMap((name) => [`${name} MX`, `${name} TXT`, `_dmarc.${name} TXT`]);
    assert.deepEqual(ownersIn(made, 'mail.inc'), expected);
    assert.ok(!rulesAt(made, 'mail.inc').includes('zone-duplicate-record'));
    assert.deepEqual(made.zonesOf('mail.inc'), [{ name: 'one.example', view: undefined }]);
  });

  it('is read by each of them if another file includes it', () => {
    const made = workspaceOf({
      ...Object.fromEntries(NAMES.map((name) => [pathOf(name), `${HEAD}$INCLUDE all.inc\n`])),
      'all.inc': INCLUDE,
      'mail.inc': MAIL,
    });
    for (const name of NAMES) assert.ok(!rulesAt(made, pathOf(name)).includes('spf-missing'));
    made.edit('all.inc', [{ range: { start: 0, end: INCLUDE.length }, text: '' }]);
    // Nothing includes it any more: it is a document of its own.
    assert.deepEqual(made.zonesOf('mail.inc'), [{ name: 'mail.inc', view: undefined }]);
  });

  it('ends if each file includes the next one with two origins', () => {
    const texts: Record<string, string> = { 'one.example.zone': `${HEAD}$INCLUDE 0.inc\n` };
    for (let i = 0; i < 20; i++) texts[`${i}.inc`] = `$INCLUDE ${i + 1}.inc a\n$INCLUDE ${i + 1}.inc b\n`;
    texts['20.inc'] = 'www IN A 192.0.2.1\n';
    const made = workspaceOf(texts);
    findingsOf(made, 'one.example.zone');
    const problems = Object.keys(texts).flatMap((path) => made.problems(path).map(({ message }) => message));
    assert.ok(problems.some((message) => message.includes('repeats includes more than 1000 times')));
    assert.ok([...made.records('20.inc')].length <= 1001);
  });
});

describe('what is shown for a file that several zones include', () => {
  const made = workspaceOf(shared('@ IN TXT "v=spf1 include:_spf -all"\n@ IN MX 10 mail\n'));
  const spf = '@ IN TXT'.length - 1;
  const [first, second] = [...NAMES].sort();

  it('is that of the first zone, and names the others', () => {
    const hover = hoverAt(made, 'mail.inc', spf);
    assert.match(
      hover?.text.plain ?? '',
      new RegExp(`Shown for the zone ${first}\\. .*used by: three\\.example, two\\.example`),
    );
    assert.match(spfLensTitle(made, 'mail.inc', spf) ?? '', new RegExp(`in ${first}, 1 of 3 zones$`));
    assert.equal(spfTreeAt(made, 'mail.inc', spf)?.label, `${first}`);
  });

  it('is that of the zone that the user chooses', () => {
    const tree = spfTreeAt(made, 'mail.inc', spf, 1);
    assert.equal(tree?.label, second);
    assert.match(tree?.detail ?? '', new RegExp(`in ${second}, 1 of 3 zones$`));
    assert.equal(spfTreeAt(made, 'mail.inc', spf, 99)?.label, first);
  });

  it('does not mention zones if there is one', () => {
    assert.doesNotMatch(
      spfLensTitle(workspaceOf({ 'one.example.zone': HEAD + MAIL }), 'one.example.zone', HEAD.length + 45) ??
        '',
      /zones/,
    );
  });
});

describe('a file that a configuration loads as several zones', () => {
  const PARKED = `${HEAD}@ IN TXT "v=spf1 -all"\n_dmarc IN TXT "v=DMARC1; p=reject"\n@ IN MX 0 .\n`;
  const zones = { 'parked.db': ['one.example', 'two.example'] };

  it('is each of these zones', () => {
    const made = workspaceOf({ 'parked.db': PARKED }, { zones });
    assert.deepEqual(
      made.zonesOf('parked.db').map(({ name }) => name),
      ['one.example', 'two.example'],
    );
    for (const name of zones['parked.db']) assert.equal(made.facts.ask(name, 'MX').status, 'data');
    assert.deepEqual(
      [...new Set(rulesAt(made, 'parked.db'))].filter((rule) => /missing|origin/.test(rule)),
      [],
    );
  });

  it('has each finding once', () => {
    const made = workspaceOf({ 'parked.db': PARKED.replace('-all', '+all') }, { zones });
    const rules = rulesAt(made, 'parked.db');
    assert.equal(rules.filter((rule) => rule === 'spf-all-pass').length, 1);
  });
});

describe('a zone in two views', () => {
  const external = `${HEAD}@ IN TXT "v=spf1 include:_spf -all"\n_spf IN TXT "v=spf1 ip4:192.0.2.1 -all"\n`;
  const internal = `${HEAD}@ IN TXT "v=spf1 ip4:10.0.0.1 -all"\n`;
  const made = workspaceOf(
    { 'external.db': external.replaceAll('_spf ', '_spf.one.example. '), 'internal.db': internal },
    { zones: { 'external.db': ['one.example external'], 'internal.db': ['one.example internal'] } },
  );

  it('is not the same zone twice', () => {
    assert.ok(!rulesAt(made, 'external.db').includes('spf-multiple-records'));
    assert.deepEqual(made.zonesOf('internal.db'), [{ name: 'one.example', view: 'internal' }]);
  });

  it('misses nothing for mail that the public may see in another view', () => {
    const missing = rulesAt(made, 'internal.db').filter((rule) =>
      /missing|no-key-found|unprotected/.test(rule),
    );
    assert.deepEqual(missing, []);
    assert.ok(rulesAt(made, 'external.db').includes('dmarc-missing'));
  });

  it('answers within its view, and others with the public view', () => {
    const answer = made.facts.ask('one.example', 'TXT');
    assert.ok(answer.status === 'data' && answer.data[0]?.[0]?.includes('include:'));
    const inside = made.factsOf('internal.db').ask('one.example', 'TXT');
    assert.ok(inside.status === 'data' && inside.data[0]?.[0]?.includes('10.0.0.1'));
  });
});

describe('records outside of the zone', () => {
  const made = workspaceOf({
    'one.example.zone': `${HEAD}@ IN TXT "v=spf1 include:_spf.two.example -all"\n_spf.two.example. IN TXT "v=spf1 -all"\n`,
  });

  it('are left out, and reported', () => {
    assert.ok(rulesAt(made, 'one.example.zone').includes('zone-out-of-zone'));
    assert.ok(ownersIn(made, 'one.example.zone').every((owner) => owner.startsWith('one.example ')));
    assert.deepEqual(made.recordsOf('_spf.two.example', 'TXT'), []);
    assert.equal(made.factsOf('one.example.zone').ask('_spf.two.example', 'TXT').status, 'pending');
  });

  it('are kept if the zone is not certain', () => {
    const part = workspaceOf({ 'one.example.zone': '_spf.two.example. IN TXT "v=spf1 -all"\n' });
    assert.deepEqual(ownersIn(part, 'one.example.zone'), ['_spf.two.example TXT']);
  });

  it('are those that a shared file has for another zone', () => {
    const shared2 = workspaceOf(shared('$ORIGIN two.example.\nwww IN A 192.0.2.1\n@ IN MX 10 www\n'));
    assert.deepEqual(ownersIn(shared2, 'mail.inc'), ['www.two.example A', 'two.example MX']);
    const messages = findingsOf(shared2, 'mail.inc')
      .filter(({ rule }) => rule === 'zone-out-of-zone')
      .map(({ message }) => message);
    assert.equal(messages.length, 1);
    assert.match(
      messages[0] ?? '',
      /Affects 2 of the 3 zones that use this file: one\.example and three\.example\.$/,
    );
  });
});

/** Everything that the workspace says of the files. */
function verdict(made: Workspace, paths: readonly string[]): string {
  return paths
    .flatMap((path) => [
      ...findingsOf(made, path).map(
        (f) => `${path} ${f.range.start}-${f.range.end} ${f.severity} ${f.rule} ${f.message}`,
      ),
      ...made.problems(path).map(({ message }) => `${path} ${message}`),
      ...ownersIn(made, path).map((owner) => `${path} ${owner}`),
    ])
    .sort()
    .join('\n');
}

describe('edits of files that several zones use', () => {
  const LINES = [
    '@ IN MX 10 mail.provider.example.\n', '@ IN TXT "v=spf1 mx +all"\n', '@ IN TXT "v=spf1 -all"\n', 'mail IN A 192.0.2.1\n',
    '_dmarc IN TXT "v=DMARC1; p=none"\n', '$ORIGIN sub\n', '$ORIGIN two.example.\n', 'www IN CNAME mail\n', '$TTL 60\n',
    'sub IN NS ns.example.net.\n', '; mailtxt-disable-next-line spf-all-pass\n', '$INCLUDE more.inc\n', '$INCLUDE more.inc x\n',
    '$INCLUDE mail.inc y\n', 's1._domainkey IN TXT "v=DKIM1; p="\n', '* IN MX 10 mail\n', '  IN TXT "x"\n', '\n',
  ]; // prettier-ignore
  const PATHS = [...NAMES.map(pathOf), 'mail.inc', 'more.inc', 'parked.db'];
  const zones = { 'parked.db': ['one.parked', 'two.parked', 'one.example external'] };
  const lines = fc.array(fc.constantFrom(...LINES), { maxLength: 8 }).map((some) => some.join(''));
  const edits = fc.array(
    fc.record({
      path: fc.constantFrom('mail.inc', 'mail.inc', ...PATHS),
      at: fc.nat(),
      length: fc.nat({ max: 40 }),
      text: fc.oneof(fc.constantFrom('', 'x', '"', '.', ...LINES), lines),
      // Findings that are not read are updated later.
      isLookedAt: fc.boolean(),
      kind: fc.constantFrom('edit', 'edit', 'edit', 'close or open'),
    }),
    { minLength: 1, maxLength: 8 },
  );

  it('have the same result as the final texts, whichever files are open', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(fc.tuple(lines, lines, lines), edits, ([mail, more, parked], changes) => {
        const texts: Record<string, string> = {
          ...shared(mail),
          'two.example.zone': `${HEAD}${INCLUDE}_dmarc IN TXT "v=DMARC1; p=none"\n`,
          'more.inc': more,
          'parked.db': HEAD + parked,
        };
        const closed = new Set<string>();
        const made = workspaceOf(texts, { zones });
        verdict(made, PATHS);
        const compare = (): void => {
          const fresh = workspaceOf(texts, { zones }, closed);
          assert.equal(verdict(made, PATHS), verdict(fresh, PATHS));
        };
        for (const { path, at, length, text, isLookedAt, kind } of changes) {
          const before = texts[path] ?? '';
          const start = at % (before.length + 1);
          const end = Math.min(before.length, start + length);
          if (kind === 'edit' && !closed.has(path)) {
            made.edit(path, [{ range: { start, end }, text }]);
            texts[path] = before.slice(0, start) + text + before.slice(end);
          } else if (closed.delete(path)) {
            made.add(path, before, { format: 'zone' });
          } else {
            closed.add(path);
            made.remove(path);
          }
          if (isLookedAt) compare();
        }
        compare();
      }),
      { numRuns: runs(10) },
    );
  });
});
