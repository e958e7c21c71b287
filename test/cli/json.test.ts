import assert from 'node:assert/strict';

import { applyEdits } from '../../server/src/text/edit.ts';
import { folderWith, mailtxt, removeFolders } from './run.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a value must be: a type's name, a list of one shape, or an object; `?` marks keys that may be missing. */
type Shape =
  | 'string'
  | 'count'
  | 'boolean'
  | 'severity'
  | 'unread kind'
  | 'safety'
  | 'name'
  | readonly [Shape]
  | { readonly [key: string]: Shape };

const POSITION = { line: 'count', column: 'count' } as const;
const RANGE = { start: POSITION, end: POSITION } as const;
const PROBLEM = { path: 'string', message: 'string', 'range?': RANGE, fatal: 'boolean' } as const;

const PLACE = { message: 'string', path: 'string', range: RANGE } as const;

const UNREAD = {
  kind: 'unread kind',
  path: 'string',
  'range?': RANGE,
  message: 'string',
  count: 'count',
} as const;

const CHECK: Shape = {
  tool: { name: 'string', version: 'string' },
  files: [{ path: 'string', format: 'string', records: 'count', emailRecords: 'count' }],
  findings: [
    {
      rule: 'string',
      severity: 'severity',
      message: 'string',
      why: 'string',
      url: 'string',
      path: 'string',
      range: RANGE,
      owner: 'name',
      type: 'name',
      fingerprint: 'string',
      fixes: [
        { title: 'string', safety: 'safety', edits: [{ path: 'string', range: RANGE, text: 'string' }] },
      ],
      related: [PLACE],
    },
  ],
  bounces: [
    {
      id: 'string',
      dnsFixable: 'string',
      message: 'string',
      path: 'string',
      range: RANGE,
      related: [PLACE],
    },
  ],
  problems: [PROBLEM],
  unread: [UNREAD],
  'fixed?': [{ path: 'string', rule: 'string', title: 'string' }],
  summary: {
    error: 'count',
    warning: 'count',
    info: 'count',
    hint: 'count',
    files: 'count',
    records: 'count',
    unread: 'count',
  },
};

const RECORDS: Shape = {
  records: [
    {
      owner: 'name',
      'relativeOwner?': 'string',
      type: 'string',
      ttl: 'count',
      'strings?': ['string'],
      data: 'string',
      complete: 'boolean',
      certain: 'boolean',
      path: 'string',
      range: RANGE,
    },
  ],
  unread: [UNREAD],
  problems: [PROBLEM],
};

function assertShape(value: Json | undefined, shape: Shape, at = '$'): void {
  if (typeof shape === 'string') {
    assert.ok(isA(value, shape), `${at} is ${JSON.stringify(value)}, not a ${shape}`);
  } else if (isList(shape)) {
    assert.ok(Array.isArray(value), `${at} is no list`);
    value.forEach((item: Json, index) => assertShape(item, shape[0], `${at}[${index}]`));
  } else {
    assert.ok(isObject(value), `${at} is no object`);
    const known = new Map(Object.entries(shape).map(([key, of]) => [key.replace('?', ''), of]));
    for (const key of Object.keys(value)) assert.ok(known.has(key), `${at}.${key} is not in the contract`);
    for (const [key, of] of Object.entries(shape)) {
      if (key.endsWith('?') && value[key.slice(0, -1)] === undefined) continue;
      assertShape(value[key.replace('?', '')], of, `${at}.${key}`);
    }
  }
}

const UNREAD_KINDS = ['module', 'variables', 'name', 'format', 'include', 'duplicate-zone', 'limit', 'dns'];

function isA(value: Json | undefined, shape: string): boolean {
  if (shape === 'severity')
    return value === 'error' || value === 'warning' || value === 'info' || value === 'hint';
  if (shape === 'unread kind') return typeof value === 'string' && UNREAD_KINDS.includes(value);
  if (shape === 'safety') return value === 'safe' || value === 'review';
  if (shape === 'count') return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  if (shape === 'name') return value === null || typeof value === 'string';
  return typeof value === shape;
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Report {
  readonly files: readonly { readonly path: string; readonly emailRecords: number }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly range: { readonly start: Place; readonly end: Place };
    readonly fixes: readonly {
      readonly edits: readonly {
        readonly range: { readonly start: Place; readonly end: Place };
        readonly text: string;
      }[];
    }[];
  }[];
  readonly problems: readonly { readonly path: string }[];
  readonly unread: readonly { readonly kind: string; readonly path: string }[];
  readonly fixed?: readonly { readonly rule: string }[];
  readonly summary: Readonly<Record<string, number>>;
}

function check(files: Readonly<Record<string, string>>, args: readonly string[] = ['.']): Report {
  const { stdout } = mailtxt(['check', '--format', 'json', ...args], { cwd: folderWith(files) });
  const json = JSON.parse(stdout) as Json;
  assertShape(json, CHECK);
  return json as unknown as Report;
}

/** Counts lines and columns on its own, as a script that reads the JSON would. */
function offsetOf(text: string, { line, column }: Place): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}

