import assert from 'node:assert/strict';
import { folderWith, mailtxt, removeFolders } from './run.ts';

const ZONE = [
  '@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600',
  '@ NS ns1.example.net.',
  '@ MX 10 mail',
  'mail A 192.0.2.25',
  '@ TXT "v=spf1 mx include:_spf.example.net -all"',
  '_dmarc TXT "v=DMARC1; p=reject"',
  '',
].join('\n');

describe('mailtxt simulate', () => {
  let cwd = '';
  before(() => {
    cwd = folderWith({ 'example.com.zone': ZONE });
  });
  after(removeFolders);
  const run = (...args: readonly string[]): ReturnType<typeof mailtxt> =>
    mailtxt(['simulate', ...args], { cwd });

  it('shows what decides, and on which line it is', () => {
    const { status, stdout } = run('--ip', '192.0.2.25', '--from', 'a@example.com');
    assert.equal(status, 0);
    assert.match(stdout, /^ACCEPTED {2}The mail passes DMARC\.$/m);
    assert.match(
      stdout,
      /^SPF +pass for MAIL FROM example\.com and 192\.0\.2\.25: "mx" of example\.com matches$/m,
    );
    assert.match(stdout, /mx \(example\.com\) {2}matches {2}example\.com\.zone:5$/m);
  });

  it('shows in its first line if SPF rejects the HELO name', () => {
    const zone = `${ZONE}helo TXT "v=spf1 -all"\n`;
    const folder = folderWith({ 'example.com.zone': zone });
    const mail = ['simulate', '--ip', '192.0.2.25', '--from', 'a@example.com', '--helo', 'helo.example.com'];
    const { stdout } = mailtxt(mail, { cwd: folder });
    assert.match(stdout, /^ACCEPTED {2}The mail passes DMARC\. SPF fails for the HELO name,/);
  });

  it('has the result none for an invalid domain', () => {
    const { status, stdout } = run('--ip', '192.0.2.25', '--from', 'a@example..com');
    assert.equal(status, 0);
    assert.match(stdout, /^SPF +none/m);
  });

  it('lists what is unknown', () => {
    const { stdout } = run('--ip', '203.0.113.1', '--from', 'a@example.com');
    assert.match(stdout, /^UNKNOWN/);
    assert.match(stdout, /Not resolved: _spf\.example\.net TXT\./);
  });

  it('has JSON in the documented form', () => {
    const { stdout } = run(
      '--ip',
      '203.0.113.1',
      '--from',
      'a@example.org',
      '--header-from',
      'x@example.com',
      '--format',
      'json',
    );
    const report = JSON.parse(stdout) as Record<string, Record<string, unknown>>;
    assert.deepEqual(Object.keys(report), [
      'spf',
      'helo',
      'dkim',
      'dmarc',
      'dmarcRfc7489',
      'verdict',
      'holes',
    ]);
    assert.deepEqual(Object.keys(report['spf'] ?? {}), [
      'result',
      'identity',
      'domain',
      'explanation',
      'lookups',
      'voidLookups',
      'matched',
      'reason',
      'trace',
    ]);
    const { result, policy, record } = report['dmarc'] ?? {};
    assert.deepEqual([result, policy, report['verdict']], ['fail', 'reject', 'rejected']);
    assert.deepEqual(record, {
      domain: 'example.com',
      text: 'v=DMARC1; p=reject',
      path: 'example.com.zone',
      range: { start: { line: 6, column: 12 }, end: { line: 6, column: 32 } },
    });
    assert.deepEqual(report['holes'], ['example.org TXT', '_dmarc.example.org TXT']);
  });

  it('accepts the null sender only with a HELO name', () => {
    assert.equal(run('--ip', '192.0.2.25', '--from', '', '--helo', 'mail.example.com').status, 0);
    const { status, stderr } = run('--ip', '192.0.2.25', '--from', '');
    assert.equal(status, 2);
    assert.match(stderr, /add --helo NAME/);
  });

  const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['--from', 'a@example.com'], /--ip is missing/],
    [['--ip', '192.0.2.25'], /--from is missing/],
    [['--ip', '192.0.2.256', '--from', 'a@example.com'], /"192\.0\.2\.256" is not an IP address/],
    [['--ip', '192.0.2.1', '--from', 'a@b.example', '--dkim', 'a:b:c'], /--dkim: "a:b:c"/],
  ];
  for (const [args, message] of wrong) {
    it(`refuses ${args.join(' ')}`, () => {
      const { status, stderr } = run(...args);
      assert.equal(status, 2);
      assert.match(stderr, message);
    });
  }
});
