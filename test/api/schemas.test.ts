import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { explain } from '../../server/src/hosts/api/texts.ts';
import { folderWith, mailtxt, removeFolders } from '../cli/run.ts';

const root = join(__dirname, '../..');
const CONTAINERS = join(root, 'test/senders/containers');

type Command = 'check' | 'records' | 'simulate' | 'explain' | 'senders';

/** What is wrong with a value; a member that the schema does not have is wrong, too. */
function faultsBy(command: Command): (value: unknown) => readonly string[] {
  const schema = JSON.parse(readFileSync(join(root, `schemas/${command}.schema.json`), 'utf8')) as object;
  const validate = new Ajv({ allErrors: true }).compile(closed(schema) as object);
  return (value) => {
    void validate(value);
    return (validate.errors ?? []).map(
      ({ dataPath, message, params }) => `${dataPath} ${message ?? ''} ${JSON.stringify(params)}`,
    );
  };
}

/** The schema without room for members of later versions. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in inner && typeof inner['required'] === 'object'
    ? { additionalProperties: false, ...inner }
    : inner;
}

describe('the JSON schemas', () => {
  let folder = '';
  before(() => {
    folder = folderWith({
      '.mailtxt.json': JSON.stringify({
        bounces: ['*.txt'],
        senders: {
          'example.com': [
            'google-workspace',
            { name: 'Relay', ip: ['192.0.2.10'], host: 'mail.example.com' },
          ],
        },
      }),
      'a.txt': '550 5.7.23 Sender Policy Framework violation: domain example.com, ip=198.51.100.7\n',
      'unknown.zone': 'a IN TXT "v=spf1 include:_spf.example.net a:gone.example.com ptr -all"\n',
      'main.tf': 'module "dns" {\n  source = "git::https://git.example.com/dns"\n}\n',
    });
    cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true });
    assert.equal(
      mailtxt(['check', 'examples/zones', '--write-baseline', 'baseline.json'], { cwd: folder }).status,
      0,
    );
    const path = join(folder, 'baseline.json');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('"count"', '"expires": "2020-01-01", "reason": "a test", "count"'),
    );
    rmSync(join(folder, 'examples/zones/office.inc'));
  });
  after(removeFolders);

  const run = (args: readonly string[]): unknown =>
    JSON.parse(mailtxt([...args, '--format', 'json'], { cwd: folder }).stdout);

  const mail = ['--from', 'a@example.com', '--dkim', 'example.com:s1', '--dkim', 'example.net'];
  const runs: readonly (readonly [Command, readonly string[]])[] = [
    ['check', ['check']],
    ['check', ['check', 'examples/zones', '--baseline', 'baseline.json']],
    ['check', ['check', 'examples/terraform', '--fix']],
    ['check', ['check', '-e', 'v=spf1 mx mx +all']],
    ['records', ['records']],
    ['simulate', ['simulate', '--ip', '192.0.2.1', ...mail]],
    ['simulate', ['simulate', '--ip', '2001:db8::1', '--from', '', '--helo', 'mail.example.com']],
    [
      'simulate',
      [
        'simulate',
        '--ip',
        '192.0.2.1',
        '--from',
        'a@example.net',
        '--helo',
        'x.example',
        '--header-from',
        'example.org',
      ],
    ],
    ['explain', ['explain', 'a.txt']],
    ['senders', ['senders']],
    ['senders', ['senders', '--policy', 'reject']],
  ];
  for (const [command, args] of runs) {
    it(`describe what "mailtxt ${args.join(' ')}" writes`, () => {
      assert.deepEqual(faultsBy(command)(run(args)), []);
    });
  }

  it('describe explanations of every format of bounces', () => {
    const faultsOf = faultsBy('explain');
    const files = readdirSync(CONTAINERS).filter((name) => !name.endsWith('.tsv'));
    assert.ok(files.length > 20);
    for (const name of files) {
      const text = readFileSync(join(CONTAINERS, name), 'utf8');
      assert.deepEqual(faultsOf(explain(text)), [], name);
    }
  });

  it('notice a member that is missing, of another kind, or new', () => {
    const faultsOf = faultsBy('records');
    const record = { owner: null, type: 'A', ttl: 1, data: '', complete: true, certain: true, path: 'a' };
    const report = (one: object): object => ({ records: [one], unread: [], problems: [] });
    assert.deepEqual(faultsOf(report(record)), []);
    for (const change of [{ owner: undefined }, { ttl: '1' }, { new: 1 }, { range: {} }]) {
      assert.equal(faultsOf(JSON.parse(JSON.stringify(report({ ...record, ...change })))).length > 0, true);
    }
  });
});