describe('JSON', () => {
  after(removeFolders);

  const zone = [
    '$ORIGIN example.com.',
    '$TTL 3600',
    '@ IN MX 10 mail',
    '@ IN TXT "v=spf1 mx mx +all"',
    '_dmarc IN TXT "v=DMARC1; p=reject; p=none; rua=mailto:dmarc@example.com"',
    '@ IN TXT "site-verification=1"',
    '',
  ].join('\n');

  it('of a check is as documented', () => {
    const report = check({ 'a/x.zone': zone, 'y.zone': '$INCLUDE gone\n', '.mailtxt.json': '{"rulez": 1}' }, [
      '.',
      'none',
    ]);
    assert.deepEqual(
      report.files.map(({ path }) => path),
      ['a/x.zone', 'y.zone'],
    );
    assert.deepEqual(
      report.problems.map(({ path }) => path),
      ['.mailtxt.json', 'none', 'y.zone'],
    );
    assert.equal(report.files[0]?.emailRecords, 3);
    const { files, records, unread, ...counts } = report.summary;
    assert.deepEqual([files, records, unread], [2, 4, report.unread.length]);
    assert.deepEqual(
      report.unread.map(({ kind, path }) => `${kind} ${path}`),
      ['dns .', 'include y.zone'],
    );
    assert.equal(
      Object.values(counts).reduce((a, b) => a + b),
      report.findings.length,
    );
    assert.ok(report.findings.some(({ rule }) => rule === 'spf-all-pass'));
  });

  it('counts lines and columns from 1', () => {
    const finding = check({ 'x.zone': zone }).findings.find(({ rule }) => rule === 'spf-all-pass');
    assert.deepEqual(finding?.range, { start: { line: 4, column: 24 }, end: { line: 4, column: 28 } });
  });

  it('has fixes that do what --fix-rule does', () => {
    const files = { 'x.zone': zone };
    const finding = check(files).findings.find(({ rule }) => rule === 'spf-all-pass');
    const edits = finding?.fixes[0]?.edits.map(({ range, text }) => ({
      range: { start: offsetOf(zone, range.start), end: offsetOf(zone, range.end) },
      text,
    }));
    const { stdout } = mailtxt(['check', '--stdin', '--fix-rule', 'spf-all-pass'], { stdin: zone });
    assert.equal(applyEdits(zone, edits ?? []), stdout);
  });

  it('lists what was fixed', () => {
    const report = check({ 'x.zone': zone }, ['--fix', '.']);
    assert.deepEqual(
      report.fixed?.map(({ rule }) => rule),
      ['spf-duplicate-term'],
    );
    assert.ok(!report.findings.some(({ rule }) => rule === 'spf-duplicate-term'));
  });

  it('is one object if nothing is found', () => {
    const report = check({});
    assert.deepEqual([report.files, report.findings, report.problems], [[], [], []]);
  });

  it('shows only errors with --quiet, and counts all', () => {
    const report = check({ 'x.zone': zone }, ['--quiet', '.']);
    assert.ok(report.findings.every((finding) => 'severity' in finding && finding.severity === 'error'));
    assert.equal(report.summary['error'], report.findings.length);
    assert.notEqual(report.summary['hint'], 0);
  });

  it('of records shows which may not exist', () => {
    const cwd = folderWith({
      'main.tf': `variable "backup" {}
resource "cloudflare_record" "mx" {
  count    = var.backup ? 2 : 1
  zone_id  = "example.com"
  name     = "@"
  type     = "MX"
  content  = "mx.example.net"
  priority = 10
}
resource "cloudflare_record" "txt" {
  zone_id = "example.com"
  name    = "@"
  type    = "TXT"
  content = "v=spf1 mx -all"
}
`,
    });
    const json = JSON.parse(mailtxt(['records', '--format', 'json', '.'], { cwd }).stdout) as {
      readonly records: readonly { readonly type: string; readonly certain: boolean }[];
    };
    assert.deepEqual(
      json.records.map(({ type, certain }) => [type, certain]),
      [
        ['MX', false],
        ['TXT', true],
      ],
    );
    assert.equal(
      mailtxt(['records', '.'], { cwd }).stdout,
      'example.com.\tIN\tMX\t10 mx.example.net.\t; not certain\nexample.com.\tIN\tTXT\t"v=spf1 mx -all"\n',
    );
  });

  it('of records is as documented', () => {
    const cwd = folderWith({
      'x.zone': zone,
      'relative.zone': 'www 300 IN TXT "a" "{{ b }}"\nx 300 IN A 192.0.2.1\n',
    });
    const json = JSON.parse(mailtxt(['records', '--format', 'json', '.', 'none'], { cwd }).stdout) as Json;
    assertShape(json, RECORDS);
    const [first, second, mx] = (json as unknown as { records: readonly object[] }).records;
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 29 } };
    assert.deepEqual(first, {
      owner: null,
      relativeOwner: 'www',
      type: 'TXT',
      ttl: 300,
      strings: ['a', '${…}'],
      data: '"a" "${…}"',
      complete: false,
      certain: true,
      path: 'relative.zone',
      range,
    });
    assert.ok(second !== undefined && !('strings' in second));
    assert.deepEqual(mx, {
      owner: 'example.com',
      type: 'MX',
      ttl: 3600,
      data: '10 mail.example.com.',
      complete: true,
      certain: true,
      path: 'x.zone',
      range: { start: { line: 3, column: 1 }, end: { line: 3, column: 16 } },
    });
  });
});
