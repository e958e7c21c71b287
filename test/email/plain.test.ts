import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBase64, readWithFaults } from '../../server/src/email/dkim/base64.ts';
import { readPlainTags } from '../../server/src/email/dkim/plain-tags.ts';
import { recoverDkimTags } from '../../server/src/email/dkim/tags.ts';
import { recoverRecord } from '../../server/src/email/dmarc/parse.ts';
import { readPlainRecord } from '../../server/src/email/dmarc/plain-record.ts';
import { readJoinedWords } from '../../server/src/email/spf/joined-words.ts';
import { readPlainTerm } from '../../server/src/email/spf/plain-terms.ts';
import { readWord } from '../../server/src/email/spf/read-word.ts';
import { HOLE, MappedText } from '../../server/src/text/mapped-text.ts';
import { runs } from '../harness/runs.ts';

/**
 * Plain text is read by a short way. It must end where the long way does: at the same reading, without a fault. Each test
 * makes texts of scraps, so that some are plain and most are nearly so, and demands enough of both.
 */
function compareOn(
  scraps: readonly string[],
  compare: (text: string) => boolean,
  first: fc.Arbitrary<string> = fc.constant(''),
): void {
  let plain = 0;
  let other = 0;
  const parts = fc.array(fc.constantFrom(...scraps), { maxLength: 9 });
  fc.assert(
    fc.property(first, parts, (start, rest) => {
      if (compare(start + rest.join(''))) plain++;
      else other++;
    }),
    { numRuns: runs(20_000) },
  );
  const enough = runs(500);
  assert.ok(plain > enough && other > enough, `${plain} plain, ${other} not`);
}

describe('text that is plain', () => {
  it('gives the term that its word gives', function () {
    this.timeout(60_000);
    const scraps = [
      'include:', 'exists:', 'a:', 'mx:', 'ptr:', 'redirect=', 'exp=', 'ip4:', 'ip6:', 'all', 'a', 'mx', 'ptr', '+', '-', '~', '?',
      'example', '.com', '.', 'b', '_spf', '-x', '192.0.2.1', '192.0.2.', '0', '256', '2001:db8::1', '::', 'ffff:', '/24', '/', '/0',
      '/033', '/129', '%{i}', '-all', 'A', 'x1', ',', ';', '=', HOLE, '"',
    ]; // prettier-ignore
    const start = fc.constantFrom('', '-all', 'mx', 'include:b.example', '~a:c', 'ip4:192.0.2.1', 'ip6:2001:db8::', 'exp=d.'); // prettier-ignore
    compareOn(
      scraps,
      (text) => {
        const word = { start: 3, end: 3 + text.length };
        const record = `ab ${text} cd`;
        const term = text === '' ? undefined : readPlainTerm(record, word.start, word.end);
        if (term === undefined) return false;
        const long = readWord(record, word, []);
        assert.deepEqual(long.terms, [term]);
        assert.deepEqual(long.faults.noted, []);
        return true;
      },
      start,
    );
  });

  it('belongs to no term before it', () => {
    const words = [
      'a',
      'mx',
      'ptr',
      'all',
      '-all',
      'include:b.example',
      'ip4:192.0.2.1',
      'redirect=b.example',
      'a:c.example',
    ];
    for (const first of words) {
      for (const second of words) {
        const end = first.length;
        const ranges = [{ start: 0, end }, { start: end + 1, end: end + 1 + second.length }]; // prettier-ignore
        assert.equal(readJoinedWords(`${first} ${second}`, ranges, 0, []), undefined);
      }
    }
  });

  it('gives the DMARC record that recovery gives', function () {
    this.timeout(60_000);
    const scraps = [
      'v=DMARC1;', ' ', ';', 'p=none', 'p=reject; ', 'sp=', 'none; ', 'np=quarantine;', 'pct=50; ', 'pct=', '101', 'adkim=s; ', 'aspf=r; ',
      't=y; ', 'psd=u;', 'rf=afrf; ', 'ri=86400; ', 'fo=1; ', 'fo=0:1; ', 'fo=', 'd', 'rua=', 'ruf=', 'mailto:', 'a@b.example', 'x+y@', 'c_d.e',
      ',', '!10m', '.', ':', '=', 'RUA=', '"', '\\', HOLE,
    ]; // prettier-ignore
    const start = fc.constantFrom('', 'v=DMARC1; ', 'v=DMARC1; p=none; ', 'v=DMARC1; p=reject; rua=');
    compareOn(
      scraps,
      (text) => {
        const value = MappedText.unwritten(text);
        const record = readPlainRecord(value);
        if (record === undefined) return false;
        assert.deepEqual(recoverRecord(value), record);
        return true;
      },
      start,
    );
  });

  it('gives the tags of a key that recovery gives', function () {
    this.timeout(60_000);
    const scraps = [
      'v=DKIM1; ', 'v=DKIM1;', 'k=rsa; ', 'k=ed25519;', 'h=sha256; ', 'h=sha1:sha256; ', 's=email; ', 's=*; ', 't=y; ', 't=y:s;', 'n=', 'note; ',
      'p=', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA', 'k=', 't=', '=', '==', ' ', ';', 'q', 'g=', '+/', '"', '\\', HOLE, '_',
    ]; // prettier-ignore
    const joints = fc.constantFrom<readonly number[]>([], [12], [20, 40]);
    compareOn(scraps, (text) => {
      const tags = readPlainTags(text);
      if (tags === undefined) return false;
      for (const at of fc.sample(joints, 2)) {
        assert.deepEqual(recoverDkimTags(new MappedText(text, [], at)), { tags, faults: [] });
      }
      return true;
    });
  });

  it('gives the octets that base64 with faults gives', () => {
    const scraps = ['A', 'b', '9', '+', '/', 'MIIB', '=', '-', '_', ' ', '.'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...scraps), { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        assert.deepEqual(readBase64(text), readWithFaults(text));
      }),
      { numRuns: runs(5000) },
    );
  });
});
