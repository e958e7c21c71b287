import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

interface Report {
  readonly files: readonly { path: string }[];
  readonly findings: readonly { path: string; rule: string; severity: string }[];
  readonly problems: readonly unknown[];
}

const root = join(__dirname, '../..');

describe('the examples', () => {
  let report: Report;

  before(function () {
    this.timeout(60_000);
    const command = ['--import', 'tsx', join(root, 'server/src/hosts/cli/main.ts')];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...command, 'check', 'examples', '--format', 'json'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    // `npm start` expects this status.
    assert.equal(status, 1, stderr);
    report = JSON.parse(stdout) as Report;
  });

  it('are read without problems', () => {
    assert.deepEqual(report.problems, []);
    assert.deepEqual(report.files.map(({ path }) => path).sort(), [
      'examples/terraform/dns.tf',
      'examples/terraform/modules/mail/main.tf',
      'examples/zones/db.192.0.2',
      'examples/zones/db.example.net',
      'examples/zones/example.com.zone',
      'examples/zones/example.org.zone',
      'examples/zones/office.inc',
    ]);
  });

  it('that should be right have no findings, not even hints', () => {
    const wrong = /^examples\/(?:zones\/db\.example\.net$|terraform\/)/;
    assert.deepEqual(
      report.findings.filter(({ path }) => !wrong.test(path)),
      [],
    );
  });

  it('in Terraform show a fault in a local once, a string that is too long, and a value that a module passes on', () => {
    const found = report.findings.filter(({ path }) => path.startsWith('examples/terraform/'));
    assert.deepEqual(found.map(({ rule }) => rule).sort(), [
      'dmarc-p-invalid',
      'spf-ip4-invalid',
      'tf-route53-txt-long-unsplit',
    ]);
  });

  it('that should be wrong show typical faults of zone files', () => {
    const found = new Set(report.findings.map(({ rule }) => rule));
    const shown = [
      'dkim-key-der-invalid',
      'dkim-key-too-short-1024',
      'dkim-p-pem-armor',
      'dmarc-missing-semicolon-after-version',
      'dmarc-p-invalid',
      'dmarc-rua-not-mailto',
      'spf-all-pass',
      'spf-comma-or-semicolon-separator',
      'spf-ip4-invalid',
      'spf-lookup-limit-local',
      'spf-missing-colon',
      'spf-multiple-records',
      'spf-record-order-all-first',
      'spf-unknown-mechanism',
      'zone-cname-and-other-data',
      'zone-missing-trailing-dot',
      'zone-semicolon-truncates-txt',
      'zone-smart-quotes',
      'zone-split-string-missing-space',
      'zone-unterminated-quote',
    ];
    assert.deepEqual(
      shown.filter((rule) => !found.has(rule)),
      [],
    );
  });
});
