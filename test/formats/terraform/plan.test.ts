import assert from 'node:assert/strict';

import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import { rangeOf } from '../../../server/src/text/range.ts';
import { hasCorpus, readCorpus, sayNoCorpus } from '../../harness/corpus.ts';
import { environment } from '../../harness/workspace.ts';
import { planText, stateText, txtRecord } from './plan-text.ts';
import type { PlannedInstance } from './plan-text.ts';

function workspaceOf(text: string, path = 'plan.json'): Workspace {
  const workspace = createWorkspace(environment());
  assert.ok(workspace.add(path, text), 'the text is not taken for a plan');
  return workspace;
}

/** `owner type data`, in the order of the file. An unknown part is `…`, including the end of an owner. */
function recordsOf(text: string, path = 'plan.json'): readonly string[] {
  return recordsIn(workspaceOf(text, path), path);
}

function recordsIn(workspace: Workspace, path = 'plan.json'): readonly string[] {
  return [...workspace.records(path)].map(({ record }) => {
    const owner = record.owner.replace(/\0\d+$/, '…');
    return `${owner} ${record.type} ${printRdata(record.type, record.rdata)}`.replaceAll('${…}', '…');
  });
}

/** `text: rule message` for each finding. */
function findingsOf(workspace: Workspace, path = 'plan.json'): readonly string[] {
  const text = workspace.textOf(path);
  return workspace
    .findings(path)
    .findings.map(
      ({ range, rule, message }) => `${text?.slice(range.start, range.end) ?? ''}: ${rule} ${message}`,
    );
}

/** `kind text: message`. */
function unreadOf(workspace: Workspace): readonly string[] {
  return workspace
    .unread()
    .filter(({ kind }) => kind !== 'name' && kind !== 'dns')
    .map(({ kind, path, range, message }) => {
      const text = range && workspace.textOf(path)?.slice(range.start, range.end);
      return `${kind} ${text ?? ''}: ${message}`;
    });
}

const ZONE: PlannedInstance = {
  type: 'aws_route53_zone',
  name: 'main',
  values: { name: 'example.com', zone_id: 'Z1', id: 'Z1' },
};

