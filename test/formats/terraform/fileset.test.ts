import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import { MAX_ALTERNATIVES } from '../../../server/src/formats/terraform/evaluate/functions/file-pattern.ts';
import { MAX_NAME_PATTERNS } from '../../../server/src/formats/terraform/configuration.ts';
import { ConfigFiles } from '../../../server/src/hosts/node/config-files.ts';
import { diskEnvironment } from '../../../server/src/hosts/node/environment.ts';
import { readServerZones } from '../../../server/src/hosts/node/server-configs.ts';
import { configuration } from '../../harness/configuration.ts';
import { applyFix, findingsOf, environment } from '../../harness/workspace.ts';
import { itEvaluates, valuesOf } from './function-values.ts';
import { problemLines, recordLines, terraform, txt } from './module.ts';

const list = (call: string): string => `jsonencode(${call})`;

describe("Terraform's fileset", () => {
  // The cases of Terraform's own tests, in which the folder has these files.
  itEvaluates(
    (
      [
        ['fileset("."', '"testdata*")', '[]'],
        ['fileset("."', '"testdata")', '[]'],
        ['fileset("."', '"{testdata,missing}")', '[]'],
        ['fileset("."', '"testdata/missing")', '[]'],
        ['fileset("."', '"testdata/missing*")', '[]'],
        ['fileset("."', '"*/missing")', '[]'],
        ['fileset("."', '"**/missing")', '[]'],
        ['fileset("."', '"testdata/*.txt")', '["testdata/hello.txt"]'],
        ['fileset("."', '"testdata/hello.txt")', '["testdata/hello.txt"]'],
        ['fileset("."', '"testdata/hello.???")', '["testdata/hello.txt"]'],
        ['fileset("."', '"testdata/hello*")', '["testdata/hello.tmpl","testdata/hello.txt"]'],
        ['fileset("."', '"testdata/hello.{tmpl,txt}")', '["testdata/hello.tmpl","testdata/hello.txt"]'],
        ['fileset("."', '"*/hello.txt")', '["testdata/hello.txt"]'],
        ['fileset("."', '"*/*.txt")', '["testdata/hello.txt"]'],
        ['fileset("."', '"*/hello*")', '["testdata/hello.tmpl","testdata/hello.txt"]'],
        ['fileset("."', '"**/hello*")', '["testdata/hello.tmpl","testdata/hello.txt"]'],
        ['fileset("."', '"**/hello.{tmpl,txt}")', '["testdata/hello.tmpl","testdata/hello.txt"]'],
        ['fileset("."', '"[")', '…'],
        ['fileset("."', '"\\\\")', '…'],
        ['fileset("testdata"', '"missing")', '[]'],
        ['fileset("testdata"', '"missing*")', '[]'],
        ['fileset("testdata"', '"*.txt")', '["hello.txt"]'],
        ['fileset("testdata"', '"hello.txt")', '["hello.txt"]'],
        ['fileset("testdata"', '"hello.???")', '["hello.txt"]'],
        ['fileset("testdata"', '"hello*")', '["hello.tmpl","hello.txt"]'],
        ['fileset("testdata"', 'var.x)', '…'],
        // Other cases.
        ['fileset("${path.module}/testdata"', '"*.txt")', '["hello.txt"]'],
        [
          'fileset(path.module',
          '"deep/**")',
          '["deep/.hidden.yaml","deep/a/b/c.yaml","deep/a/x.yml","deep/top.yaml"]',
        ],
        [
          'fileset(path.module',
          '"deep/**/*.yaml")',
          '["deep/.hidden.yaml","deep/a/b/c.yaml","deep/top.yaml"]',
        ],
        ['fileset("deep"', '"**/**/c.yaml")', '["a/b/c.yaml"]'],
        ['fileset("deep"', '"a/**/b/*")', '["a/b/c.yaml"]'],
        ['fileset("deep"', '"../testdata/*.txt")', '["../testdata/hello.txt"]'],
        ['fileset("deep/a"', '"../*.yaml")', '["../.hidden.yaml","../top.yaml"]'],
        ['fileset("deep"', '"{a/*,{top,no}}.{yaml,yml}")', '["a/x.yml","top.yaml"]'],
        ['fileset("deep"', '"[s-u]op.yaml")', '["top.yaml"]'],
        ['fileset("deep"', '"[^s-u]*.yaml")', '[".hidden.yaml"]'],
        ['fileset("deep"', '"t\\\\op.y*l")', '["top.yaml"]'],
        ['fileset("deep"', '"*****p*.y?ml")', '["top.yaml"]'],
        ['fileset("deep"', '"{top")', '…'],
        ['fileset("nowhere"', '"*.yaml")', '…'],
        ['fileset("../../.."', '"*.yaml")', '…'],
        ['fileset("{nowhere,deep}"', '"top.yaml")', '["../deep/top.yaml"]'],
        ['fileset("."', 'null)', '…'],
        ['fileset("."', '["*"])', '…'],
        ['fileset("."', `"${'{a,b}'.repeat(7)}")`, '…'],
      ] as const
    ).map(([folder, pattern, value]) => [list(`${folder}, ${pattern}`), value]),
    {
      text: 'variable "x" {}\n',
      files: {
        'testdata/hello.txt': '',
        'testdata/hello.tmpl': '',
        'deep/top.yaml': '',
        'deep/.hidden.yaml': '',
        'deep/a/x.yml': '',
        'deep/a/b/c.yaml': '',
      },
    },
  );

  it('expands braces to the maximum number of alternatives, and no more', () => {
    const ways = Array.from({ length: MAX_ALTERNATIVES + 1 }, (_, i) => `f${i}`);
    assert.deepEqual(
      valuesOf(
        [ways.slice(1), ways].map((some) => list(`fileset(".", "{${some.join(',')}}")`)),
        { files: { f3: '' } },
      ),
      ['["f3"]', '…'],
    );
  });

  const ZONES = `resource "aws_route53_record" "all" {
  for_each = {
    for r in flatten([for f in fileset("\${path.module}/zones", "**/*.yaml") : yamldecode(file("\${path.module}/zones/\${f}"))]) :
    r.name => r
  }
  zone_id = "Z1"
  name    = each.value.name
  type    = "TXT"
  ttl     = 300
  records = [each.value.txt]
}
`;
  const ZONE_FILES = {
    '/dns/main.tf': ZONES,
    '/dns/zones/a.yaml': '- name: a.example.com\n  txt: v=spf1 mx -all\n',
    '/dns/zones/more/b.yaml': '- name: b.example.com\n  txt: v=spf1 mx «+all»\n'.replace(/[«»]/g, ''),
    '/dns/zones/more/notes.txt': 'no records',
  };

  it('finds records in files that no expression names, with findings and fixes there', () => {
    const made = configuration(ZONE_FILES);
    const path = '/dns/zones/more/b.yaml';
    const text = ZONE_FILES[path];
    const [finding, ...others] = findingsOf(made, path).filter(({ rule }) => rule === 'spf-all-pass');
    assert.ok(finding);
    assert.deepEqual(others, []);
    assert.deepEqual(finding.range, { start: text.indexOf('+all'), end: text.indexOf('+all') + 4 });
    const [fix] = made.detailsOf(path, finding).fixes;
    assert.equal(fix && applyFix(made, path, fix), text.replace('+all', '~all'));
    assert.deepEqual(recordLines(made, '/dns/zones/a.yaml'), ['a.example.com TXT "v=spf1 mx -all"']);
  });

  it('finds added files, and drops deleted ones', () => {
    const files: Record<string, string> = { ...ZONE_FILES };
    const workspace = terraform(files);
    const owners = (): readonly string[] =>
      recordLines(workspace, '/dns/main.tf').map((line) => line.split(' ')[0] ?? '');
    assert.deepEqual(owners(), ['a.example.com', 'b.example.com']);
    files['/dns/zones/new/deep/c.yaml'] = '- name: c.example.com\n  txt: v=spf1 mx -all\n';
    workspace.filesChanged(['/dns/zones/new/deep/c.yaml']);
    assert.deepEqual(owners(), ['a.example.com', 'b.example.com', 'c.example.com']);
    delete files['/dns/zones/a.yaml'];
    workspace.filesChanged(['/dns/zones/a.yaml']);
    assert.deepEqual(owners(), ['b.example.com', 'c.example.com']);
  });

  it('notifies the host of the folders and the names that it searches for', () => {
    const listed: unknown[] = [];
    const workspace = createWorkspace({
      ...environment(),
      files: {
        list: (folder) => (folder === '/dns/zones' ? ['/dns/zones/a.yaml'] : []),
        folders: () => [],
        read: (path) => (path === '/dns/zones/a.yaml' ? ZONE_FILES[path] : undefined),
      },
      observer: {
        includesFollowed: () => undefined,
        modulesRead: (_, __, folders) =>
          listed.push([...folders].map(([folder, names]) => [folder, [...names]])),
      },
    });
    workspace.add('/dns/main.tf', ZONES);
    workspace.paths();
    assert.deepEqual(listed.at(-1), [['/dns/zones', ['*.yaml']]]);
  });

  it('notifies the host of a limited number of names in one folder', () => {
    let listed: ReadonlyMap<string, ReadonlySet<string>> = new Map();
    const workspace = createWorkspace({
      ...environment(),
      files: { list: () => [], folders: () => [], read: () => undefined },
      observer: {
        includesFollowed: () => undefined,
        modulesRead: (_, __, folders) => (listed = folders),
      },
    });
    workspace.add(
      '/dns/main.tf',
      txt('a', 'join("", flatten([for i in range(1000) : fileset("f", "${i}")]))'),
    );
    workspace.paths();
    const names = listed.get('/dns/f');
    assert.ok(names !== undefined && names.size <= MAX_NAME_PATTERNS && names.has('*'));
  });

  it('is reported if the folder does not exist, or if there is too much to examine', () => {
    const missing = terraform({ '/dns/main.tf': txt('a', 'join(",", fileset("nowhere", "*"))') });
    assert.deepEqual(recordLines(missing, '/dns/main.tf'), ['a.example.com TXT "…"']);
    const many = Object.fromEntries(
      Array.from({ length: 2000 }, (_, i) => [`/dns/f${i}/a.yaml`, ''] as const),
    );
    const found = terraform(
      {
        '/dns/main.tf': txt('a', 'join(",", fileset(".", "**/*.yaml"))') + txt('b', '"v=spf1 -all"'),
        ...many,
      },
      ['/dns/main.tf'],
    );
    assert.match(
      problemLines(found, '/dns/main.tf').join('\n'),
      /fileset\(.*: This call takes too much work to evaluate, so its result is unknown/,
    );
    assert.deepEqual(recordLines(found, '/dns/main.tf'), [
      'a.example.com TXT "…"',
      'b.example.com TXT "v=spf1 -all"',
    ]);
  });

  describe('on a disk', () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'fileset-'));
      for (const path of ['work/dns/zones/more', 'elsewhere'])
        mkdirSync(join(folder, path), { recursive: true });
      const [first, second] = [ZONE_FILES['/dns/zones/a.yaml'], ZONE_FILES['/dns/zones/more/b.yaml']];
      writeFileSync(join(folder, 'work/dns/main.tf'), ZONES);
      writeFileSync(join(folder, 'work/dns/zones/a.yaml'), first);
      writeFileSync(join(folder, 'work/dns/zones/more/b.yaml'), second);
      writeFileSync(join(folder, 'elsewhere/c.yaml'), first.replace('a.', 'c.'));
      symlinkSync('../../../elsewhere', join(folder, 'work/dns/zones/link'));
      symlinkSync('../../../elsewhere', join(folder, 'work/dns/zones/link.yaml'));
      symlinkSync('loop.yaml', join(folder, 'work/dns/zones/loop.yaml'));
      symlinkSync('..', join(folder, 'work/dns/zones/more/up'));
    });
    after(() => {
      rmSync(folder, { recursive: true });
    });

    it('finds only files in the workspace, and does not follow links to folders', () => {
      const work = join(folder, 'work');
      const workspace = createWorkspace(
        diskEnvironment({ folders: [work], configs: new ConfigFiles(), serverZones: readServerZones([]) }),
      );
      const outside = txt('z', 'join(",", fileset("${path.module}/../../elsewhere", "*.yaml"))');
      workspace.add(join(work, 'dns/main.tf'), ZONES + outside);
      assert.deepEqual(recordLines(workspace, join(work, 'dns/main.tf')), [
        'a.example.com TXT "v=spf1 mx -all"',
        'b.example.com TXT "v=spf1 mx +all"',
        'z.example.com TXT "…"',
      ]);
    });
  });
});
