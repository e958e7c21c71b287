import assert from 'node:assert/strict';
import {
  MAX_RECORDS_SEARCHED,
  MAX_SYMBOLS_FOUND,
  workspaceSymbols,
} from '../../server/src/features/workspace-symbols.ts';
import type { RecordBlock } from '../../server/src/records/document.ts';
import { around, path } from './around.ts';

const ZONE = `$ORIGIN example.com.
@ SOA ns1 hostmaster 1 2 3 4 5
@ MX 10 mail
@ TXT "v=spf1 include:_spf.example.net -all"
@ TXT "token=1"
mail A 192.0.2.1
_dmarc TXT "v=DMARC1; p=none"
_spf TXT "v=spf1 -all"
`;
const TERRAFORM = `resource "aws_route53_record" "spf" {
  for_each = toset(["example.org", "www.example.org"])
  zone_id  = "z"
  name     = each.key
  type     = "TXT"
  records  = ["v=spf1 -all"]
}
`;

function find(query: string): readonly string[] {
  const { workspace } = around(ZONE);
  workspace.add('/dns/main.tf', TERRAFORM);
  return workspaceSymbols(workspace, query).map(({ name }) => name);
}

describe('workspaceSymbols', () => {
  it('are the zones and the records for mail of all files if the query is empty', () => {
    assert.deepEqual(find(''), [
      'example.com. zone',
      'example.com. MX',
      'example.com. SPF',
      '_dmarc.example.com. DMARC',
      '_spf.example.com. SPF',
      'example.org. SPF',
      'www.example.org. SPF',
    ]);
  });

  it('are found by letters of owner and kind, with the word itself first', () => {
    assert.deepEqual(find('_spf'), ['_spf.example.com. SPF']);
    assert.deepEqual(find('orgspf'), ['example.org. SPF', 'www.example.org. SPF']);
    assert.deepEqual(find('example.com. mx'), ['example.com. MX']);
    assert.deepEqual(find('EXAMPLE.COM ZONE'), ['example.com. zone']);
    assert.deepEqual(find('dmarc'), ['_dmarc.example.com. DMARC']);
    assert.deepEqual(find('spf'), [
      '_spf.example.com. SPF',
      'example.com. SPF',
      'example.org. SPF',
      'www.example.org. SPF',
    ]);
    assert.deepEqual(find('token'), []);
    assert.deepEqual(find('xyz'), []);
  });

  it('have the places of the records', () => {
    const { workspace, text } = around(ZONE);
    const [found] = workspaceSymbols(workspace, '_dmarc');
    assert.equal(found?.path, path);
    assert.equal(text.slice(found.range.start, found.range.end), '_dmarc TXT "v=DMARC1; p=none"');
  });

  it('stop at a limit', () => {
    const zone = Array.from({ length: MAX_SYMBOLS_FOUND + 1 }, (_, i) => `h${i}.example. MX 1 x.\n`).join('');
    assert.equal(workspaceSymbols(around(zone).workspace, 'example').length, MAX_SYMBOLS_FOUND);
  });

  it('read only the records whose names match, up to a limit', () => {
    const zone = Array.from({ length: 20_000 }, (_, i) => `h${i}.example. TXT "token"\n`).join('');
    const { workspace } = around(`${zone}unique.example. MX 1 x.\n`);
    const made = countingRecords(workspace.documentOf(path)?.blocks ?? []);
    assert.deepEqual(
      workspaceSymbols(workspace, 'unique').map(({ name }) => name),
      ['unique.example. MX'],
    );
    assert.equal(made(), 1);
    workspaceSymbols(workspace, 'example');
    assert.equal(made(), 1 + MAX_RECORDS_SEARCHED);
  });
});

/** Counts the records that are made from now on. */
function countingRecords(blocks: readonly RecordBlock[]): () => number {
  let count = 0;
  for (const block of blocks) {
    const make = block.record.bind(block);
    block.record = (...args) => {
      count++;
      return make(...args);
    };
  }
  return () => count;
}
