import assert from 'node:assert/strict';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { applyFix, findingsOf, environment } from '../../harness/workspace.ts';

const PATH = '/r/zones/example.com.yaml';

function read(text: string, options = 'enforce_order: false', zone = ''): Workspace {
  const made = createWorkspace({ ...environment(), originOf: () => undefined });
  const provider = `{class: octodns.provider.yaml.YamlProvider, directory: zones, ${options}}`;
  made.add(
    '/r/octodns.yaml',
    `providers:\n  c: ${provider}\nzones:\n  example.com.: {sources: [c]${zone}}\n`,
  );
  made.add(PATH, text, { format: 'octodns' });
  return made;
}

const RULES = [
  'data-key-repeated',
  'data-record-refused',
  'tf-data-refused',
  'zone-cname-and-other-data',
  'zone-cname-at-apex',
  'zone-owner-repeats-origin',
  'zone-singleton-repeated',
];

/** The reason in octoDNS's words, or the rule if another one reports it, and the marked text. */
function refused(made: Workspace, text: string): readonly string[] {
  return findingsOf(made, PATH)
    .filter(({ rule }) => RULES.includes(rule))
    .map(({ rule, message, range }) => {
      const words = /\("(.*)"\)|octoDNS (fails at)/.exec(message);
      const said = rule === 'data-record-refused' ? (words?.[1] ?? words?.[2]) : rule;
      return `${said ?? message}: ${text.slice(range.start, range.end)}`;
    });
}

/** The text after the first fix, if there is one, and whether it is safe. */
function fixed(made: Workspace): string | undefined {
  const [finding] = findingsOf(made, PATH).filter(({ rule }) => RULES.includes(rule));
  const [fix] = finding === undefined ? [] : made.fixesOf(PATH, finding);
  return fix && `${fix.safety}: ${applyFix(made, PATH, fix)}`;
}

const A = '{type: A, value: 192.0.2.1}';

