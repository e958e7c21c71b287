import assert from 'node:assert/strict';

import { folderWith, mailtxt, removeFolders } from './run.ts';

interface Annotation {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/**
 * What a runner of GitHub Actions makes of a line: properties are parted at `,` and `=`, and what is escaped with `%` is
 * put back, `%25` last (actions/runner, ActionCommand.cs).
 */
function read(line: string): Annotation {
  const match = /^::(?<command>\w+) (?<properties>.*?)::(?<message>.*)$/.exec(line)?.groups;
  assert.ok(match, line);
  const unescaped = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  const properties: Record<string, string> = {};
  for (const part of (match['properties'] ?? '').split(',')) {
    const [key = '', value = '', ...more] = part.split('=');
    assert.deepEqual(more.length > 0 && key !== 'file', false, line);
    properties[key] = unescaped([value, ...more].join('='))
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  }
  return {
    command: match['command'] ?? '',
    properties,
    message: unescaped(match['message'] ?? '').replaceAll('%25', '%'),
  };
}

function annotations(stdout: string): readonly Annotation[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('::'))
    .map(read);
}

interface Place {
  readonly path: string;
  readonly message: string;
  readonly range: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
}

interface CheckJson {
  readonly findings: readonly (Place & { readonly rule: string; readonly why: string })[];
  readonly bounces: readonly Place[];
}

const FILES = {
  '.mailtxt.json': '{ "bounces": ["bounces/*.txt"] }',
  'a,b%2C:c=d.zone':
    '$ORIGIN example.com.\n$TTL 3600\n@ SOA ns hostmaster 1 7200 3600 1209600 3600\n@ NS ns.example.net.\n@ TXT "v=spf1 a:gone.example.com exists:%{x}%25:,%0A::error::no -all"\nx TXT ( "v=DMARC1"\n "a" )\n',
  'bounces/a.txt': '550 5.7.23 Sender Policy Framework violation: domain example.com, ip=198.51.100.7\n',
};

describe('--format github', () => {
  let cwd = '';
  before(() => {
    cwd = folderWith(FILES);
  });
  after(removeFolders);

  it('has the findings of the JSON, at the same places', () => {
    const json = JSON.parse(mailtxt(['check', '--format', 'json'], { cwd }).stdout) as CheckJson;
    const given = annotations(mailtxt(['check', '--format', 'github'], { cwd }).stdout);
    const ofFindings = given.filter(
      ({ properties }) => properties['title'] !== 'bounce' && properties['title'] !== 'mailtxt',
    );
    assert.ok(json.findings.some(({ message }) => message.includes('%')));
    assert.deepEqual(
      ofFindings.map(({ properties, message }) => [
        properties['file'],
        properties['title'],
        Number(properties['line']),
        message.split('\n').slice(0, 2),
      ]),
      json.findings.map(({ path, rule, range, message, why }) => [
        path,
        rule,
        range.start.line,
        [message, why],
      ]),
    );
    for (const { properties } of given) {
      // GitHub refuses columns where the lines differ.
      if (properties['line'] !== properties['endLine']) assert.equal(properties['col'], undefined);
    }
  });

  it('has the bounces, and which finding was seen in one', () => {
    const given = annotations(mailtxt(['check', '--format', 'github'], { cwd }).stdout);
    const bounce = given.find(({ properties }) => properties['title'] === 'bounce');
    assert.equal(bounce?.command, 'notice');
    assert.deepEqual(
      [bounce.properties['file'], bounce.properties['line'], bounce.properties['endColumn']],
      ['bounces/a.txt', '1', '11'],
    );
    assert.match(bounce.message, /Can DNS fix this\? Yes\..*\nexample\.com TXT \(a,b%2C:c=d\.zone:5:1\)/s);
    const seen = given.filter(({ message }) => message.includes('Seen in bounce a.txt'));
    assert.ok(seen.length > 0);
    assert.match(seen[0]?.message ?? '', /\nSeen in bounce a\.txt: 550 5\.7\.23 \(bounces\/a\.txt:1:1\)/);
  });
});
