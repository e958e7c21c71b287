import assert from 'node:assert/strict';
import { formatByContent } from '../../../server/src/analysis/input/formats.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import {
  MAX_JINJA_NESTING,
  MAX_JINJA_STEPS,
} from '../../../server/src/formats/record-data/shapes/ansible/variables.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import { HOLE } from '../../../server/src/text/mapped-text.ts';
import { applyFix, findingsOf, workspace } from '../../harness/workspace.ts';

const PATH = '/playbook.yml';

function read(text: string): Workspace {
  const made = workspace();
  assert.equal(formatByContent(PATH, text)?.id, 'record-data', text);
  made.add(PATH, text);
  return made;
}

/** The records of a file, with `?` before records that may not exist, and the unread parts. */
function contentOf(text: string): readonly string[] {
  const made = read(text);
  const records = [...made.records(PATH)].map(({ record: { owner, ttl, type, rdata, conditional } }) => {
    const data = rdata.kind === 'text' ? rdata.value.text : printRdata(type, rdata);
    return `${conditional ? '? ' : ''}${owner} ${ttl ?? '-'} ${type} ${data}`.replaceAll(HOLE, '…');
  });
  const problems = made.problems(PATH).map(({ message, unread }) => `${unread?.kind}: ${message}`);
  return [...records, ...problems];
}

/** A task of `nsupdate` with these arguments and other keys. */
const task = (args: string, more = ''): string =>
  `- nsupdate: {zone: example.com, type: TXT, ${args}}\n${more}`;

const UNKNOWN_LOOP =
  'variables: mailtxt does not know the items of this loop, so its records are not checked.';
const UNREAD = 'format: mailtxt cannot read the arguments of this task, so its record is not checked.';

