import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatByContent } from '../../../server/src/analysis/input/formats.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import { MAX_NESTED_TEXT, MAX_STACK_USES } from '../../../server/src/formats/cloudformation/stacks.ts';
import { runs } from '../../harness/runs.ts';
import { applyFix, findingsOf, environment } from '../../harness/workspace.ts';
import { shownRecord, txtResource, yamlTemplate } from './template.ts';

const CHILD = '/infra/dns/child.yaml';
const PARENT = '/infra/parent.yaml';

const POLICY = 'Parameters:\n  Domain: {Type: String}\n  Policy: {Type: String, Default: -all}\n';
const CHILD_TEXT = yamlTemplate(txtResource(`!Sub '"v=spf1 mx \${Policy}"'`, '!Ref Domain'), POLICY);

/** A nested stack in YAML. */
function stack(id: string, parameters: string, file = './dns/child.yaml', attributes = ''): string {
  return `  ${id}:\n    Type: AWS::CloudFormation::Stack\n${attributes}    Properties:\n      TemplateURL: ${file}\n      Parameters: ${parameters}\n`;
}

/** A workspace with these templates. `beside` are files that are not checked. */
function stacks(
  files: Readonly<Record<string, string>>,
  beside: Readonly<Record<string, string>> = {},
): Workspace {
  const all: Readonly<Record<string, string>> = { ...files, ...beside };
  const made = createWorkspace({
    ...environment(),
    files: {
      list: (folder) => Object.keys(all).filter((path) => path.slice(0, path.lastIndexOf('/')) === folder),
      read: (path) => all[path],
    },
  });
  for (const [path, text] of Object.entries(files)) made.add(path, text, { format: 'cloudformation' });
  return made;
}

function recordsAt(made: Workspace, path = CHILD): readonly string[] {
  return [...made.records(path)].map(shownRecord);
}

function messagesAt(made: Workspace, path = PARENT): readonly string[] {
  return made.problems(path).map(({ message }) => message);
}

