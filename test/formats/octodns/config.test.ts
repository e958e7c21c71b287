import assert from 'node:assert/strict';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import { findingsOf, environment } from '../../harness/workspace.ts';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';

const CLASS = 'class: octodns.provider.yaml.YamlProvider';
const MX = "'': {type: MX, value: {preference: 10, exchange: mx.example.net.}}\n";
const SPF = "'': {type: TXT, value: v=spf1 -all}\n";
const BOTH = `'':\n- ${MX.slice(4)}- {type: TXT, value: v=spf1 mx -all}\n`;
const DMARC = '_dmarc: {type: TXT, value: v=DMARC1\\; p=reject}\n';

function providers(text: string): string {
  return `providers:\n${text.trim().replace(/^/gm, '  ')}\n`;
}

function repository(
  files: Readonly<Record<string, string>>,
  disk: Readonly<Record<string, string>> = {},
): Workspace {
  const made = createWorkspace({ ...environment({ files: disk }), originOf: () => undefined });
  for (const [path, text] of Object.entries(files)) made.add(path, text);
  return made;
}

/** Each record with the zone of its document, if that is known. */
function recordsIn(made: Workspace, path: string): readonly string[] {
  return [...made.records(path)].map(
    ({ record: { owner, type, ttl, rdata } }) =>
      `${owner} ${ttl ?? '?'} ${type} ${rdata.kind === 'text' ? rdata.value.text : printRdata(type, rdata)}`,
  );
}

function zonesOf(made: Workspace, path: string): readonly string[] {
  return made.zonesOf(path).map(({ name }) => name ?? '?');
}

/** Whether the zone is known to have no TXT record at a name that it does not have. */
function isWhole(made: Workspace, zone: string): boolean {
  return made.facts.ask(`nowhere.${zone}`, 'TXT').status === 'nxdomain';
}