/** The topic of a file, its text, and its content. */
const FILES: readonly (readonly [what: string, text: string, content: readonly string[]])[] = [
  [
    'loops over lists, by their items',
    task(
      "record: '{{ item.name }}', value: '{{ item.text }}'",
      '  loop:\n  - {name: a, text: x}\n  - {name: b, text: y}\n',
    ),
    ['a.example.com - TXT x', 'b.example.com - TXT y'],
  ],
  [
    'lists within lists of with_items, one level deep',
    task("record: '{{ item }}', value: x", '  with_items: [a, [b, c]]\n'),
    ['a.example.com - TXT x', 'b.example.com - TXT x', 'c.example.com - TXT x'],
  ],
  [
    'entries of with_dict',
    task("record: '{{ item.key }}', value: '{{ item.value.t }}'", '  with_dict: {a: {t: x}, b: {t: y}}\n'),
    ['a.example.com - TXT x', 'b.example.com - TXT y'],
  ],
  [
    'lists of values, and texts around names',
    task(
      "record: 'x.{{ entry.name }}', value: '{{ entry[\"values\"] }}'",
      '  loop: [{name: a, values: [x, y]}]\n  loop_control: {loop_var: entry}\n',
    ),
    ['x.a.example.com - TXT x', 'x.a.example.com - TXT y'],
  ],
  [
    'a record once that a loop makes again',
    task('record: a, value: x', '  loop: [1, 2]\n'),
    ['a.example.com - TXT x'],
  ],
  [
    'loops that are not known as records that may be there',
    task("record: '{{ item }}', value: x", "  loop: '{{ names }}'\n") +
      task("record: '{{ item }}', value: x", "  loop: '{{ [1] | list }}'\n") +
      task("record: '{{ item }}', value: x", '  with_nested: [[a], [b]]\n') +
      task("record: '{{ item }}', value: x", "  with_items: ['{{ names }}']\n"),
    [
      ...Array.from({ length: 4 }, () => '? ….example.com - TXT x'),
      ...Array.from({ length: 4 }, () => UNKNOWN_LOOP),
    ],
  ],
  [
    'no more of an expression than names and members',
    [
      '{{ item.name | upper }}',
      '{{ item.name + "x" }}',
      '{{ item.values }}',
      '{{ item.other }}',
      '{{ x }}',
      '{% if x %}',
    ]
      .map((template) => task(`record: a, value: ['${template}']`, '  loop: [{name: a, values: x}]\n'))
      .join(''),
    Array.from({ length: 6 }, () => 'a.example.com - TXT …'),
  ],
  [
    'variables of plays, blocks and tasks',
    `- hosts: all
  vars: {zone: example.com, spf: v=spf1 -all, ttl: 60, name: 'mail.{{ zone }}'}
  tasks:
  - vars: {ttl: 300}
    block:
    - nsupdate: {zone: '{{ zone }}', record: '{{ name }}.', type: TXT, ttl: '{{ ttl }}', value: '{{ spf }}'}
      vars: {spf: v=spf1 +all}
  - nsupdate: {zone: '{{ zone }}', record: '{{ name }}.', type: TXT, ttl: '{{ ttl }}', value: '{{ spf }}'}
`,
    ['mail.example.com 300 TXT v=spf1 +all', 'mail.example.com 60 TXT v=spf1 -all'],
  ],
  [
    'no variable that something else may give a value',
    `- hosts: all
  vars: {a: x, b: y, c: z}
  tasks:
  - set_fact: {a: 1}
  - command: b
    register: b
  - nsupdate: {zone: example.com, record: d, type: TXT, value: ['{{ a }}', '{{ b }}', '{{ c }}']}
`,
    ['d.example.com - TXT …', 'd.example.com - TXT …', 'd.example.com - TXT z'],
  ],
  [
    'no variable beside files and roles that may give them values',
    `- hosts: all
  vars: {a: x}
  vars_files: [secrets.yml]
  tasks:
  - nsupdate: {zone: example.com, record: d, type: TXT, value: '{{ a }}'}
`,
    ['d.example.com - TXT …'],
  ],
  [
    'arguments that are one text',
    `- nsupdate: zone=example.com record=_dmarc type=TXT ttl=60 value="v=DMARC1; p=none"
- local_action: community.general.nsupdate zone=example.com record={{ item }} type=TXT value='"x"'
  with_items: [a]
- action:
    module: nsupdate
    zone: example.com
    record: b
    type: TXT
    value: y
- nsupdate: >
    zone=example.com record=c
    type=TXT value=z=1
- nsupdate: zone=example.com
  args: {record: d, type: TXT, value: w}
`,
    [
      '_dmarc.example.com 60 TXT v=DMARC1; p=none',
      'a.example.com - TXT x',
      'b.example.com - TXT y',
      'c.example.com - TXT z=1',
      'd.example.com - TXT w',
    ],
  ],
  [
    'no text with escapes, or with more than arguments',
    `- nsupdate: zone=example.com record=a type=TXT value="a\\"b"
- nsupdate: zone=example.com record=b type=TXT value="a" more
- nsupdate: '{{ all }}'
- nsupdate: zone=example.com record=c type=TXT value="{{ x }} y"
`,
    [UNREAD, UNREAD, UNREAD, UNREAD],
  ],
  [
    'arguments that modules have by default',
    `- hosts: all
  module_defaults:
    community.general.nsupdate: {zone: example.com, type: TXT}
  tasks:
  - nsupdate: {record: a, value: x}
  - nsupdate: {record: b, value: x, zone: example.net}
`,
    ['a.example.com - TXT x', 'b.example.net - TXT x'],
  ],
  [
    'no zone for certain that a group of modules has by default',
    `- hosts: all
  module_defaults:
    group/community.dns.hetzner: {zone_name: example.com, hetzner_token: x}
  tasks:
  - community.dns.hetzner_dns_record: {prefix: a, type: TXT, value: x}
  - community.dns.hetzner_dns_record: {record: b.example.com, type: TXT, value: x}
`,
    ['a.… - TXT x', 'b.example.com - TXT x'],
  ],
  [
    'records that may not be there',
    task('record: a, value: x', '  when: y\n') +
      task('record: b, value: x', '  tags: [never]\n') +
      task("record: c, value: x, state: '{{ y }}'") +
      task('record: d, value: x, state: absent') +
      `- when: y\n  block:\n  ${task('record: e, value: x').replaceAll('\n', '\n  ')}\n- block: []\n  rescue:\n  ${task('record: f, value: x')}`,
    [
      '? a.example.com - TXT x',
      '? b.example.com - TXT x',
      '? c.example.com - TXT x',
      '? e.example.com - TXT x',
      '? f.example.com - TXT x',
    ],
  ],
  [
    'what Route 53 and Hetzner are given',
    `- route53: {zone: example.com, record: a.example.com, type: A, value: x.example.net, alias: true, alias_hosted_zone_id: Z}
- route53: {zone: example.com, record: b.example.com, type: TXT, value: '"x"', private_zone: true}
- route53: {zone: example.com, record: c.example.com, type: TXT, value: '"x"', identifier: i, weight: 1}
- community.dns.hetzner_dns_record: {zone_name: example.com, prefix: d, type: TXT, value: x}
- community.dns.hetzner_dns_record: {zone_name: example.com, prefix: '', type: TXT, value: y}
`,
    ['a.example.com - A ${…}', '? c.example.com - TXT x', 'd.example.com - TXT x', 'example.com - TXT y'],
  ],
];

