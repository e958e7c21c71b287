import assert from 'node:assert/strict';
import { symbolsOf } from '../../server/src/features/symbols.ts';
import { around, path } from './around.ts';

/** One line for each record: owner, use and data. */
function outline(zone: string): readonly string[] {
  const { workspace } = around(zone);
  return symbolsOf(workspace, path).flatMap(({ name, records }) =>
    records.map((record) => `${name} ${record.name} ${record.detail}`),
  );
}

describe('symbolsOf', () => {
  it('lists the records that mail depends on, and no others', () => {
    assert.deepEqual(
      outline(`$ORIGIN example.com.
@ SOA ns1 hostmaster 1 2 3 4 5
@ MX 10 mail
@ TXT "v=spf1 -all"
@ TXT "token=1"
@ A 192.0.2.1
_dmarc TXT "v=DMARC1; p=none"
_mta-sts TXT "v=STSv1; id=1"
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@example.com"
default._bimi TXT "v=BIMI1; l="
`),
      [
        'example.com. MX 10 mail',
        'example.com. SPF v=spf1 -all',
        '_dmarc.example.com. DMARC v=DMARC1; p=none',
        '_mta-sts.example.com. MTA-STS v=STSv1; id=1',
        '_smtp._tls.example.com. TLS-RPT v=TLSRPTv1; rua=mailto:a@example.com',
        'default._bimi.example.com. BIMI v=BIMI1; l=',
      ],
    );
  });

  it('puts an owner that returns in its place, with ranges that hold its records', () => {
    const { workspace, text } = around(
      'a.example. MX 1 x.\na.example. MX 2 x.\nb.example. MX 3 x.\na.example. MX 4 x.\n',
    );
    const symbols = symbolsOf(workspace, path);
    assert.deepEqual(
      symbols.map(({ range }) => text.slice(range.start, range.end)),
      ['a.example. MX 1 x.\na.example. MX 2 x.', 'b.example. MX 3 x.', 'a.example. MX 4 x.'],
    );
  });

  it('cuts long data', () => {
    const [line] = outline(`a.example.com. TXT "v=spf1 ${'ip4:192.0.2.1 '.repeat(15)}-all"\n`);
    assert.ok(line?.endsWith('…') && line.length < 120);
  });

  it('stops where nobody reads on', () => {
    assert.equal(outline('a.example.com. MX 10 mail.example.com.\n'.repeat(3000)).length, 1000);
  });
});
