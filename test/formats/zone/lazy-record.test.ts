import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ZoneDocument } from '../../../server/src/formats/zone/document.ts';
import type { DnsRecord } from '../../../server/src/records/record.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../../harness/corpus.ts';
import { runs } from '../../harness/runs.ts';

const TEXTS = [
  'a 60 IN TXT "v=spf1 -all" "b"\n TXT ( "x" ; c\n "y" )\nb TXT "a\\"b"\nc TXT bare\nd SPF "v=spf1"\ne TXT ""\n',
  'a CNAME b\nb CNAME c.example.net.\nc NS @\nd PTR d.e\ne CNAME ( f )\nf CNAME A.B ; c\ng CNAME "q"\nh NS a\\.b\n',
  'a MX 10 b\nb MX ( 010 C.D. ) ; e\nc IN MX 0 .\nd MX 5 @\ne MX a b\nf MX 70000 g\ng A 192.0.2.1\n A 192.0.2.256\nh A ( 1.2.3.4 )\n',
  '{{ x }} TXT "v"\na {{ ttl }} IN TXT "{{ v }}"\nb CNAME {{ t }}\n\u00e9 TXT "\u00e9"\n',
];

const PARTS = ['owner', 'ownerText', 'type', 'typeRange', 'ttl', 'ttlRange', 'rdata', 'range', 'rdataRange', 'conditional'] as const; // prettier-ignore

function compare(text: string): number {
  let records = 0;
  for (const block of ZoneDocument.read(text, 'example.com').blocks) {
    for (let i = 0; i < block.size; i++) {
      const late: DnsRecord | undefined = block.record(i);
      const whole = block.reading(i)?.record;
      if (late === undefined) continue;
      records++;
      for (const part of PARTS)
        assert.deepEqual(
          late[part],
          whole?.[part],
          `${part} of ${block.text.slice(block.startAt(i), block.endAt(i))}`,
        );
    }
  }
  return records;
}

/** Words, signs and line ends in any order: the reader must find exactly the words that the scanner delimits. */
const SCRAPS = [
  '(', ')', '"', '\n', '\t', 'A', 'IN', 'TXT', 'MX', '300', 'k', '@', ';', 'x IN A 192.0.2.1\n', '$TTL 1\n', 'v TXT ( "a"\n',
  '{{ a }}', '\\', '\\\n', '\r', '$ORIGIN x\n', ' SOA a b (\n 1 2 3 4 5\n', 'NS', 'CNAME y\n', 'CH', 'TYPE1',
]; // prettier-ignore

describe('a record read part by part', () => {
  it('is the same as when read as a whole, whatever is around it', function () {
    this.timeout(60_000);
    const scraps = fc.array(fc.constantFrom(...SCRAPS), { maxLength: 30 });
    fc.assert(
      fc.property(scraps, fc.constantFrom(' ', ''), (parts, between) => {
        compare(parts.join(between));
      }),
      { numRuns: runs(1500) },
    );
  });

  it('is the same as when read as a whole', () => {
    for (const text of TEXTS) assert.ok(compare(text) > 2);
  });

  it('is the same as when read as a whole, in real files', function () {
    if (!hasCorpus()) {
      sayNoCorpus('records of real files');
      this.skip();
    }
    this.timeout(60_000);
    for (const file of [...corpusFiles('realworld/zones'), ...corpusFiles('zones-conformance')])
      compare(readCorpus(file));
  });
});