describe('a nested stack', () => {
  it('is read with the values that are passed to it', () => {
    const parameters = '{Domain: !Ref Name, Policy: ~all}';
    const sections = 'Parameters:\n  Name: {Type: String, Default: example.com}\n';
    const parent = yamlTemplate(stack('Mail', parameters), sections);
    for (const order of [
      [PARENT, CHILD],
      [CHILD, PARENT],
    ]) {
      const texts: Readonly<Record<string, string>> = { [PARENT]: parent, [CHILD]: CHILD_TEXT };
      const made = stacks(Object.fromEntries(order.map((path) => [path, texts[path] ?? ''])));
      assert.deepEqual(recordsAt(made), ['example.com TXT v=spf1 mx ~all'], order.join());
      assert.deepEqual(messagesAt(made), []);
    }
    // Read alone, it has its defaults.
    assert.deepEqual(recordsAt(stacks({ [CHILD]: CHILD_TEXT })), ['… TXT v=spf1 mx -all']);
  });

  it('has its defaults if nothing is passed, and is unresolved if that is unknown', () => {
    const made = stacks({
      [PARENT]: yamlTemplate(
        stack('A', '{Domain: example.com}') +
          stack('B', '{Domain: !Ref Unknown, Policy: !Ref "AWS::NoValue"}') +
          stack('C', '{Domain: example.net, Policy: !GetAtt X.Y}'),
      ),
      [CHILD]: CHILD_TEXT,
    });
    assert.deepEqual(recordsAt(made), [
      'example.com TXT v=spf1 mx -all',
      '… TXT v=spf1 mx -all',
      'example.net TXT v=spf1 mx …',
    ]);
  });

  it('may not exist if it has a condition', () => {
    const conditional = stack('A', '{Domain: example.com}', './dns/child.yaml', '    Condition: C\n');
    const made = stacks({ [PARENT]: yamlTemplate(conditional), [CHILD]: CHILD_TEXT });
    assert.deepEqual(recordsAt(made), ['? example.com TXT v=spf1 mx -all']);
  });

  it('is followed through nested stacks, lists of parameters and SAM applications', () => {
    const middle = '/infra/middle.json';
    const made = stacks({
      [PARENT]: yamlTemplate(
        '  App:\n    Type: AWS::Serverless::Application\n    Properties:\n      Location: middle.json\n      Parameters: {Names: "example.com, example.net"}\n',
      ),
      [middle]: JSON.stringify({
        Parameters: { Names: { Type: 'CommaDelimitedList' } },
        Resources: {
          Mail: {
            Type: 'AWS::CloudFormation::Stack',
            Properties: {
              TemplateURL: 'dns/child.yaml',
              Parameters: { Domain: { 'Fn::Select': [1, { Ref: 'Names' }] } },
            },
          },
        },
      }),
      [CHILD]: CHILD_TEXT,
    });
    assert.deepEqual(recordsAt(made), ['example.net TXT v=spf1 mx -all']);
  });

  it('has a finding where its parameter is declared, and no fix for a value in another file', () => {
    const made = stacks({
      [PARENT]: yamlTemplate(stack('Mail', '{Domain: example.com, Policy: +all}')),
      [CHILD]: CHILD_TEXT,
    });
    const [finding] = findingsOf(made, CHILD).filter(({ rule }) => rule === 'spf-all-pass');
    assert.ok(finding);
    assert.equal(CHILD_TEXT.slice(finding.range.start, finding.range.end), 'Policy');
    assert.deepEqual(made.detailsOf(CHILD, finding).fixes, []);
    // A value that is as long as the name has no source there either.
    const text = CHILD_TEXT.replaceAll('Policy', 'TheTerm');
    const other = stacks({
      [PARENT]: yamlTemplate(stack('Mail', '{Domain: example.com, TheTerm: mx +all}')),
      [CHILD]: text,
    });
    const [same] = findingsOf(other, CHILD).filter(({ rule }) => rule === 'spf-all-pass');
    assert.ok(same);
    assert.equal(text.slice(same.range.start, same.range.end), 'TheTerm');
  });

  it('has a fix in its own text if all of its uses have the fault', () => {
    const text = yamlTemplate(txtResource(`'"v=spf1 +all"'`, '!Ref Domain'), POLICY);
    const uses = stack('A', '{Domain: example.com}') + stack('B', '{Domain: example.net}');
    const made = stacks({ [PARENT]: yamlTemplate(uses), [CHILD]: text });
    const found = findingsOf(made, CHILD).filter(({ rule }) => rule === 'spf-all-pass');
    assert.equal(found.length, 1);
    const [fix] = found[0] === undefined ? [] : made.detailsOf(CHILD, found[0]).fixes;
    assert.ok(fix);
    const after = applyFix(made, CHILD, fix);
    assert.match(after, /'"v=spf1 ~all"'/);
    made.add(CHILD, after, { format: 'cloudformation' });
    assert.deepEqual(
      findingsOf(made, CHILD).filter(({ rule }) => rule === 'spf-all-pass'),
      [],
    );
  });

  it('is checked together with stacks of the same template, and apart from stacks of others', () => {
    const other = '/infra/other.yaml';
    const one = stack('A', '{Domain: example.com}');
    const two = stack('B', '{Domain: example.com, Policy: ~all}');
    const rulesOf = (made: Workspace): readonly string[] => findingsOf(made, CHILD).map(({ rule }) => rule);
    const apart = stacks({ [PARENT]: yamlTemplate(one), [other]: yamlTemplate(two), [CHILD]: CHILD_TEXT });
    const records = ['example.com TXT v=spf1 mx -all', 'example.com TXT v=spf1 mx ~all'];
    assert.deepEqual([...recordsAt(apart)].sort(), records);
    assert.ok(!rulesOf(apart).includes('spf-multiple-records'));
    const together = stacks({ [PARENT]: yamlTemplate(one + two), [CHILD]: CHILD_TEXT });
    assert.deepEqual(recordsAt(together), records);
    assert.ok(rulesOf(together).includes('spf-multiple-records'), rulesOf(together).join());
  });

  it('has separate unknown zones', () => {
    // Two records with the same name in unknown zones are not in one zone.
    const made = stacks({
      [PARENT]: yamlTemplate(
        stack('A', '{Domain: !Ref X, Policy: ~all}') +
          stack('B', '{Domain: !Ref Y}') +
          txtResource(`'"v=spf1 -all"'`, '!Ref Z', 'Own'),
      ),
      [CHILD]: CHILD_TEXT,
    });
    const owners = [PARENT, CHILD].flatMap((path) =>
      [...made.records(path)].map(({ record }) => record.owner),
    );
    assert.equal(new Set(owners).size, 3, owners.join());
  });

  it('is not followed if it deploys itself, which is reported', () => {
    const own = stack('Again', '{Domain: example.net}', './child.yaml');
    const text = yamlTemplate(txtResource(`'"v=spf1 -all"'`, '!Ref Domain') + own, POLICY);
    const made = stacks({ [CHILD]: text });
    assert.deepEqual(messagesAt(made, CHILD), [
      'The nested stack "Again" was not read, because it deploys itself.',
    ]);
    const two = '/infra/dns/two.yaml';
    const pair = stacks({
      [CHILD]: yamlTemplate(stack('Dns', '{}', './two.yaml')),
      [two]: yamlTemplate(stack('Dns', '{}', './child.yaml')),
    });
    assert.deepEqual(messagesAt(pair, two), [
      'The nested stack "Dns" was not read, because it deploys itself.',
    ]);
  });

  it('that is not read is listed where it may have records', () => {
    const unread = (file: string, id = 'Mail', beside: Record<string, string> = {}): readonly string[] =>
      messagesAt(stacks({ [PARENT]: yamlTemplate(stack(id, '{}', file)) }, beside));
    const named = (why: string): readonly string[] => [
      `The nested stack "Mail" was not read, because ${why}.`,
    ];
    assert.deepEqual(unread('./gone.yaml'), named('its template does not exist'));
    assert.deepEqual(unread('./gone.yaml', 'Queue'), []);
    assert.deepEqual(
      unread('./dns/child.yaml', 'Mail', { [CHILD]: CHILD_TEXT }),
      named('its template is not among the checked files'),
    );
    assert.deepEqual(unread('./q.yaml', 'Mail', { '/infra/q.yaml': 'Resources: {}\n' }), []);
    const both = stack('Queue', '{}', './q.yaml') + stack('Dns', '{}', 'https://example.com/a.yaml');
    assert.deepEqual(messagesAt(stacks({ [PARENT]: yamlTemplate(both) })), [
      'The nested stack "Dns" was not read, because its template is not a local file.',
    ]);
  });

  it('is read again when an edit passes another value to it', () => {
    const parent = yamlTemplate(stack('Mail', '{Domain: example.com, Policy: +all}'));
    const made = stacks({ [PARENT]: parent, [CHILD]: CHILD_TEXT });
    const faults = (): number => findingsOf(made, CHILD).filter(({ rule }) => rule === 'spf-all-pass').length;
    assert.equal(faults(), 1);
    const start = parent.indexOf('+all');
    made.edit(PARENT, [{ range: { start, end: start + 1 }, text: '-' }]);
    assert.equal(faults(), 0);
    assert.deepEqual(recordsAt(made), ['example.com TXT v=spf1 mx -all']);
  });

  it('has the same result after any edits as when read from scratch', () => {
    const words = ['Domain', 'child.yaml', 'example.com', '+all', 'Mail', '{', '\n', 'TemplateURL', '!Ref '];
    const edits = fc.array(
      fc.tuple(fc.boolean(), fc.nat(600), fc.nat(12), fc.constantFrom('', 'x', ...words)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(edits, (all) => {
        const texts: Record<string, string> = {
          [PARENT]: yamlTemplate(stack('Mail', '{Domain: example.com, Policy: +all}')),
          [CHILD]: CHILD_TEXT,
        };
        const made = stacks(texts);
        for (const [isParent, at, length, text] of all) {
          const path = isParent ? PARENT : CHILD;
          const before = texts[path] ?? '';
          const start = Math.min(at, before.length);
          const end = Math.min(start + length, before.length);
          findingsOf(made, CHILD);
          made.edit(path, [{ range: { start, end }, text }]);
          texts[path] = before.slice(0, start) + text + before.slice(end);
        }
        const anew = stacks(texts);
        for (const path of [PARENT, CHILD]) {
          assert.deepEqual(recordsAt(made, path), recordsAt(anew, path));
          assert.deepEqual(messagesAt(made, path), messagesAt(anew, path));
          assert.deepEqual(
            findingsOf(made, path).map(({ rule, range }) => [rule, range]),
            findingsOf(anew, path).map(({ rule, range }) => [rule, range]),
          );
        }
      }),
      { numRuns: runs(60) },
    );
  });

  it('is read a limited number of times', () => {
    // Each of 12 templates deploys the next one twice.
    const files: Record<string, string> = {};
    for (let i = 0; i < 12; i++)
      files[`/infra/t${i}.yaml`] = yamlTemplate(
        stack('A', '{}', `./t${i + 1}.yaml`) + stack('B', '{}', `./t${i + 1}.yaml`),
      );
    files['/infra/t12.yaml'] = yamlTemplate(txtResource(`'"v=spf1 -all"'`));
    const made = stacks(files);
    assert.ok(recordsAt(made, '/infra/t12.yaml').length <= MAX_STACK_USES);
    assert.ok(
      Object.keys(files).some((path) =>
        messagesAt(made, path).some((message) => message.includes(`${MAX_STACK_USES} nested stacks`)),
      ),
    );
  });

  it('is named in print', () => {
    const id = '"Mail\\u200b\\n"';
    assert.deepEqual(messagesAt(stacks({ [PARENT]: yamlTemplate(stack(id, '{}', './gone.yaml')) })), [
      'The nested stack "Mail\\u{200B}␊" was not read, because its template does not exist.',
    ]);
  });

  it('is read as long as all are not too much text', () => {
    const child = `${CHILD_TEXT}# ${'x'.repeat(MAX_NESTED_TEXT / 10)}\n`;
    const uses = Array.from({ length: 12 }, (_, i) => stack(`S${i}`, `{Domain: d${i}.example.com}`));
    const made = stacks({ [PARENT]: yamlTemplate(uses.join('')), [CHILD]: child });
    assert.equal(recordsAt(made).length, 9);
    assert.deepEqual(
      made.problems(PARENT).map(({ unread }) => unread?.kind),
      ['limit', 'limit', 'limit'],
    );
  });

  it('makes a template without records of its own a document', () => {
    const local = yamlTemplate(stack('Mail', '{}'));
    assert.equal(formatByContent('a.yaml', local)?.id, 'cloudformation');
    for (const location of ['https://s3.amazonaws.com/b/c.yaml', 's3://b/c.yaml', '!Sub "${B}/c.yaml"'])
      assert.equal(
        formatByContent('a.yaml', yamlTemplate(stack('Mail', '{}', location))),
        undefined,
        location,
      );
  });
});