/** The words are those of octoDNS 1.22: `record/*.py`, `yaml.py`, `zone.py`. */
const CASES: readonly (readonly [text: string, refused: string | undefined, fixed?: string])[] = [
  [`'@': ${A}\n`, `use "" instead: '@'`, `safe: '': ${A}\n`],
  [`'': ${A}\n'@': ${A}\n`, `use "" instead: '@'`],
  [`a.: ${A}\n`, 'double .: a.', `review: a: ${A}\n`],
  [`a.example.com.: ${A}\n`, 'double .: a.example.com.', `safe: a: ${A}\n`],
  [`a..b: ${A}\n`, 'double .: a..b', `review: a.b: ${A}\n`],
  [`${'a'.repeat(64)}: ${A}\n`, `invalid label: ${'a'.repeat(64)}`],
  [`${'a'.repeat(63)}: ${A}\n`, undefined],
  // With ".example.com." it is 254 characters long.
  [`${'a.'.repeat(120)}a: ${A}\n`, `invalid fqdn: ${'a.'.repeat(120)}a`],
  [`${'a.'.repeat(119)}aa: ${A}\n`, undefined],
  [`a b: ${A}\n`, 'whitespace is not allowed: a b'],
  ['a: {ttl: 60, value: 192.0.2.1}\n', 'missing type: ttl'],
  ['a:\n- {type: A, value: 192.0.2.1}\n- value: x\n', 'missing type: value'],
  ['a: 192.0.2.1\n', 'octoDNS fails at: 192.0.2.1'.replace('octoDNS ', '')],
  // Unfinished.
  ['a:\n', undefined],
  ['a: {}\n', undefined],
  ['a: {<<: !include b.yaml, value: x}\n', undefined],
  [`a.example.com: ${A}\n`, 'zone-owner-repeats-origin: a.example.com', `review: a: ${A}\n`],
  [`example.com: ${A}\n`, 'zone-owner-repeats-origin: example.com', `review: '': ${A}\n`],
  ["'': {type: CNAME, value: a.example.net.}\n", 'zone-cname-at-apex: CNAME'],
  ["'': {type: ALIAS, value: a.example.net.}\n", undefined],
  ['a: {type: ALIAS, value: a.example.net.}\n', 'non-root ALIAS not allowed: ALIAS'],
  [`a:\n- {type: CNAME, value: a.example.net.}\n- ${A}\n`, 'zone-cname-and-other-data: CNAME'],
  [
    'a: {type: CNAME, values: [a.example.net.]}\n',
    'missing value: values',
    'safe: a: {type: CNAME, value: a.example.net.}\n',
  ],
  [
    'a:\n  type: CNAME\n  values:\n  - a.example.net.\n',
    'missing value: values',
    'safe: a:\n  type: CNAME\n  value: a.example.net.\n',
  ],
  ['a: {type: CNAME, values: [a.example.net., b.example.net.]}\n', 'zone-singleton-repeated: CNAME'],
  ['a: {type: TXT}\n', 'missing value(s): TXT'],
  ['a: {type: TXT, value: }\n', 'missing value(s): TXT'],
  ['a: {type: TXT, values: []}\n', 'missing value(s): TXT'],
  ['a: {type: CNAME, value: host}\n', 'not a valid FQDN: host'],
  ['a: {type: CNAME, value: host.}\n', 'not a valid FQDN: host.'],
  ['a: {type: NS, values: [ns1, ns.example.net]}\n', 'not a valid FQDN: ns1'],
  ["a: {type: CNAME, value: 'v=DMARC1;p=none'}\n", "not a valid FQDN: 'v=DMARC1;p=none'"],
  ['a: {type: CNAME, value: a_b.-c.example.net}\n', 'not a valid FQDN: a_b.-c.example.net'],
  ["a: {type: CNAME, value: '{x}'}\n", undefined],
  ['a: {type: TXT, values: [[x, y]]}\n', 'fails at: [x, y]'],
  ['a: {type: MX, value: {exchange: ., preference: 0}}\n', undefined],
  ['a: {type: MX, value: {exchange: 192.0.2.1, preference: 0}}\n', undefined],
  ['a: {type: MX, value: {exchange: mx.example.net.}}\n', 'missing preference: exchange'],
  ['a: {type: MX, value: {preference: 1}}\n', 'missing exchange: preference'],
  ['a: {type: MX, value: {priority: 1, value: mx.example.net.}}\n', undefined],
  ["a: {type: MX, value: {preference: '10', value: mx.example.net.}}\n", undefined],
  ['a: {type: MX, value: {preference: ten, value: mx.example.net.}}\n', 'invalid preference: ten'],
  [
    'a: {type: MX, value: 10 mx.example.net.}\n',
    'fails at: 10 mx.example.net.',
    // The domain then has mail but no DMARC record.
    'review: a: {type: MX, value: {exchange: mx.example.net., preference: 10}}\n',
  ],
  ['a: {type: MX, value: mx.example.net.}\n', 'fails at: mx.example.net.'],
  ['_a._tcp: {type: SRV, value: {port: 1, priority: 1, target: a.example.net.}}\n', 'missing weight: port'],
  [
    '_a._tcp: {type: SRV, value: 1 2 3 a.example.net.}\n',
    'fails at: 1 2 3 a.example.net.',
    'safe: _a._tcp: {type: SRV, value: {port: 3, priority: 1, target: a.example.net., weight: 2}}\n',
  ],
  ['a: {type: TXT, value: 123456}\n', 'fails at: 123456', "safe: a: {type: TXT, value: '123456'}\n"],
  ['a: {type: TXT, value: yes}\n', 'fails at: yes', "safe: a: {type: TXT, value: 'yes'}\n"],
  [
    'a: {type: TXT, value: 2024-01-01}\n',
    'fails at: 2024-01-01',
    "safe: a: {type: TXT, value: '2024-01-01'}\n",
  ],
  ["a: {type: TXT, value: '1'}\n", undefined],
  ['a: {type: txt, value: x}\n', 'Unknown record type: txt', 'safe: a: {type: TXT, value: x}\n'],
  ['a: {type: Provider/alias, value: x}\n', undefined],
  ['a: {ttl: 1h, type: TXT, value: x}\n', 'invalid ttl: 1h', 'safe: a: {ttl: 3600, type: TXT, value: x}\n'],
  ['a: {ttl: soon, type: TXT, value: x}\n', 'invalid ttl: soon'],
  ['a: {ttl: -1, type: TXT, value: x}\n', 'invalid ttl: -1'],
  ["a: {ttl: '300', type: TXT, value: x}\n", undefined],
  [
    'a:\n  - type: TXT\n    value: x\n  - type: TXT\n    value: y\n',
    'Duplicate record: TXT',
    'safe: a:\n  - type: TXT\n    values:\n      - x\n      - y\n',
  ],
  [
    'a:\n- ttl: 60\n  type: TXT\n  values:\n  - x\n- type: TXT\n  value: y\n',
    'Duplicate record: TXT',
    'review: a:\n- ttl: 60\n  type: TXT\n  values:\n  - x\n  - y\n',
  ],
  [
    'a:\n- type: MX\n  value:\n    exchange: a.example.net.\n    preference: 1\n- type: MX\n  value:\n    exchange: b.example.net.\n    preference: 2\n',
    'Duplicate record: MX',
  ],
];