describe('an octoDNS configuration', () => {
  const CONFIG = `${providers(`config: {${CLASS}, directory: ./zones, default_ttl: 60}`)}zones:\n  example.com.: {sources: [config]}\n`;

  it('assigns files to zones, and makes the zones complete', () => {
    const files = { '/r/config/prod.yaml': CONFIG, '/r/zones/example.com.yaml': BOTH };
    const made = repository(files);
    assert.deepEqual(zonesOf(made, '/r/zones/example.com.yaml'), ['example.com']);
    assert.ok(isWhole(made, 'example.com'));
    const alone = repository({ '/r/zones/example.com.yaml': MX });
    assert.ok(!isWhole(alone, 'example.com'));
    const rules = findingsOf(made, '/r/zones/example.com.yaml').map(({ rule }) => rule);
    assert.ok(rules.includes('dmarc-missing'), rules.join(' '));
    made.remove('/r/config/prod.yaml');
    assert.ok(!isWhole(made, 'example.com'));
  });

  it('is followed in any order of files, and when it is edited', () => {
    const made = repository({ '/r/zones/example.com.yaml': 'www: {type: A, value: 192.0.2.1}\n' });
    assert.deepEqual(recordsIn(made, '/r/zones/example.com.yaml'), ['www.example.com 3600 A 192.0.2.1']);
    made.add('/r/octodns.yaml', CONFIG);
    assert.deepEqual(recordsIn(made, '/r/zones/example.com.yaml'), ['www.example.com 60 A 192.0.2.1']);
    const at = CONFIG.indexOf('60');
    made.edit('/r/octodns.yaml', [{ range: { start: at, end: at + 2 }, text: '90' }]);
    assert.deepEqual(recordsIn(made, '/r/zones/example.com.yaml'), ['www.example.com 90 A 192.0.2.1']);
  });

  it('determines how semicolons are escaped', () => {
    const text = "a: {type: TXT, value: 'x\\;y;z'}\n";
    const values = [undefined, 'false', 'true'].map((setting) => {
      const option = setting === undefined ? '' : `, escaped_semicolons: ${setting}`;
      const config = `${providers(`c: {${CLASS}, directory: .${option}}`)}zones: {example.com.: {sources: [c]}}\n`;
      const made = repository({ '/r/octodns.yaml': config, '/r/example.com.yaml': text });
      return recordsIn(made, '/r/example.com.yaml')[0]?.split('TXT ')[1];
    });
    assert.deepEqual(values, ['x;y;z', 'x\\;y;z', 'x;y;z']);
  });

  it('combines several sources', () => {
    const config = `${providers(
      `a: {${CLASS}, directory: zones/a}\nb: {${CLASS}, directory: zones/b}\nmail: {class: octodns_namedfileyaml.NamedFileYamlProvider, directory: shared, filename: mail}`,
    )}zones:\n  example.com.: {sources: [a, b, mail]}\n  example.net.: {sources: [a, mail]}\n`;
    const made = repository({
      '/r/octodns.yaml': config,
      '/r/zones/a/example.com.yaml': SPF,
      '/r/zones/b/example.com.yaml': DMARC,
      '/r/zones/a/example.net.yaml': SPF,
      '/r/shared/mail.yaml': MX,
    });
    assert.deepEqual(recordsIn(made, '/r/shared/mail.yaml'), [
      'example.com 3600 MX 10 mx.example.net.',
      'example.net 3600 MX 10 mx.example.net.',
    ]);
    assert.deepEqual(zonesOf(made, '/r/zones/b/example.com.yaml'), ['example.com']);
    assert.ok(isWhole(made, 'example.com'));
    // One of its zones has mail but no DMARC record.
    const [missing, ...more] = findingsOf(made, '/r/shared/mail.yaml').filter(
      ({ rule }) => rule === 'dmarc-missing',
    );
    assert.match(missing?.message ?? '', /example\.net/);
    assert.deepEqual(more, []);
  });

  it('reads files with other names from disk', () => {
    const config = `${providers(
      `a: {${CLASS}, directory: zones}\nmail: {class: octodns_namedfileyaml.NamedFileYamlProvider, directory: shared, filename: mail}`,
    )}zones:\n  example.com.: {sources: [a, mail]}\n`;
    const files = { '/r/octodns.yaml': config, '/r/zones/example.com.yaml': SPF };
    const made = repository(files, { 'shared/mail.yaml': MX });
    assert.ok(isWhole(made, 'example.com'));
    assert.equal(made.recordsOf('example.com', 'MX').length, 1);
    assert.ok(!isWhole(repository(files), 'example.com'));
  });

  it('finds the zones of dynamic entries', () => {
    const config = `${providers(
      `in: {${CLASS}, directory: in}\nsplit: {${CLASS}, directory: split, split_extension: .zone, disable_zonefile: true}`,
    )}zones:
  '*-some': {sources: [in], glob: '*.example.?et.'}
  '*-regex': {sources: [in], regex: '^(a|b)\\.example\\.org\\.$'}
  '*-broken': {sources: [in], regex: '('}
  '*': {sources: [split]}
  b.example.org.: {sources: [in, elsewhere]}
`;
    const text = 'www: {type: A, value: 192.0.2.1}\n';
    const paths = [
      'in/a.example.net',
      'in/b.example.com',
      'in/a.example.org',
      'in/b.example.org',
      'split/example.com.zone/x',
    ];
    const made = repository({
      '/r/octodns.yaml': config,
      ...Object.fromEntries(paths.map((path) => [`/r/${path}.yaml`, text])),
    });
    const zones = ['a.example.net', 'b.example.com', 'a.example.org', 'b.example.org', 'example.com'];
    assert.deepEqual(
      zones.map((zone) => isWhole(made, zone)),
      [true, false, true, false, true],
    );
  });

  it('reports nothing missing if there may be other records', () => {
    const zone = { '/r/zones/example.com.yaml': MX };
    const variants = [
      CONFIG.replace('[config]', '[config, other]'),
      CONFIG.replace('directory: ./zones', 'directory: env/FOLDER'),
      CONFIG.replace('[config]}', '[config], processors: [mine]}'),
      CONFIG.replace('[config]}', '[gone, config]}'),
      `${CONFIG}manager: {processors: [mine]}\n`,
    ];
    for (const variant of variants)
      assert.ok(!isWhole(repository({ ...zone, '/r/octodns.yaml': variant }), 'example.com'), variant);
    const known = `${CONFIG}manager: {processors: [ns]}\nprocessors: {ns: {class: octodns.processor.filter.IgnoreRootNsFilter}}\n`;
    assert.ok(isWhole(repository({ ...zone, '/r/octodns.yaml': known }), 'example.com'));
    const withDefault = CONFIG.replace('directory: ./zones', 'directory: env/FOLDER/zones');
    assert.ok(isWhole(repository({ ...zone, '/r/octodns.yaml': withDefault }), 'example.com'));
  });

  it('has templates, whose values are unresolved', () => {
    const text = "a: {type: TXT, value: 'v=spf1 include:{x} -all'}\n";
    const config = `${CONFIG.replace('[config]}', '[config], processors: [t]}')}processors: {t: {class: octodns.processor.templating.Templating}}\n`;
    const values = [CONFIG, config].map(
      (one) =>
        recordsIn(
          repository({ '/r/octodns.yaml': one, '/r/zones/example.com.yaml': text }),
          '/r/zones/example.com.yaml',
        )[0],
    );
    assert.deepEqual(values, ['a.example.com 60 TXT v=spf1 include:{x} -all', 'a.example.com 60 TXT \uFFFC']);
  });

  it('reports nothing missing if sets are left unchanged', () => {
    const text = '_dmarc: {octodns: {ignored: true}, type: TXT, value: x}\n';
    const made = repository({ '/r/octodns.yaml': CONFIG, '/r/zones/example.com.yaml': text });
    assert.deepEqual(recordsIn(made, '/r/zones/example.com.yaml'), []);
    assert.ok(!isWhole(made, 'example.com'));
  });

  it('reports nothing missing if another file may contain it', () => {
    const includes = [
      '<<: !include common.yaml\n',
      'a: !include a.yaml\n',
      'a:\n- !include a.yaml\n',
      'a:\n  <<: !include a.yaml\n',
    ];
    for (const text of includes) {
      const made = repository({ '/r/octodns.yaml': CONFIG });
      made.add('/r/zones/example.com.yaml', `${text}b: {type: A, value: 192.0.2.1}\n`, { format: 'octodns' });
      assert.ok(!isWhole(made, 'example.com'), text);
      const [problem, ...more] = made.problems('/r/zones/example.com.yaml');
      assert.match(problem?.message ?? '', /^The (?:included )?file "(?:common|a)\.yaml" is not /);
      assert.deepEqual(more, [], text);
    }
    const made = repository({ '/r/octodns.yaml': CONFIG });
    made.add('/r/zones/example.com.yaml', 'a: {type: TXT, value: !include a.txt}\n', { format: 'octodns' });
    assert.ok(!isWhole(made, 'example.com'));
    assert.equal(made.unread().length, 1);
  });

  it('uses one of two that differ, and reports nothing missing', () => {
    const files = {
      '/r/a.yaml': CONFIG,
      '/r/b.yaml': CONFIG.replace('60', '90'),
      '/r/zones/example.com.yaml': MX,
    };
    const made = repository(files);
    assert.deepEqual(recordsIn(made, '/r/zones/example.com.yaml'), ['example.com 60 MX 10 mx.example.net.']);
    assert.ok(!isWhole(made, 'example.com'));
    assert.ok(isWhole(repository({ ...files, '/r/b.yaml': CONFIG }), 'example.com'));
  });

  it('gives a zone the records of another one', () => {
    const config = CONFIG.replace('[config]}', '[config]}\n  example.net.: {alias: example.com.}');
    const made = repository({ '/r/octodns.yaml': config, '/r/zones/example.com.yaml': MX });
    assert.deepEqual(zonesOf(made, '/r/zones/example.com.yaml'), ['example.com', 'example.net']);
    assert.equal(
      findingsOf(made, '/r/zones/example.com.yaml').filter(({ rule }) => rule === 'dmarc-missing').length,
      1,
    );
  });

  it('also reads master files', () => {
    const config = `${providers(
      `bind: {class: octodns_bind.ZoneFileSource, directory: ./bind}\na: {${CLASS}, directory: zones}`,
    )}zones:\n  example.com.: {sources: [a, bind]}\n`;
    const made = repository(
      {
        '/r/octodns.yaml': config,
        '/r/zones/example.com.yaml': MX,
        '/r/bind/example.com.': '$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n_dmarc TXT "v=DMARC1; p=none"\n',
      },
      { '/r/bind/example.com.': '$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n_dmarc TXT "v=DMARC1; p=none"\n' },
    );
    assert.equal(made.recordsOf('_dmarc.example.com', 'TXT').length, 1);
  });

  it('has its own SPF records, with findings at their source', () => {
    const config = `${providers(
      `in: {${CLASS}, directory: zones}\nspf:\n  class: octodns_spf.SpfSource\n  ip4_addresses: [192.0.2.1, 192.0.2.300]\n  includes:\n  - _spf.example.org\n  soft_fail: true\nnone: {class: octodns_spf.SpfSource}`,
    )}zones:\n  example.com.: {sources: [in, spf]}\n  example.net.: {sources: [in, none]}\n`;
    const made = repository({
      '/r/octodns.yaml': config,
      '/r/zones/example.com.yaml': MX,
      '/r/zones/example.net.yaml': 'www: {type: A, value: 192.0.2.1}\n',
    });
    assert.deepEqual(recordsIn(made, '/r/octodns.yaml'), [
      'example.com 3600 TXT v=spf1 ip4:192.0.2.1 ip4:192.0.2.300 include:_spf.example.org ~all',
      'example.net 3600 TXT v=spf1 -all',
    ]);
    const marked = findingsOf(made, '/r/octodns.yaml')
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, range }) => `${rule} ${config.slice(range.start, range.end)}`);
    assert.deepEqual(marked, ['spf-ip4-invalid 192.0.2.300']);
  });

  it('is read whatever its faults', () => {
    const made = repository({ '/r/zones/example.com.yaml': MX });
    for (let end = 0; end <= CONFIG.length; end++) {
      made.add('/r/octodns.yaml', CONFIG.slice(0, end), { format: 'octodns' });
      findingsOf(made, '/r/zones/example.com.yaml');
    }
    for (const text of [
      'providers:\nzones: [a]\n',
      'providers:\n  class: octodns\nzones:\n  a: *b\n',
      'zones: 1\n',
    ]) {
      made.add('/r/octodns.yaml', text, { format: 'octodns' });
      findingsOf(made, '/r/zones/example.com.yaml');
    }
    assert.ok(!isWhole(made, 'example.com'));
  });

  describe('with several sources of a zone', () => {
    const sourcesWith = (options: string, more = ''): string =>
      `${providers(
        `a: {${CLASS}, directory: a}\nb: {${CLASS}, directory: b${options}}`,
      )}zones:\n  example.com.: {sources: [a, b]}\n${more}`;
    const other = "'': {type: TXT, value: x}\n";
    const twice = (config: string, files: Readonly<Record<string, string>>): readonly string[] => {
      const made = repository({ '/r/octodns.yaml': config, ...files });
      return Object.keys(files).flatMap((path) =>
        findingsOf(made, path).flatMap(({ rule, message }) =>
          rule === 'tf-txt-multiple-sets-same-name' || rule === 'data-record-refused'
            ? [`${path} ${message}`]
            : [],
        ),
      );
    };
    const files = { '/r/a/example.com.yaml': SPF, '/r/b/example.com.yaml': other };
    const FOUND = [
      '/r/b/example.com.yaml Another entry also sets the TXT records of "example.com", which the DNS provider stores as one set.',
    ];

    it('a set that is in two of them is reported', () => {
      assert.deepEqual(twice(sourcesWith(''), files), FOUND);
      const apart = { ...files, '/r/b/example.com.yaml': other.replace("''", 'b') };
      assert.deepEqual(twice(sourcesWith(''), apart), []);
      const split = sourcesWith('').replace('directory: a', 'directory: a, split_extension: .');
      // In the folder of a zone, and in its file.
      assert.equal(twice(split, { '/r/a/example.com./b.yaml': other, ...apart }).length, 1);
    });

    it('one that replaces others is not evaluated, but listed', () => {
      const config = sourcesWith(', populate_should_replace: true');
      assert.deepEqual(twice(config, files), []);
      const made = repository({ '/r/octodns.yaml': config, ...files });
      const problems = made.problems('/r/octodns.yaml').map(({ message, unread }) => [message, unread?.kind]);
      assert.deepEqual(problems, [
        [
          'mailtxt does not evaluate what the records of "b" replace, so these records are missing from the zones with this source.',
          'format',
        ],
      ]);
      // The first one has nothing to replace.
      const first = config.replace('[a, b]', '[b]');
      assert.deepEqual(repository({ '/r/octodns.yaml': first, ...files }).problems('/r/octodns.yaml'), []);
    });

    it('an SPF source adds to them, and one that merges is listed', () => {
      const config = sourcesWith('').replace(
        `{${CLASS}, directory: b}`,
        '{class: octodns_spf.SpfSource, includes: [_spf.example.net]}',
      );
      assert.deepEqual(twice(config, { '/r/a/example.com.yaml': other }), []);
      const merging = config.replace('SpfSource,', 'SpfSource, merging_enabled: true,');
      const made = repository({ '/r/octodns.yaml': merging, '/r/a/example.com.yaml': other });
      const problems = made.problems('/r/octodns.yaml').map(({ message }) => message);
      assert.deepEqual(problems, [
        'mailtxt does not merge the SPF record of "b" with others, so it is missing from the zones with this source.',
      ]);
      assert.ok(!isWhole(made, 'example.com'));
    });

    it('sets are merged if the configuration has mergers', () => {
      assert.deepEqual(twice(sourcesWith('', 'manager: {mergers: [txt]}\n'), files), []);
      const inFile = {
        ...files,
        '/r/a/example.com.yaml': "'': [{type: TXT, value: a}, {type: TXT, value: b}]\n",
      };
      assert.deepEqual(twice(sourcesWith('', 'mergers: [txt]\n'), inFile), []);
      assert.equal(twice(sourcesWith(''), inFile).length, 2);
    });
  });
});
