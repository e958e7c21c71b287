import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { read } from './reading.ts';

const FOLDER = path.join(__dirname, '../../../../shared/corpus/records');
const SOURCES = ['checkdmarc', 'mox', 'stalwart'];

interface Row {
  readonly kind: string;
  readonly record: string;
  readonly expect: 'parses' | 'error';
  readonly error?: string;
  readonly needs_dns?: boolean;
}

/** Errors of other programs that the text alone does not show: RFC 7208 §4.6.4 counts lookups, not syntax. */
const NEEDS_LOOKUPS = new Set(['SPFTooManyDNSLookups', 'SPFIncludeLoop', 'SPFRedirectLoop']);

describe('SPF values of other projects', () => {
  for (const source of SOURCES) {
    const file = path.join(FOLDER, `${source}.json`);
    if (!existsSync(file)) {
      it(`${source} is not installed`, function () {
        console.log(`      ${file} is absent: nothing was compared`);
        this.skip();
      });
      continue;
    }
    const rows = (JSON.parse(readFileSync(file, 'utf8')) as Row[]).filter((row) => row.kind === 'spf');
    it(`${source} has some`, () => assert.ok(rows.length > 5));
    for (const { record, expect, error = '' } of rows) {
      it(`${source}: ${record}`, () => {
        // One project keeps the quotes of the zone file around some values.
        const text = /^"(.*)"$/.exec(record)?.[1] ?? record;
        const parsed = read(text);
        const isSyntax = expect === 'error' && !NEEDS_LOOKUPS.has(error);
        assert.ok(parsed.version.selected);
        assert.equal(parsed.permerror, isSyntax);
        if (!isSyntax) assert.deepEqual(parsed.faults, []);
      });
    }
  }
});