const ORDERED: readonly (readonly [
  text: string,
  options: string,
  refused: string | undefined,
  fixed?: string,
])[] = [
  [`b: ${A}\na: ${A}\n`, 'enforce_order: true', 'keys out of order: b', `safe: a: ${A}\nb: ${A}\n`],
  [`b: ${A}\na: ${A}\n`, 'default_ttl: 60', 'keys out of order: b', `safe: a: ${A}\nb: ${A}\n`],
  [`b: ${A}\na: ${A}\n`, 'enforce_order: false', undefined],
  [`a2: ${A}\na10: ${A}\n`, 'order_mode: natural', undefined],
  [`a2: ${A}\na10: ${A}\n`, 'order_mode: simple', 'keys out of order: a2', `safe: a10: ${A}\na2: ${A}\n`],
  [
    `z: ${A}\na:\n  type: A\n  value: 192.0.2.1\n# of c\nc: ${A}`,
    'enforce_order: true',
    'keys out of order: z',
    `safe: a:\n  type: A\n  value: 192.0.2.1\n# of c\nc: ${A}\nz: ${A}`,
  ],
  [
    'a: {value: x, type: TXT}\n',
    'enforce_order: true',
    'keys out of order: value',
    'safe: a: {type: TXT, value: x}\n',
  ],
  [
    'a:\n- type: MX\n  value:\n    preference: 1\n    exchange: a.example.net.\n',
    'enforce_order: true',
    'keys out of order: preference',
    'safe: a:\n- type: MX\n  value:\n    exchange: a.example.net.\n    preference: 1\n',
  ],
  [`10: ${A}\n9: ${A}\n`, 'enforce_order: true', 'keys out of order: 10', `safe: 9: ${A}\n10: ${A}\n`],
  [`a: {<<: *b}\nb: ${A}\n`, 'enforce_order: true', undefined],
];

describe('what octoDNS rejects', () => {
  for (const [text, expected, after] of CASES)
    it(`is reported: ${text.trim().slice(0, 60)}`, () => {
      const made = read(text);
      assert.deepEqual(refused(made, text).slice(0, 1), expected === undefined ? [] : [expected]);
      if (after !== undefined) assert.equal(fixed(made), after);
    });

  for (const [text, options, expected, after] of ORDERED)
    it(`is reported with ${options}: ${text.trim().slice(0, 60)}`, () => {
      const made = read(text, options);
      assert.deepEqual(refused(made, text).slice(0, 1), expected === undefined ? [] : [expected]);
      if (after !== undefined) assert.equal(fixed(made), after);
    });

  it('is not reported if the record is lenient, unless it stops octoDNS', () => {
    const lenient = [
      'a.: {type: A, value: 192.0.2.1}\n',
      'a: {type: CNAME, value: host}\n',
      "'@': {type: A, value: 192.0.2.1}\n",
    ];
    for (const text of lenient) {
      assert.deepEqual(refused(read(text, 'enforce_order: false', ', lenient: true'), text), [], text);
      const own = text.replace('{', '{octodns: {lenient: true}, ');
      assert.deepEqual(refused(read(own), own), [], own);
    }
    const text = 'a: {type: TXT, value: 1}\n';
    assert.equal(refused(read(text, 'enforce_order: false', ', lenient: true'), text).length, 1);
  });

  it('includes a name that is out of order in an otherwise sorted file without a configuration', () => {
    const made = createWorkspace(environment());
    const text = ['a', 'b', 'e', 'c', 'd', 'f'].map((name) => `${name}: ${A}\n`).join('');
    made.add(PATH, text, { format: 'octodns' });
    const found = findingsOf(made, PATH).filter(({ rule }) => rule === 'data-record-refused');
    assert.deepEqual(
      found.map(({ severity, range }) => [severity, text.slice(range.start, range.end)]),
      [['warning', 'e']],
    );
    const shuffled = ['f', 'e', 'd', 'c', 'b', 'a'].map((name) => `${name}: ${A}\n`).join('');
    made.add(PATH, shuffled, { format: 'octodns' });
    assert.deepEqual(
      findingsOf(made, PATH).filter(({ rule }) => rule === 'data-record-refused'),
      [],
    );
  });
});
