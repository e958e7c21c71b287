import assert from 'node:assert/strict';
import { formatByContent } from '../../../server/src/analysis/input/formats.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { MAX_BLOCK_DEPTH } from '../../../server/src/formats/record-data/shapes/ansible/tasks.ts';
import { MAX_WRAPPERS } from '../../../server/src/formats/record-data/shapes/cpanel.ts';
import { MAX_RECORD_DEPTH } from '../../../server/src/formats/record-data/shapes/generic.ts';
import { workspace } from '../../harness/workspace.ts';

function read(path: string, text: string): Workspace {
  const made = workspace();
  assert.equal(formatByContent(path, text)?.id, 'record-data');
  made.add(path, text);
  return made;
}

/** The records of a file and its unread parts: `kind "start of its text": message`. */
function contentOf(path: string, text: string): readonly string[] {
  const made = read(path, text);
  const records = [...made.records(path)].map(({ record: { owner, type } }) => `${owner} ${type}`);
  const listed = made.unread();
  const problems = made.problems(path).map(({ message, range = { start: 0, end: 0 }, unread }) => {
    assert.ok(listed.some((one) => one.message === message && one.range?.start === range.start));
    return `${unread?.kind} ${JSON.stringify(text.slice(range.start, range.start + 12))}: ${message}`;
  });
  return [...records, ...problems];
}

describe('data in JSON and YAML that is nested too deeply is reported', () => {
  const task = '{nsupdate: {zone: example.com, record: a, type: TXT, value: x}}';

  const first = '- community.general.nsupdate:\n    {zone: example.com, record: b, type: TXT, value: x}\n';
  /** A task within that many lists. */
  const blocks = (depth: number): string =>
    `${first}- ${'{block: ['.repeat(depth - 1)}${task}${']}'.repeat(depth - 1)}\n`;

  it('within lists of tasks', () => {
    assert.deepEqual(contentOf('/tasks.yml', blocks(MAX_BLOCK_DEPTH)), [
      'b.example.com TXT',
      'a.example.com TXT',
    ]);
    assert.deepEqual(contentOf('/tasks.yml', blocks(MAX_BLOCK_DEPTH + 1)), [
      'b.example.com TXT',
      'limit "[{nsupdate: ": Tasks nested more than 16 lists deep are not read.',
    ]);
  });

  it('around the records of cPanel', () => {
    const zone = (wrappers: number): string => {
      const record = '{"type": "TXT", "name": "example.com.", "txtdata": "x", "ttl": "60"}';
      return `${'{"data": '.repeat(wrappers - 1)}{"record": [${record}]}${'}'.repeat(wrappers - 1)}`;
    };
    assert.deepEqual(contentOf('/zone.json', zone(MAX_WRAPPERS)), ['example.com TXT']);
    assert.deepEqual(contentOf('/zone.json', zone(MAX_WRAPPERS + 1)), [
      'limit "[{\\"type\\": \\"T": Records nested more than 8 maps and lists deep are not read.',
    ]);
  });

  it('around records with a name, a type and a value', () => {
    const records = (depth: number, value = 'v=spf1 -all'): string => {
      const record = `{"name": "a.example.com", "type": "TXT", "value": ${JSON.stringify(value)}}`;
      return `${'['.repeat(depth - 1)}${record}${']'.repeat(depth - 1)}`;
    };
    assert.deepEqual(contentOf('/list.json', records(MAX_RECORD_DEPTH)), ['a.example.com TXT']);
    assert.deepEqual(contentOf('/list.json', records(MAX_RECORD_DEPTH + 1)), [
      'limit "{\\"name\\": \\"a.": mailtxt does not look for records nested more than 8 maps and lists deep.',
    ]);
    // Nothing certain is there.
    assert.notEqual(formatByContent('/list.json', records(MAX_RECORD_DEPTH + 1, ''))?.id, 'record-data');
  });
});

describe('keys that come again in JSON and YAML are reported', () => {
  const own = (path: string, text: string): readonly string[] =>
    contentOf(path, text).filter((line) => line.startsWith('format'));
  const lost = (key: string, shown: string): string =>
    `format ${JSON.stringify(shown)}: The key "${key}" is repeated in this map, so this value is not read.`;

  it('around records, and in them', () => {
    const record = '{"name": "a.", "type": "TXT", "ttl": 1, "records": [{"content": "\\"x\\""}]}';
    assert.deepEqual(own('/zone.json', `{"rrsets": [${record}], "rrsets": [${record}]}`), [
      lost('rrsets', '"rrsets": [{'),
    ]);
    assert.deepEqual(own('/zone.json', `{"rrsets": [${record}], "rrsets": []}`), [
      lost('rrsets', '"rrsets": [{'),
    ]);
    assert.deepEqual(own('/zone.json', `{"rrsets": [${record.replace('"ttl"', '"name"')}]}`), [
      lost('name', '"name": "a."'),
    ]);
    assert.deepEqual(
      own('/list.yml', 'zone: example.com\nlist:\n- name: a\n  name: b\n  type: TXT\n  value: v=spf1 -all\n'),
      [lost('name', 'name: a\n  na')],
    );
  });

  it('but not if no record depends on them, or if one is merged to be overridden', () => {
    const list =
      '- &a {name: a.example.com, type: TXT, value: v=spf1 -all}\n- {<<: *a, name: b.example.com}\n';
    assert.deepEqual(own('/list.yml', list), []);
    assert.deepEqual(own('/list.yml', `${list}- {x: 1, x: 2}\n- {1: a, '1': b}\n`), []);
    assert.deepEqual(own('/list.yml', `${list}- {x: [1], x: 2}\n`), [lost('x', 'x: [1], x: 2')]);
  });
});

describe('a placeholder in JSON and YAML', () => {
  it('makes a text fully unresolved if it is too long to find its end', () => {
    const textOf = (expression: string): string => {
      const text = `zone: example.com\nlist:\n- {name: a, type: TXT, value: x}\n- {name: b, type: TXT, value: 'v=spf1 ${expression} +all'}\n`;
      const [, record] = [...read('/list.yml', text).records('/list.yml')];
      const rdata = record?.record.rdata;
      return rdata?.kind === 'text' ? rdata.value.text : '';
    };
    assert.equal(textOf(`{{ ${'x'.repeat(290)} }}`), 'v=spf1 \uFFFC +all');
    assert.equal(textOf(`{{ ${'x'.repeat(310)} }}`), '\uFFFC');
    assert.equal(textOf('{{'), 'v=spf1 {{ +all');
  });
});
