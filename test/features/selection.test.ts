import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { selectionsAt } from '../../server/src/features/selection.ts';
import { around, path } from './around.ts';

function selections(zone: string): readonly string[] {
  const { workspace, text, cursor } = around(zone);
  return selectionsAt(workspace, path, cursor).map(({ start, end }) => text.slice(start, end));
}

describe('selectionsAt', () => {
  it('grow from a name to its term, the string, the data and the record', () => {
    assert.deepEqual(selections('a.example. TXT ( "v=spf1 mx"\n  " include:_spf.ex$0ample.net -all" )\n'), [
      '_spf.example.net',
      'include:_spf.example.net',
      '" include:_spf.example.net -all"',
      '"v=spf1 mx"\n  " include:_spf.example.net -all"',
      'a.example. TXT ( "v=spf1 mx"\n  " include:_spf.example.net -all" )',
    ]);
  });

  it('grow from the value of a tag, and from a target', () => {
    assert.deepEqual(selections('_dmarc.example.com. TXT "v=DMARC1; p=no$0ne"\n'), [
      'none',
      'p=none',
      '"v=DMARC1; p=none"',
      '_dmarc.example.com. TXT "v=DMARC1; p=none"',
    ]);
    assert.deepEqual(selections('a.example. MX 10 ma$0il\n'), ['mail', '10 mail', 'a.example. MX 10 mail']);
  });

  it('are the same in Terraform, up to the resource', () => {
    const text =
      'resource "aws_route53_record" "a" {\n  zone_id = "z"\n  name = "example.org"\n  type = "TXT"\n  records = ["v=spf1 a:mail.example.org -all"]\n}\n';
    const workspace = createWorkspace({
      include: () => undefined,
      originOf: () => undefined,
      severityOf: () => undefined,
    });
    workspace.add('/dns/main.tf', text);
    const found = selectionsAt(workspace, '/dns/main.tf', text.indexOf('mail.'));
    const texts = found.map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(texts.slice(0, 2), ['mail.example.org', 'a:mail.example.org']);
    assert.equal(texts.at(-1), text.trimEnd());
  });

  it('are none without a record', () => {
    assert.deepEqual(selections('$0\n; a comment\na.example. MX 10 mail\n'), []);
  });
});