describe('a Terraform plan', () => {
  it('has the records of the corpus', function () {
    if (!hasCorpus()) {
      sayNoCorpus('a plan with its records');
      this.skip();
    }
    const expected = readCorpus('formats/plan-made/expected.tsv')
      .split('\n')
      .filter((line) => line.startsWith('plan.json'))
      .map((line) => line.split('\t').slice(1));
    const workspace = workspaceOf(readCorpus('formats/plan-made/plan.json'));
    // One of them is sensitive: it is checked but not shown.
    const found = [...workspace.records('plan.json')].map(({ record }) => {
      const { owner, type, publication } = record;
      const rdata = publication?.withheld ?? record.rdata;
      const text =
        rdata.kind === 'text' ? rdata.value.text.replace('\uFFFC', '<hole>') : printRdata(type, rdata);
      return [`${owner}.`, type, text];
    });
    const sorted = (lines: readonly (readonly string[])[]): readonly string[] =>
      lines.map((line) => line.join(' ').replace(/<hole:.*>|\$\{…\}|[\uE000-\uF8FF\0]/, '<hole>')).sort();
    assert.deepEqual(sorted(found), sorted(expected));
  });

  it('has its records at the characters of their values', () => {
    const workspace = workspaceOf(planText([txtRecord('spf', 'example.com', ['v=spf1 +all'])]));
    assert.deepEqual(
      findingsOf(workspace).filter((line) => line.startsWith('+all: spf-all-pass ')).length,
      1,
    );
  });

  it('is never edited', () => {
    const workspace = workspaceOf(planText([ZONE, txtRecord('spf', 'example.com', ['v=spf1 +all'])]));
    const { findings } = workspace.findings('plan.json');
    assert.ok(findings.length > 0);
    for (const finding of findings) assert.deepEqual(workspace.fixesOf('plan.json', finding), []);
  });

  it('reads strings as literals, without templates', () => {
    assert.deepEqual(
      recordsOf(planText([txtRecord('a', 'a.example.com', ['v=spf1 exists:%{i}.${x} -all'])])),
      ['a.example.com TXT "v=spf1 exists:%{i}.${x} -all"'],
    );
  });

  it('has several strings if Route 53 reads the value so', () => {
    assert.deepEqual(recordsOf(planText([txtRecord('a', 'a.example.com', ['one""two'])])), [
      'a.example.com TXT "one" "two"',
    ]);
  });

  describe('determines the zone of a record', () => {
    const relative = txtRecord('a', 'www', ['x']);
    const cases: readonly [string, string][] = [
      ['by the id of a planned zone', planText([ZONE, relative])],
      [
        'by the id of a zone that was looked up',
        planText([relative], { prior: [{ ...ZONE, mode: 'data', type: 'aws_route53_zone' }] }),
      ],
      [
        'by the reference to a planned zone',
        planText(
          [
            { ...ZONE, values: { name: 'example.com' }, unknown: { zone_id: true, id: true } },
            txtRecord('a', 'www', ['x'], { values: { zone_id: undefined }, unknown: { zone_id: true } }),
          ],
          {
            configuration: {
              root_module: {
                resources: [
                  {
                    address: 'aws_route53_record.a',
                    mode: 'managed',
                    type: 'aws_route53_record',
                    name: 'a',
                    expressions: {
                      zone_id: { references: ['aws_route53_zone.main.zone_id', 'aws_route53_zone.main'] },
                    },
                  },
                ],
              },
            },
          },
        ),
      ],
      [
        'by a reference through variables and outputs of modules',
        planText(
          [
            {
              ...ZONE,
              module: 'module.zones["a.b[0]"]',
              values: { name: 'example.com' },
              unknown: { zone_id: true },
            },
            txtRecord('a', 'www', ['x'], {
              module: 'module.mail',
              values: { zone_id: undefined },
              unknown: { zone_id: true },
            }),
          ],
          {
            configuration: {
              root_module: {
                module_calls: {
                  zones: {
                    source: './zones',
                    module: {
                      outputs: { id: { expression: { references: ['aws_route53_zone.main.zone_id'] } } },
                    },
                  },
                  mail: {
                    source: './mail',
                    expressions: { zone: { references: ['module.zones["a.b[0]"].id', 'module.zones'] } },
                    module: {
                      resources: [
                        {
                          address: 'aws_route53_record.a',
                          type: 'aws_route53_record',
                          expressions: { zone_id: { references: ['var.zone'] } },
                        },
                      ],
                    },
                  },
                },
              },
            },
          },
        ),
      ],
    ];
    for (const [what, text] of cases) {
      it(what, () => {
        assert.deepEqual(recordsOf(text), ['www.example.com TXT "x"']);
      });
    }

    it('except if a cycle of references does not end at a zone', () => {
      const call = (other: string): unknown => ({
        expressions: { zone: { references: [`module.${other}.zone`] } },
        module: { outputs: { zone: { expression: { references: ['var.zone'] } } } },
      });
      const record = {
        address: 'aws_route53_record.a',
        type: 'aws_route53_record',
        expressions: { zone_id: { references: ['module.one.zone'] } },
      };
      const unknownZone = { values: { zone_id: undefined }, unknown: { zone_id: true } };
      const text = planText([txtRecord('a', 'www', ['x'], unknownZone)], {
        configuration: {
          root_module: { resources: [record], module_calls: { one: call('two'), two: call('one') } },
        },
      });
      assert.equal(recordsOf(text).length, 1);
    });
  });

  describe('shows what is known only after apply', () => {
    const record = (records: unknown, unknown: unknown): string =>
      planText([ZONE, txtRecord('a', 'a.example.com', records, { unknown })]);
    const cases: readonly [string, string, readonly string[]][] = [
      ['of all values', record(undefined, { records: true }), ['…']],
      ['of one value in a list', record([null, 'x'], { records: [true, false] }), ['…', '"x"']],
      ['of one value in a set, where it is missing', record(['x'], { records: [false, true] }), ['"x"', '…']],
      ['of nothing', record(['x'], {}), ['"x"']],
    ];
    for (const [what, text, expected] of cases) {
      it(what, () => {
        assert.deepEqual(
          recordsOf(text).map((line) => line.replace('a.example.com TXT ', '').replace('"…"', '…')),
          expected,
        );
      });
    }

    it('in blocks', () => {
      const values = {
        zone: 'example.com',
        name: 'a',
        type: 'TXT',
        records: [{ comment: 'x' }, { value: '"y"' }],
      };
      const unknown = { records: [{ value: true }, {}] };
      const text = planText([{ type: 'hcloud_zone_rrset', name: 'a', values, unknown }]);
      assert.deepEqual(recordsOf(text), ['a.example.com TXT "…"', 'a.example.com TXT "y"']);
    });
  });

  it('has no records that are deleted, forgotten, replaced or not managed', () => {
    const gone = (actions: readonly string[], more: object = {}): unknown => ({
      address: 'aws_route53_record.gone',
      mode: 'managed',
      type: 'aws_route53_record',
      name: 'gone',
      ...more,
      change: { actions, before: { type: 'TXT', records: ['v=spf1 +all'] }, after: null, after_unknown: {} },
    });
    const kept = txtRecord('kept', 'a.example.com', ['x'], { actions: ['delete', 'create'] });
    const data: PlannedInstance = { ...txtRecord('data', 'b.example.com', ['x']), mode: 'data' };
    const deposed = gone(['delete'], { address: 'aws_route53_record.kept', deposed: '0123abcd' });
    const text = planText([kept, data], { changes: [gone(['delete']), gone(['forget']), deposed] });
    assert.deepEqual(recordsOf(text), ['a.example.com TXT "x"']);
  });

  it('names resources like Terraform, whatever their keys contain', () => {
    const module = 'module.a["x.y[0]"].module.b[1]';
    const text = planText([txtRecord('r', 'a.example.com', ['x'], { module, index: 'k"]. é' })]);
    const workspace = workspaceOf(text);
    const [found] = workspace.records('plan.json');
    assert.equal(found?.record.publication?.by, `plan.json|${module}.aws_route53_record.r["k\\"]. é"]`);
  });

  it('compares providers by their names', () => {
    const cloudflare = (provider: string): string =>
      planText([
        {
          type: 'cloudflare_dns_record',
          name: 'a',
          provider,
          values: { zone_id: '0123', name: 'a.example.com', type: 'TXT', content: '"x"', ttl: 1 },
        },
      ]);
    assert.deepEqual(recordsOf(cloudflare('cloudflare/cloudflare')), ['a.example.com TXT "x"']);
  });

  it('can also be a state, in which everything is known', () => {
    assert.deepEqual(recordsOf(stateText([ZONE, txtRecord('a', 'www', ['x'])])), ['www.example.com TXT "x"']);
  });

  it('is recognized if its members are sorted', () => {
    const text = planText([txtRecord('a', 'a.example.com', ['x'])]);
    const sorted = (value: unknown): unknown =>
      value === null || typeof value !== 'object' || Array.isArray(value)
        ? Array.isArray(value)
          ? value.map(sorted)
          : value
        : Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([name, one]) => [name, sorted(one)]),
          );
    assert.deepEqual(recordsOf(JSON.stringify(sorted(JSON.parse(text)))), ['a.example.com TXT "x"']);
  });

  describe('with a sensitive value', () => {
    const secret = 'v=spf1 include:secret.example.net +all';
    const text = planText([
      ZONE,
      txtRecord('spf', 'example.com', [secret], { sensitive: { records: true } }),
      txtRecord('other', 'a.example.com', [secret, 'v=spf1 -all'], { sensitive: { records: [true, false] } }),
    ]);

    it('does not show it', () => {
      const workspace = workspaceOf(text);
      assert.deepEqual(recordsIn(workspace), [
        'example.com TXT "…"',
        'a.example.com TXT "…"',
        'a.example.com TXT "v=spf1 -all"',
      ]);
      const shown = JSON.stringify([
        findingsOf(workspace),
        workspace.findings('plan.json').findings.map((one) => workspace.detailsOf('plan.json', one)),
      ]);
      assert.doesNotMatch(shown, /secret|\+all/);
    });

    it('checks it, and points at the name of the resource', () => {
      assert.deepEqual(
        findingsOf(workspaceOf(text)).flatMap(
          (line) => /^(.*): spf-all-pass "(.*)" /.exec(line)?.slice(1).join(' ') ?? [],
        ),
        ['spf', 'other'].map((name) => `"aws_route53_record.${name}" (sensitive value)`),
      );
    });
  });

  it('shows senders', () => {
    const text = planText([
      { type: 'aws_ses_domain_identity', name: 'a', values: { domain: 'example.com' } },
    ]);
    assert.deepEqual(
      workspaceOf(text)
        .sources('plan.json')
        .map((source) => source.kind === 'service' && source.domain),
      ['example.com'],
    );
  });
});

