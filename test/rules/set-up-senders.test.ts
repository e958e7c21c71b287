import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { findingsOf, environment } from '../harness/workspace.ts';
import type { WorkspaceOptions } from '../harness/workspace.ts';

const MAILGUN = 'resource "mailgun_domain" "news" {\n  name = "mg.example.com"\n}\n';
const MAIL_FROM = `resource "aws_ses_domain_identity" "main" {
  domain = "example.com"
}
resource "aws_ses_domain_mail_from" "main" {
  domain           = aws_ses_domain_identity.main.domain
  mail_from_domain = "bounce.example.com"
}
`;

function record(name: string, value: string, type = 'TXT'): string {
  return `resource "aws_route53_record" "${type.toLowerCase()}" {
  zone_id = "Z1"
  name    = "${name}"
  type    = "${type}"
  ttl     = 300
  records = ["${value}"]
}
`;
}

function workspaceWith(files: Readonly<Record<string, string>>, options: WorkspaceOptions = {}): Workspace {
  const made = createWorkspace({
    ...environment(options),
    files: { list: () => Object.keys(files), read: (path) => files[path] },
  });
  for (const [path, text] of Object.entries(files)) made.add(path, text);
  return made;
}

/** The findings on senders in `dns.tf`, with their severities. */
function found(workspace: Workspace): readonly string[] {
  return findingsOf(workspace, 'dns.tf')
    .filter(({ rule }) => rule.startsWith('sender-'))
    .map(({ rule, severity }) => `${rule} ${severity}`);
}

const HINT = ['sender-resource-not-in-spf hint'];

describe('a service that a resource sets up with a domain in MAIL FROM', () => {
  const quiet: Readonly<Record<string, readonly [mail: string, dns: string, options?: WorkspaceOptions]>> = {
    'where SPF includes it': [MAILGUN, record('mg.example.com', 'v=spf1 include:mailgun.org -all')],
    'where SPF includes what is not known': [
      MAILGUN,
      record('mg.example.com', 'v=spf1 include:_spf.example.net -all'),
    ],
    'where a part of SPF is not known': [
      `variable "more" {}\n${MAILGUN}`,
      record('mg.example.com', 'v=spf1 ${var.more} -all'),
    ],
    'where the record may not be there': [
      `variable "on" {}\n${MAILGUN}`,
      record('mg.example.com', 'v=spf1 -all').replace('ttl ', 'count   = var.on\n  ttl '),
    ],
    'where the service may not be there': [
      'variable "on" {}\nresource "mailgun_domain" "news" {\n  count = var.on\n  name = "mg.example.com"\n}\n',
      record('mg.example.com', 'v=spf1 -all'),
    ],
    'at another domain': [MAILGUN, record('example.com', 'v=spf1 -all')],
    'for Amazon SES with its own domain in MAIL FROM': [
      'resource "aws_ses_domain_identity" "main" {\n  domain = "example.com"\n}\n',
      record('example.com', 'v=spf1 -all'),
    ],
    'for Amazon SES at the domain in From, where a domain for MAIL FROM is set up': [
      MAIL_FROM,
      record('example.com', 'v=spf1 -all'),
    ],
  };
  for (const [where, [mail, dns, options]] of Object.entries(quiet)) {
    it(`has no finding ${where}`, () => {
      assert.deepEqual(found(workspaceWith({ 'mail.tf': mail, 'dns.tf': dns }, options)), []);
    });
  }

  it('is suggested if SPF certainly leaves it out', () => {
    const dns = record('mg.example.com', 'v=spf1 ip4:192.0.2.1 ~all');
    assert.deepEqual(found(workspaceWith({ 'mail.tf': MAILGUN, 'dns.tf': dns })), HINT);
    const bounce = record('bounce.example.com', 'v=spf1 -all');
    assert.deepEqual(found(workspaceWith({ 'mail.tf': MAIL_FROM, 'dns.tf': bounce })), HINT);
  });

  it('is reported once if the rule about Amazon SES reports it', () => {
    const dns =
      record('bounce.example.com', 'v=spf1 -all') +
      record('bounce.example.com', '10 feedback-smtp.us-east-1.amazonses.com', 'MX');
    assert.deepEqual(found(workspaceWith({ 'mail.tf': MAIL_FROM, 'dns.tf': dns })), [
      'sender-ses-mailfrom-incomplete warning',
    ]);
  });

  it('is not suggested if senders are declared', () => {
    const files = { 'mail.tf': MAILGUN, 'dns.tf': record('mg.example.com', 'v=spf1 ip4:192.0.2.1 -all') };
    const senders = { 'mg.example.com': [{ name: 'Own', ip: ['192.0.2.1'] }] };
    assert.deepEqual(found(workspaceWith(files, { senders })), []);
  });

  it('is suggested as long as it exists, in any file', () => {
    const dns = record('mg.example.com', 'v=spf1 ip4:192.0.2.1 -all');
    const workspace = workspaceWith({ 'mail.tf': MAILGUN, 'dns.tf': dns });
    assert.deepEqual(found(workspace), HINT);
    const at = MAILGUN.indexOf('mg.');
    workspace.edit('mail.tf', [{ range: { start: at, end: at + 2 }, text: 'news' }]);
    assert.deepEqual(found(workspace), []);
    workspace.edit('mail.tf', [{ range: { start: at, end: at + 4 }, text: 'mg' }]);
    assert.deepEqual(found(workspace), HINT);
  });
});
