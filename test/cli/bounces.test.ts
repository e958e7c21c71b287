import assert from 'node:assert/strict';
import { folderWith, mailtxt, removeFolders } from './run.ts';

const FILES = {
  '.mailtxt.json': '{ "bounces": ["bounces/*.txt"] }',
  'zones/example.com.zone':
    '$TTL 3600\n@ SOA ns hostmaster 1 7200 3600 1209600 3600\n@ A 192.0.2.1\n@ TXT "v=spf1 a:gone.example.com -all"\n@ NS ns.example.net.\n',
  'bounces/a.txt': '550 5.7.23 Sender Policy Framework violation: domain example.com, ip=198.51.100.7\n',
};

interface Place {
  readonly message: string;
  readonly path: string;
  readonly range: { readonly start: { readonly line: number } };
}

interface CheckJson {
  readonly findings: readonly { readonly rule: string; readonly related: readonly Place[] }[];
  readonly bounces: readonly (Place & {
    readonly id: string;
    readonly dnsFixable: string;
    readonly related: readonly Place[];
  })[];
  readonly summary: Readonly<Record<string, number>>;
}

describe('mailtxt check and the bounces that the settings name', () => {
  let cwd = '';
  before(() => {
    cwd = folderWith(FILES);
  });
  after(removeFolders);

  it('shows what they mean, and which finding was seen in one', () => {
    const { stdout } = mailtxt(['check'], { cwd });
    assert.match(stdout, /^bounces\/a\.txt:1:1: bounce: .*Can DNS fix this\? Yes\..*$/m);
    assert.match(stdout, /^1 \| 550 5\.7\.23 Sender.*\n {2}\| \^{10}$/m);
    assert.match(stdout, /= note: example\.com TXT \(zones\/example\.com\.zone:4:1\)/);
    assert.match(stdout, /= note: Seen in bounce a\.txt: 550 5\.7\.23 \(bounces\/a\.txt:1:1\)/);
  });

  it('counts none of them as a finding', () => {
    const { status, stdout } = mailtxt(
      ['check', '--format', 'json', '--fail-on', 'info', '--rule', 'spf-a-or-mx-no-data=off'],
      { cwd },
    );
    const { bounces, findings, summary } = JSON.parse(stdout) as CheckJson;
    assert.equal(bounces.length, 1);
    assert.equal(
      status,
      (summary['error'] ?? 0) + (summary['warning'] ?? 0) + (summary['info'] ?? 0) > 0 ? 1 : 0,
    );
    assert.ok(!findings.some(({ rule }) => rule === 'bounce'));
  });

  it('lists them in JSON with their places', () => {
    const { bounces, findings } = JSON.parse(
      mailtxt(['check', '--format', 'json'], { cwd }).stdout,
    ) as CheckJson;
    const [bounce] = bounces;
    assert.equal(bounce?.path, 'bounces/a.txt');
    assert.equal(bounce.dnsFixable, 'yes');
    assert.equal(bounce.related[0]?.range.start.line, 4);
    const related = findings.flatMap((finding) => finding.related);
    assert.deepEqual(
      related.filter(({ path }) => path === 'bounces/a.txt').map(({ range }) => range.start.line),
      [1],
    );
  });

  it('does not show them if only other files are checked, but still names them', () => {
    const { stdout } = mailtxt(['check', 'zones'], { cwd });
    assert.doesNotMatch(stdout, /bounce: /);
    assert.match(stdout, /Seen in bounce a\.txt/);
  });

  it('is silent about them with --quiet', () => {
    assert.doesNotMatch(mailtxt(['check', '--quiet'], { cwd }).stdout, /bounce/);
  });
});
