import assert from 'node:assert/strict';

import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import { MAX_VARIATIONS } from '../../../server/src/formats/terraform/run.ts';
import { rangeOf } from '../../../server/src/text/range.ts';
import { configuration } from '../../harness/configuration.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../../harness/corpus.ts';
import { planText, stateText, txtRecord } from './plan-text.ts';
import type { PlannedInstance, PlanParts } from './plan-text.ts';

type Files = Readonly<Record<string, string>>;

/** `path: owner type data`; an unknown part is `…`. */
function recordsOf(workspace: Workspace): readonly string[] {
  return workspace.paths().flatMap((path) =>
    [...workspace.records(path)].map(({ record }) => {
      const owner = record.owner.replace(/\0\d+$/, '…');
      const data = printRdata(record.type, record.rdata).replaceAll('${…}', '…');
      return `${path}: ${owner} ${record.type} ${data}`;
    }),
  );
}

/** The records without their files and types, if all are TXT records of one file. */
function textsOf(files: Files): readonly string[] {
  return recordsOf(configuration(files)).map((line) => line.replace(/^main\.tf: /, '').replace(' TXT', ''));
}

/** `path: text: rule` for findings of this rule. */
function foundOf(workspace: Workspace, rule = 'spf-all-pass'): readonly string[] {
  return workspace.paths().flatMap((path) => {
    const text = workspace.textOf(path);
    const { findings } = workspace.findings(path);
    return findings
      .filter((finding) => finding.rule === rule)
      .map(({ range }) => `${path}: ${text?.slice(range.start, range.end) ?? ''}`);
  });
}

function txt(name: string, owner: string, records: string, more = ''): string {
  return `resource "aws_route53_record" "${name}" {
  zone_id = "Z1"
  name    = ${owner}
  type    = "TXT"
  ttl     = 300
  records = ${records}
${more}}
`;
}

function withPlan(main: string, instances: readonly PlannedInstance[], parts: PlanParts = {}): Files {
  return { 'main.tf': main, 'plan.json': planText(instances, parts) };
}

