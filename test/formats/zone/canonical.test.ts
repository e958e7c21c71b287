import assert from 'node:assert/strict';
import { isAtOrBelow } from '../../../server/src/dns/names.ts';
import { ZoneDocument } from '../../../server/src/formats/zone/document.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import type { DnsRecord } from '../../../server/src/records/record.ts';
import { CORPUS, corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../../harness/corpus.ts';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Files whose record set differs from BIND's output, with the reason why that is right. */
const DEVIATIONS: Readonly<Record<string, string>> = {};

interface OracleRow {
  readonly file: string;
  readonly origin: string;
  readonly verdict: string;
}

function oracleRows(): readonly OracleRow[] {
  return readCorpus('oracle/ORACLE.tsv')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('path\t'))
    .map((line) => {
      const [file = '', origin = '', verdict = ''] = line.split('\t');
      return { file, origin: origin.toLowerCase().replace(/\.$/, ''), verdict };
    });
}

/** `owner ttl type rdata`, with names in lowercase if the RDATA of the type holds only names. */
function lineOf(owner: string, ttl: number, type: string, data: string): string {
  const text = [
    'TXT',
    'SPF',
    'HINFO',
    'NAPTR',
    'CAA',
    'URI',
    'AVC',
    'NINFO',
    'X25',
    'ISDN',
    'GPOS',
    'RESINFO',
    'WALLET',
  ];
  return `${owner.toLowerCase()} ${ttl} ${type} ${text.includes(type) ? data : data.toLowerCase()}`;
}

function canonicalLines(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith(';'))
    .map((line) => {
      const match = /^(\S+)\s+(\d+)\s+IN\s+(\S+)\s+(.*)$/.exec(line);
      assert.ok(match, `not a canonical line: ${line}`);
      const [, owner = '', ttl = '', type = '', data = ''] = match;
      return lineOf(owner, Number(ttl), type, data.replace(/[ \t]+/g, ' '));
    });
}

function readLines(file: string, origin: string): readonly string[] {
  const lines: string[] = [];
  const add = (record: DnsRecord): void => {
    if (!isAtOrBelow(record.owner, origin)) return;
    lines.push(
      lineOf(`${record.owner}.`, record.ttl ?? -1, record.type, printRdata(record.type, record.rdata)),
    );
  };
  const read = (name: string, at: string, ttl: number): void => {
    const document = ZoneDocument.read(readCorpus(name), at, ttl);
    for (const block of document.blocks) {
      for (let i = 0; i < block.size; i++) {
        const record = block.record(i);
        if (record !== undefined) add(record);
      }
    }
    for (const record of document.generated()) add(record);
    for (const include of document.includes()) {
      const target = path.posix.join(path.posix.dirname(name), include.file);
      if (existsSync(path.join(CORPUS, target))) read(target, include.origin, include.defaultTtl);
    }
  };
  read(file, origin, -1);
  return lines;
}

describe('zone files that BIND loads', function () {
  this.timeout(60_000);
  if (!hasCorpus()) {
    it('have the record set of BIND', function () {
      sayNoCorpus("BIND's output");
      this.skip();
    });
    return;
  }
  const canonical = new Set(corpusFiles('oracle').filter((file) => file.endsWith('.canonical')));
  const rows = oracleRows().filter((row) => canonical.has(`oracle/${row.file}.canonical`));

  it('are installed', () => {
    assert.equal(rows.length, 132);
  });

  for (const row of rows) {
    it(row.file, () => {
      const expected = [...new Set(canonicalLines(readCorpus(`oracle/${row.file}.canonical`)))].sort();
      const actual = [...new Set(readLines(row.file, row.origin))].sort();
      const deviation = DEVIATIONS[row.file];
      if (deviation === undefined) assert.deepEqual(actual, expected);
      else assert.notDeepEqual(actual, expected, `no deviation any more: ${deviation}`);
    });
  }
});