describe('a fault in a plan', () => {
  const text = planText([
    ZONE,
    txtRecord('a', 'a.example.com', ['x']),
    txtRecord('b', 'b.example.com', ['y']),
  ]);

  it('is reported once if the plan is truncated, and what is complete before it is read', () => {
    const cut = text.slice(0, text.indexOf('"b.example.com"'));
    const workspace = workspaceOf(cut);
    assert.deepEqual(recordsIn(workspace), ['a.example.com TXT "x"']);
    const problems = workspace.problems('plan.json');
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.message ?? '', /The plan is read only up to here/);
    assert.equal(problems[0]?.range?.start, cut.length);
    assert.equal(unreadOf(workspace).length, 1);
  });

  it('leaves unreported values unknown', () => {
    const one = planText([txtRecord('a', 'a.example.com', undefined, { unknown: { records: true } })]);
    // Without the part that shows unknown values.
    const cut = one.slice(0, one.indexOf('"resource_changes"'));
    assert.deepEqual(recordsOf(cut), ['a.example.com TXT "…"']);
  });

  it('is never more than that, wherever the plan is truncated', () => {
    for (let end = 60; end < text.length; end += 7) {
      const workspace = createWorkspace(environment());
      if (!workspace.add('plan.json', text.slice(0, end))) continue;
      assert.ok(recordsIn(workspace).length <= 2);
      assert.ok(workspace.problems('plan.json').length <= 1);
    }
  });

  it('can be an unsupported version', () => {
    const workspace = workspaceOf(planText([txtRecord('a', 'a.example.com', ['x'])], { version: '2.0' }));
    assert.deepEqual(recordsIn(workspace), []);
    assert.deepEqual(unreadOf(workspace), [
      'format "2.0": This plan has format version 2.0. mailtxt reads versions 0.1 to 1.x, so its records are not checked.',
    ]);
  });

  it('can be that it is a stored state', () => {
    const state = JSON.stringify({
      version: 4,
      terraform_version: '1.13.0',
      serial: 1,
      lineage: 'x',
      resources: [{ mode: 'managed', type: 'aws_route53_record', name: 'a', instances: [] }],
    });
    const [message, ...more] = unreadOf(workspaceOf(state, 'terraform.tfstate'));
    assert.match(message ?? '', /This is a stored state/);
    assert.deepEqual(more, []);
    const other = state.replace('aws_route53_record', 'aws_instance');
    assert.deepEqual(unreadOf(workspaceOf(other, 'terraform.tfstate')), []);
  });

  it('can be that it is the output of "terraform plan -json"', () => {
    const lines = '{"@level":"info","@message":"x","@module":"terraform.ui","type":"version"}\n{}\n';
    const [message, ...more] = unreadOf(workspaceOf(lines));
    assert.match(message ?? '', /terraform show -json/);
    assert.deepEqual(more, []);
  });
});

describe('an edit of a plan', () => {
  it('gives the same result as reading it from scratch', () => {
    const before = planText([ZONE, txtRecord('a', 'www', ['v=spf1 -all']), txtRecord('b', 'mail', ['x'])]);
    const workspace = workspaceOf(before);
    recordsIn(workspace);
    for (const [from, to] of [
      ['v=spf1 -all', 'v=spf1 +all'],
      ['"example.com"', '"example.net"'],
      ['"planned_values"', '"other_values"'],
      ['"other_values"', '"planned_values"'],
      ['"x"', '"x'],
    ] as const) {
      const current = workspace.textOf('plan.json');
      const text = current?.slice(0, current.length) ?? '';
      const start = text.indexOf(from);
      assert.ok(start >= 0, from);
      workspace.edit('plan.json', [{ range: rangeOf(start, start + from.length), text: to }]);
      const anew = workspaceOf(text.slice(0, start) + to + text.slice(start + from.length));
      assert.deepEqual(recordsIn(workspace), recordsIn(anew));
      assert.deepEqual(findingsOf(workspace), findingsOf(anew));
      assert.deepEqual(workspace.problems('plan.json'), anew.problems('plan.json'));
    }
  });
});