describe('a plan in the folder of its module', () => {
  it('has the records of the corpus, in the configuration', function () {
    if (!hasCorpus()) {
      sayNoCorpus('a plan beside its module');
      this.skip();
    }
    const folder = 'formats/plan-made/';
    const files = Object.fromEntries(
      corpusFiles('formats/plan-made')
        .filter((path) => /\.(?:tf|json)$/.test(path))
        .map((path) => [`dns/${path.slice(folder.length)}`, readCorpus(path)]),
    );
    const workspace = configuration(files);
    const expected = readCorpus(`${folder}expected.tsv`)
      .split('\n')
      .filter((line) => line.startsWith('plan.json'))
      .map((line) =>
        line
          .split('\t')
          .slice(1)
          .join(' ')
          .replace(/<hole:.*>/, '…'),
      );
    const found = [...workspace.paths()].flatMap((path) =>
      [...workspace.records(path)].map(({ record: { owner, type, rdata } }) => {
        const text = rdata.kind === 'text' ? rdata.value.text : printRdata(type, rdata);
        return { path, line: `${owner}. ${type} ${text}` };
      }),
    );
    // The source text is known to be more than what the plan omits.
    const lines = found.map(({ line }) => line.replace(/v=spf1 ip4:\uFFFC -all/, '…'));
    assert.deepEqual([...new Set(lines)].sort(), [...new Set(expected)].sort());
    assert.deepEqual([...new Set(found.map(({ path }) => path))].sort(), [
      'dns/main.tf',
      'dns/modules/mail/main.tf',
    ]);
  });

  describe('determines', () => {
    const cases: readonly [string, Files, readonly string[]][] = [
      [
        'an unknown value',
        withPlan(txt('a', '"a.example.com"', '[data.http.spf.body]'), [
          txtRecord('a', 'a.example.com', ['v=spf1 -all']),
        ]),
        ['a.example.com "v=spf1 -all"'],
      ],
      [
        'the unknown parts of a string, between literal ones',
        withPlan(
          txt(
            'a',
            '"a.example.com"',
            '["v=spf1 ip4:${aws_eip.a.public_ip} ip4:${aws_eip.b.public_ip} -all"]',
          ),
          [txtRecord('a', 'a.example.com', ['v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all'])],
        ),
        ['a.example.com "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all"'],
      ],
      [
        'nothing of a string that differs in the plan: the plan is older',
        withPlan(txt('a', '"a.example.com"', '["v=spf1 ip4:${aws_eip.a.public_ip} -all"]'), [
          txtRecord('a', 'a.example.com', ['v=spf1 ip4:192.0.2.1 ~all']),
        ]),
        ['a.example.com "v=spf1 ip4:… -all"'],
      ],
      [
        'nothing of literal values',
        withPlan(txt('a', '"a.example.com"', '["v=spf1 -all"]'), [
          txtRecord('a', 'b.example.com', ['v=spf1 +all']),
        ]),
        ['a.example.com "v=spf1 -all"'],
      ],
      [
        'the elements of a set, in any order',
        withPlan(txt('a', '"a.example.com"', '["x", data.http.a.body, "b-${data.http.b.body}"]'), [
          txtRecord('a', 'a.example.com', ['b-1', 'other', 'x']),
        ]),
        ['a.example.com "x"', 'a.example.com "other"', 'a.example.com "b-1"'],
      ],
      [
        'an owner',
        withPlan(txt('a', 'data.http.a.body', '["x"]'), [txtRecord('a', 'a.example.com', ['x'])]),
        ['a.example.com "x"'],
      ],
      [
        'the instances of `count`',
        withPlan(txt('a', '"a${count.index}.example.com"', '["x"]', '  count = data.http.n.body\n'), [
          txtRecord('a', 'a0.example.com', ['x'], { index: 0 }),
          txtRecord('a', 'a1.example.com', ['x'], { index: 1 }),
        ]),
        ['a0.example.com "x"', 'a1.example.com "x"'],
      ],
      [
        'the instances of `for_each`',
        withPlan(txt('a', '"${each.key}.example.com"', '[each.value]', '  for_each = data.http.n.body\n'), [
          txtRecord('a', 'x.y[0].example.com', ['one'], { index: 'x.y[0]' }),
          txtRecord('a', 'www.example.com', ['two'], { index: 'www' }),
        ]),
        ['x.y[0].example.com "one"', 'www.example.com "two"'],
      ],
      [
        'that there are no instances, if the plan is complete',
        {
          'main.tf': txt('a', '"a.example.com"', '["x"]', '  count = data.http.n.body\n'),
          'plan.json': planText([], {
            configuration: { root_module: { resources: [{ address: 'aws_route53_record.a' }] } },
            more: { complete: true },
          }),
        },
        [],
      ],
      [
        'nothing of instances, if a part was left out',
        {
          'main.tf': txt('a', '"a.example.com"', '["x"]', '  count = data.http.n.body\n'),
          'plan.json': planText([], {
            configuration: { root_module: { resources: [{ address: 'aws_route53_record.a' }] } },
            more: { complete: false },
          }),
        },
        ['a.example.com "x"'],
      ],
      [
        'a variable',
        withPlan(
          `variable "spf" {}\nvariable "host" { default = "a" }\n${txt('a', '"${var.host}.example.com"', '[var.spf]')}`,
          [],
          { variables: { spf: 'v=spf1 -all', host: 'b' } },
        ),
        ['b.example.com "v=spf1 -all"'],
      ],
      [
        'no variable that a file sets',
        {
          ...withPlan(`variable "spf" {}\n${txt('a', '"a.example.com"', '[var.spf]')}`, [], {
            variables: { spf: 'v=spf1 -all' },
          }),
          'terraform.tfvars': 'spf = "v=spf1 ~all"\n',
        },
        [],
      ],
      [
        'the name of a zone by its number',
        withPlan(txt('a', '"www"', '["x"]'), [
          { type: 'aws_route53_zone', name: 'z', values: { zone_id: 'Z1', name: 'example.com' } },
          txtRecord('a', 'www', ['x']),
        ]),
        ['www.example.com "x"'],
      ],
      [
        'the name of a zone in a data source',
        withPlan(
          `data "aws_route53_zone" "z" {\n  zone_id = "Z1"\n}\n${txt('a', '"www"', '["x"]').replace('"Z1"', 'data.aws_route53_zone.z.zone_id')}`,
          [txtRecord('a', 'www', ['x'])],
          {
            prior: [
              {
                mode: 'data',
                type: 'aws_route53_zone',
                name: 'z',
                values: { zone_id: 'Z1', name: 'example.com' },
              },
            ],
          },
        ),
        ['www.example.com "x"'],
      ],
      [
        'nothing sensitive',
        withPlan(txt('a', '"a.example.com"', '[data.http.spf.body]'), [
          txtRecord('a', 'a.example.com', ['v=spf1 +all'], { sensitive: { records: true } }),
        ]),
        ['a.example.com "…"'],
      ],
      [
        'no sensitive variable',
        withPlan(`variable "spf" {\n  sensitive = true\n}\n${txt('a', '"a.example.com"', '[var.spf]')}`, [], {
          variables: { spf: 'v=spf1 +all' },
          configuration: { root_module: { variables: { spf: { sensitive: true } } } },
        }),
        ['a.example.com "…"'],
      ],
      [
        'a block',
        {
          'main.tf': `resource "azurerm_dns_txt_record" "a" {
  name      = "a"
  zone_name = "example.com"
  ttl       = 300
  record {
    value = data.http.a.body
  }
}
`,
          'plan.json': planText([
            {
              type: 'azurerm_dns_txt_record',
              name: 'a',
              values: { name: 'a', zone_name: 'example.com', ttl: 300, record: [{ value: 'x' }] },
            },
          ]),
        },
        ['a.example.com "x"'],
      ],
      [
        'the blocks from `dynamic`',
        {
          'main.tf': `resource "azurerm_dns_txt_record" "a" {
  name      = "a"
  zone_name = "example.com"
  ttl       = 300
  dynamic "record" {
    for_each = data.http.a.body
    content {
      value = record.value
    }
  }
}
`,
          'plan.json': planText([
            {
              type: 'azurerm_dns_txt_record',
              name: 'a',
              values: {
                name: 'a',
                zone_name: 'example.com',
                ttl: 300,
                record: [{ value: 'x' }, { value: 'y' }],
              },
            },
          ]),
        },
        ['a.example.com "x"', 'a.example.com "y"'],
      ],
    ];
    for (const [what, files, expected] of cases) {
      it(what, () => {
        if (what.startsWith('no variable')) {
          assert.deepEqual(recordsOf(configuration(files)), [
            'terraform.tfvars: a.example.com TXT "v=spf1 ~all"',
          ]);
          return;
        }
        assert.deepEqual(textsOf(files), expected);
      });
    }
  });

  it('has its findings at the attribute, and those of source text at its characters', () => {
    const workspace = configuration(
      withPlan(
        txt('a', '"a.example.com"', '[data.http.spf.body]') +
          txt('b', '"b.example.com"', '["v=spf1 ip4:${aws_eip.a.public_ip} +all"]'),
        [
          txtRecord('a', 'a.example.com', ['v=spf1 +all']),
          txtRecord('b', 'b.example.com', ['v=spf1 ip4:192.0.2.1 +all']),
        ],
      ),
    );
    assert.deepEqual(foundOf(workspace), ['main.tf: [data.http.spf.body]', 'main.tf: +all']);
    const { findings } = workspace.findings('main.tf');
    const fixes = findings
      .filter(({ rule }) => rule === 'spf-all-pass')
      .map((finding) => workspace.fixesOf('main.tf', finding).flatMap(({ edits }) => edits));
    // Values from the plan have no source text.
    assert.deepEqual(fixes[0], []);
    assert.ok((fixes[1]?.length ?? 0) > 0);
    assert.deepEqual(new Set(fixes.flat().map(({ path }) => path)), new Set(['main.tf']));
  });

  it('has the records of a module that is not installed at its call', () => {
    const main =
      'module "dns" {\n  source   = "git::https://example.com/dns.git"\n  for_each = local.zones\n}\n';
    const instances = [
      txtRecord('a', 'a.example.com', ['v=spf1 +all'], { module: 'module.dns["a.b"]', index: 0 }),
      txtRecord('b', 'b.example.com', ['x'], { module: 'module.dns["a.b"].module.inner' }),
      txtRecord('c', 'c.example.com', ['x'], { module: 'module.dnssec' }),
    ];
    const workspace = configuration(withPlan(main, instances));
    assert.deepEqual(recordsOf(workspace), [
      'main.tf: a.example.com TXT "v=spf1 +all"',
      'main.tf: b.example.com TXT "x"',
    ]);
    assert.deepEqual(foundOf(workspace), ['main.tf: "dns"']);
    assert.deepEqual(
      workspace.unread().filter(({ kind }) => kind === 'module'),
      [],
    );
  });

  it('follows local modules by the keys of the plan', () => {
    const files = {
      'dns/main.tf':
        'module "mail" {\n  source   = "./mail"\n  for_each = data.http.zones.body\n  domain   = each.value\n}\n',
      'dns/mail/main.tf': `variable "domain" {}\n${txt('a', '"a.${var.domain}"', '["v=spf1 ip4:${var.domain} +all"]')}`,
      'dns/plan.json': planText([
        txtRecord('a', 'a.example.com', ['v=spf1 ip4:x +all'], { module: 'module.mail["one"]' }),
        txtRecord('a', 'a.example.net', ['v=spf1 ip4:y +all'], { module: 'module.mail["t.w[o]"]' }),
      ]),
    };
    const workspace = configuration(files);
    assert.deepEqual(recordsOf(workspace), [
      'dns/mail/main.tf: a.example.com TXT "v=spf1 ip4:x +all"',
      'dns/mail/main.tf: a.example.net TXT "v=spf1 ip4:y +all"',
    ]);
    assert.deepEqual(foundOf(workspace), ['dns/mail/main.tf: +all']);
  });

  it('is one of several runs if there are several plans', () => {
    const main = txt('a', '"a.example.com"', '[data.http.a.body]');
    const workspace = configuration({
      'main.tf': main,
      'prod.tfplan.json': planText([txtRecord('a', 'a.example.com', ['v=spf1 +all'])]),
      'stage.tfplan.json': planText([txtRecord('a', 'a.example.com', ['v=spf1 -all'])]),
    });
    assert.deepEqual(foundOf(workspace), ['main.tf: [data.http.a.body]']);
    const [finding] = workspace.findings('main.tf').findings.filter(({ rule }) => rule === 'spf-all-pass');
    assert.match(finding?.message ?? '', /prod\.tfplan\.json/);
  });

  it('is not a state', () => {
    const workspace = configuration({
      'main.tf': txt('a', '"a.example.com"', '[data.http.a.body]'),
      'state.json': stateText([txtRecord('a', 'a.example.com', ['v=spf1 +all'])]),
    });
    assert.deepEqual(recordsOf(workspace), ['main.tf: a.example.com TXT "…"']);
    assert.deepEqual(
      workspace
        .unread()
        .filter(({ path }) => path === 'state.json')
        .map(({ message }) => message),
      ['This state is not read, because mailtxt checks the configuration next to it.'],
    );
  });

  const unusedOf = (files: Files): readonly string[] =>
    configuration(files)
      .unread()
      .filter(({ message }) => message.startsWith('This plan is not used'))
      .map(({ path }) => path);

  it('reports why it is not used: the module is called, or has too many plans', () => {
    const called = {
      'dns/main.tf': 'module "mail" {\n  source = "./mail"\n}\n',
      'dns/mail/main.tf': txt('a', '"a.example.com"', '["x"]'),
      'dns/mail/plan.json': planText([]),
    };
    assert.deepEqual(unusedOf(called), ['dns/mail/plan.json']);
    const plan = planText([txtRecord('a', 'a.example.com', ['x'])]);
    const plans = Array.from({ length: MAX_VARIATIONS + 1 }, (_, i) => [`dns/plan${100 + i}.json`, plan]);
    const main = { 'dns/main.tf': txt('a', '"a.example.com"', '[data.http.a.body]') };
    const many = { ...main, ...(Object.fromEntries(plans) as Files) };
    assert.deepEqual(unusedOf(many), [`dns/plan${100 + MAX_VARIATIONS}.json`]);
    assert.deepEqual(unusedOf({ ...main, 'dns/plan.json': plan }), []);
  });

  it('determines nothing that would take long to compare', () => {
    const texts = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `text ${i}`);
    const recordsWith = (count: number): number => {
      const typed = texts(count).map((text) => `"\${data.http.a.body} ${text}"`);
      const plan = texts(count).map((text) => `x ${text}`);
      const workspace = configuration(
        withPlan(txt('a', '"a.example.com"', `[${typed.join(', ')}]`), [
          txtRecord('a', 'a.example.com', plan),
        ]),
      );
      return [...workspace.records('main.tf')].filter(
        ({ record: { rdata } }) => !('value' in rdata && rdata.value.text.includes('\uFFFC')),
      ).length;
    };
    assert.equal(recordsWith(50), 50);
    assert.equal(recordsWith(1000), 0);
  });

  it('is reported once if it is truncated, and its other parts are used', () => {
    const plan = planText([
      txtRecord('a', 'a.example.com', ['one']),
      txtRecord('b', 'b.example.com', ['two']),
    ]);
    const workspace = configuration({
      'main.tf':
        txt('a', '"a.example.com"', '[data.http.a.body]') + txt('b', '"b.example.com"', '[data.http.b.body]'),
      'plan.json': plan.slice(0, plan.indexOf('"two"')),
    });
    assert.deepEqual(recordsOf(workspace), [
      'main.tf: a.example.com TXT "one"',
      'main.tf: b.example.com TXT "…"',
    ]);
    assert.equal(workspace.problems('plan.json').length, 1);
    assert.equal(workspace.unread().filter(({ path }) => path === 'plan.json').length, 1);
  });
});