describe('Ansible tasks', () => {
  for (const [what, text, content] of FILES)
    it(`have ${what}`, () => {
      assert.deepEqual(contentOf(text), content);
    });

  it('are only recognized in lists', () => {
    assert.notEqual(formatByContent('/values.yml', 'route53:\n  zone: example.com\n')?.id, 'record-data');
    assert.equal(
      formatByContent('/tasks.yml', `---\n# x\n\n${task('record: a, value: x')}`)?.id,
      'record-data',
    );
  });

  it('have nested variables up to a limit, which is reported', () => {
    const chain = (length: number): string => {
      const vars = Array.from({ length }, (_, i) => `v${i}: '{{ v${i + 1} }}'`);
      return task("record: a, value: '{{ v0 }}'", `  vars: {${[...vars, `v${length}: x`].join(', ')}}\n`);
    };
    assert.deepEqual(contentOf(chain(MAX_JINJA_NESTING)), ['a.example.com - TXT x']);
    const deep = `limit: Variables nested more than ${MAX_JINJA_NESTING} levels deep are unresolved.`;
    assert.deepEqual(contentOf(chain(MAX_JINJA_NESTING + 1)), ['a.example.com - TXT …', deep]);
    assert.deepEqual(
      contentOf(task("record: a, value: '{{ v }}'", "  vars: {v: 'x {{ v }}'}\n")).at(-1),
      deep,
    );
  });

  it('stay within the step limit, which is reported', () => {
    const vars = Array.from({ length: 30 }, (_, i) => `v${i}: '{{ v${i + 1} }}{{ v${i + 1} }}'`).join(', ');
    const message = `limit: The templates take more than ${MAX_JINJA_STEPS} steps to evaluate, so the rest is not read.`;
    assert.equal(
      contentOf(task("record: a, value: '{{ v0 }}'", `  vars: {${vars}, v30: x}\n`)).at(-1),
      message,
    );
    const many = (tasks: number): string => {
      const items = Array.from({ length: 100 }, (_, i) => `a${i}`);
      const one = `  ${task("record: '{{ item }}', value: x", "    loop: '{{ l }}'\n")}`;
      return `- vars: {l: [${items.join(', ')}]}\n  block:\n${one.repeat(tasks)}`;
    };
    assert.equal(contentOf(many(2)).length, 200);
    assert.equal(contentOf(many(500)).at(-1), message);
  });

  const fixes: readonly (readonly [what: string, text: string, rule: string, fixed: string | undefined])[] = [
    [
      'in the item of a loop',
      task("record: '{{ item.n }}', value: '{{ item.t }}'", '  loop:\n  - {n: a, t: v=spf1 +all}\n'),
      'spf-all-pass',
      task("record: '{{ item.n }}', value: '{{ item.t }}'", '  loop:\n  - {n: a, t: v=spf1 ~all}\n'),
    ],
    [
      'in a variable',
      task("record: a, value: 'v=spf1 {{ all }}'", '  vars: {all: +all}\n'),
      'spf-all-pass',
      task("record: a, value: 'v=spf1 {{ all }}'", '  vars: {all: ~all}\n'),
    ],
    [
      'in a text of arguments',
      '- nsupdate: zone=example.com record=a type=TXT value="v=spf1 +all"\n',
      'spf-all-pass',
      '- nsupdate: zone=example.com record=a type=TXT value="v=spf1 ~all"\n',
    ],
  ];
  for (const [what, text, rule, fixed] of fixes)
    it(`are fixed ${what}`, () => {
      const made = read(text);
      const finding = findingsOf(made, PATH).find((one) => one.rule === rule);
      assert.ok(finding);
      const [fix] = made.detailsOf(PATH, finding).fixes;
      assert.equal(fix && applyFix(made, PATH, fix), fixed);
      if (fix === undefined || fixed === undefined) return;
      assert.deepEqual(
        findingsOf(read(fixed), PATH).filter((one) => one.rule === rule),
        [],
      );
    });

  it('are not changed if that would change the meaning of other arguments', () => {
    const write = (text: string, edit: { at: string; text: string }): readonly unknown[] | undefined => {
      const document = read(text).documentOf(PATH);
      const [block] = document?.blocks ?? [];
      assert.ok(document && block);
      const value = [...read(text).records(PATH)][0]?.record.rdata;
      const whole = value?.kind === 'text' ? value.value.text : '';
      const start = whole.indexOf(edit.at) + edit.at.length;
      return document.write(block, 0, {
        kind: 'replace',
        edits: [{ range: { start, end: start }, text: edit.text }],
      });
    };
    const bare = '- nsupdate: zone=example.com record=a type=TXT value=v=spf1\n';
    assert.equal(write(bare, { at: 'spf1', text: ' -all' }), undefined);
    assert.equal(write(bare, { at: 'spf1', text: '"' }), undefined);
    assert.equal(write(bare, { at: 'spf1', text: 'x' })?.length, 1);
    const quoted = '- nsupdate: zone=example.com record=a type=TXT value="v=spf1"\n';
    assert.equal(write(quoted, { at: 'spf1', text: ' -all' })?.length, 1);
    assert.equal(write(quoted, { at: 'spf1', text: ',' }), undefined);
    const text = task("record: a, value: 'v=DMARC1; rua=mailto:a@example.com'");
    assert.equal(write(text, { at: '.com', text: ',mailto:b@example.com' }), undefined);
    assert.equal(write(text, { at: '.com', text: '; x=y' })?.length, 1);
    const listed = task("record: a, value: ['v=DMARC1; rua=mailto:a@example.com']");
    assert.equal(write(listed, { at: '.com', text: ',mailto:b@example.com' })?.length, 1);
  });

  it('have items of a single record removed and added', () => {
    const loop = '  loop:\n  - {n: a, t: x}\n  - {n: b, t: y}\n';
    const one = task("record: '{{ item.n }}', value: '{{ item.t }}'", loop);
    const change = (text: string, kind: 'remove' | 'add'): readonly unknown[] | undefined => {
      const document = read(text).documentOf(PATH);
      const [block] = document?.blocks ?? [];
      assert.ok(document && block);
      return kind === 'remove'
        ? document.write(block, 0, { kind })
        : document.write(block, 0, { kind, owner: 'c.example.com', type: 'TXT', strings: ['z'] });
    };
    const at = one.indexOf('- {n: b');
    assert.deepEqual(change(one, 'remove'), [
      { range: { start: one.indexOf('  - {n: a'), end: at - 2 }, text: '' },
    ]);
    assert.deepEqual(change(one, 'add'), [
      { range: { start: at - 2, end: at - 2 }, text: '  - {n: c, t: z}\n' },
    ]);
    const items = 'vars: &v {l: [{n: a, t: x}, {n: b, t: y}]}';
    const two = ['example.com', 'example.net'].map(
      (zone, i) =>
        `- nsupdate: {zone: ${zone}, type: TXT, record: '{{ item.n }}', value: '{{ item.t }}'}\n  loop: '{{ l }}'\n  ${i === 0 ? items : 'vars: *v'}\n`,
    );
    assert.equal(change(two.join(''), 'remove'), undefined);
    assert.equal(change(two.join(''), 'add'), undefined);
  });
});
