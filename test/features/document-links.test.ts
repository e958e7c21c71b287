import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { documentLinks, MAX_LINKS } from '../../server/src/features/document-links.ts';
import { around, path } from './around.ts';

/** `the characters → the target`, for each link. */
function links(zone: string): readonly string[] {
  const { workspace, text } = around(zone);
  return documentLinks(workspace, path, () => undefined).map(({ range, target }) => {
    assert.ok('uri' in target);
    return `${text.slice(range.start, range.end)} → ${target.uri}`;
  });
}

describe('documentLinks', () => {
  it('are the addresses of DMARC, TLS-RPT and BIMI', () => {
    assert.deepEqual(
      links(`$ORIGIN example.com.
_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com!10m,mail" "to:b@example.net; ruf=https://example.net/dmarc"
_smtp._tls TXT "v=TLSRPTv1; rua=https://tls.example.com/v1?d=1,mailto:t@example.com"
default._bimi TXT "v=BIMI1; l=https://example.com/logo.svg; a=https://example.com/vmc.pem"
`),
      [
        'mailto:a@example.com → mailto:a@example.com',
        'mail" "to:b@example.net → mailto:b@example.net',
        'https://example.net/dmarc → https://example.net/dmarc',
        'https://tls.example.com/v1?d=1 → https://tls.example.com/v1?d=1',
        'mailto:t@example.com → mailto:t@example.com',
        'https://example.com/logo.svg → https://example.com/logo.svg',
        'https://example.com/vmc.pem → https://example.com/vmc.pem',
      ],
    );
  });

  it('never open a command, a file, plain HTTP, or a URL whose user name hides the host', () => {
    for (const uri of [
      'command:workbench.action.terminal.new',
      'file:///etc/passwd',
      'vscode://x.y/z',
      'http://example.com/logo.svg',
      'https://example.com@evil.example/logo.svg',
      'https://[::1]/logo.svg',
      'https://example.com/a b',
      'https://',
    ]) {
      assert.deepEqual(links(`default._bimi.example.com. TXT "v=BIMI1; l=${uri}"\n`), [], uri);
      assert.deepEqual(links(`_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=${uri}"\n`), [], uri);
    }
  });

  it('do not fill in an email', () => {
    assert.deepEqual(
      links('_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:a@example.com?bcc=b@example.net"\n'),
      ['mailto:a@example.com?bcc=b@example.net → mailto:a@example.com'],
    );
  });

  it('are at their source in Terraform, once for a text that makes several records', () => {
    const text = `locals {
  dmarc = "v=DMARC1; p=none; rua=mailto:a@example.com"
}
resource "aws_route53_record" "dmarc" {
  for_each = toset(["_dmarc.example.com", "_dmarc.example.net"])
  zone_id  = "z"
  name     = each.key
  type     = "TXT"
  records  = [local.dmarc]
}
`;
    const workspace = createWorkspace({
      include: () => undefined,
      originOf: () => undefined,
      severityOf: () => undefined,
    });
    workspace.add('/dns/main.tf', text);
    const found = documentLinks(workspace, '/dns/main.tf', () => undefined);
    assert.deepEqual(
      found.map(({ range }) => text.slice(range.start, range.end)),
      ['mailto:a@example.com'],
    );
  });

  it('are the included files that the workspace has', () => {
    const { workspace, text } = around(
      '$ORIGIN example.com.\n$INCLUDE "hosts.inc" sub ; hosts\n$INCLUDE gone.inc\n',
    );
    const known = documentLinks(workspace, path, (file) => (file === 'hosts.inc' ? path : '/etc/passwd'));
    assert.deepEqual(
      known.map(({ range, target }) => [text.slice(range.start, range.end), target]),
      [['hosts.inc', { path }]],
    );
  });

  it('stop at a limit', () => {
    const line = (i: number): string =>
      `_dmarc.h${i}.example. TXT "v=DMARC1; p=none; rua=mailto:a@example.com"\n`;
    assert.equal(links(Array.from({ length: MAX_LINKS + 5 }, (_, i) => line(i)).join('')).length, MAX_LINKS);
  });
});