describe('edits with a plan in the folder of its module', () => {
  const main = `variable "spf" {}
${txt('a', '"a.example.com"', '[var.spf]')}${txt('b', '"${each.key}.example.com"', '[each.value]', '  for_each = data.http.b.body\n')}module "dns" {
  source = "example/dns/remote"
}
`;
  const plan = planText(
    [
      txtRecord('a', 'a.example.com', ['v=spf1 -all']),
      txtRecord('b', 'www.example.com', ['x'], { index: 'www' }),
      txtRecord('c', 'c.example.com', ['v=spf1 +all'], { module: 'module.dns' }),
    ],
    { variables: { spf: 'v=spf1 -all' } },
  );

  it('give the same results as reading everything from scratch', () => {
    const texts: Record<string, string> = { 'main.tf': main, 'plan.json': plan };
    const workspace = configuration(texts);
    recordsOf(workspace);
    const steps: readonly (readonly [path: string, from: string, to: string])[] = [
      ['main.tf', '"a.example.com"', '"b.example.com"'],
      ['main.tf', 'variable "spf" {}', '# A comment\nvariable "spf" {}'],
      ['plan.json', '"v=spf1 -all"', '"v=spf1 ~all"'],
      ['plan.json', '"www"', '"ftp"'],
      ['main.tf', 'source = "example/dns/remote"', 'source = "./none"'],
      ['plan.json', '"format_version": "1.2"', '"format_version": "2.0"'],
      ['plan.json', '"format_version": "2.0"', '"format_version": "1.0"'],
      ['main.tf', '[each.value]', '["y"]'],
      ['plan.json', '"planned_values"', '"values"'],
    ];
    for (const [path, from, to] of steps) {
      const text = texts[path] ?? '';
      const start = text.indexOf(from);
      assert.ok(start >= 0, from);
      workspace.edit(path, [{ range: rangeOf(start, start + from.length), text: to }]);
      texts[path] = text.slice(0, start) + to + text.slice(start + from.length);
      const anew = configuration(texts);
      assert.deepEqual(recordsOf(workspace), recordsOf(anew), `${path}: ${to}`);
      assert.deepEqual(foundOf(workspace), foundOf(anew), `${path}: ${to}`);
      assert.deepEqual(workspace.unread(), anew.unread(), `${path}: ${to}`);
    }
  });

  it('include adding and deleting a plan or a module', () => {
    const workspace = configuration({ 'main.tf': main });
    const without = recordsOf(workspace);
    workspace.add('plan.json', plan);
    const together = recordsOf(configuration({ 'main.tf': main, 'plan.json': plan }));
    assert.deepEqual(recordsOf(workspace), together);
    assert.notDeepEqual(together, without);
    workspace.remove('plan.json');
    assert.deepEqual(recordsOf(workspace), without);
  });
});
