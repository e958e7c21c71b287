import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isDkim, parseDkim } from '../../../server/src/email/dkim/parse.ts';
import { removeTag, removeWord } from '../../../server/src/email/dkim/edits.ts';
import { dkimTagOf, type DkimRecord } from '../../../server/src/email/dkim/model.ts';
import { HOLE, MappedText } from '../../../server/src/text/mapped-text.ts';
import { ed25519Key, rsaKey } from './keys.ts';
import { runs } from '../../harness/runs.ts';

const KEY = rsaKey(1024);

function parse(text: string, joints: readonly number[] = []): DkimRecord {
  return parseDkim(new MappedText(text, MappedText.verbatim(text, 0).segments, joints));
}

/** `code "the characters it points at"`. */
function faultsOf(record: DkimRecord): string[] {
  return record.faults.map(
    ({ code, range }) => `${code} "${record.value.text.slice(range.start, range.end)}"`,
  );
}

describe('isDkim', () => {
  for (const [text, owner, expected] of [
    ['v=DKIM1; p=', 's._domainkey.example.com', true],
    ['hello', 's._domainkey.example.com', true],
    ['', 's._domainkey.example.com', true],
    [HOLE, 's._domainkey.example.com', true],
    ['v=DKIM1; p=', '*._domainkey.example.com', true],
    ['v=DKIM1; p=', `${HOLE}._domainkey.example.com`, true],
    ['v=DKIM1; p=', 'example.com', true],
    ['v=dkim1; p=', 'mail.example.com', true],
    ['k=rsa; p=', 's._domainkeys.example.com', true],
    ['k=rsa; p=', '_domainkey.example.com', true],
    ['s1.domainkey.u1.example.net', 's1._domainkey.example.com', false],
    ['v=spf1 -all', 's._domainkey.example.com', false],
    ['v=DMARC1; p=none', 's._domainkey.example.com', false],
    ['t=y; o=~', '_domainkey.example.com', false],
    ['v=DKIM1; o=~', '_domainkey.example.com', false],
    ['dkim=all', '_adsp._domainkey.example.com', false],
    ['ra=reports; rp=100', '_report._domainkey.example.com', false],
    ['k=rsa; p=', 'example.com', false],
    // Domain Connect keeps a key at a name of its own, in another form.
    ['p=1,a=RS256,d=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA', '_dck1.example.com', false],
    ['v=DMARC1; p=none', 'example.com', false],
  ] as const) {
    it(`${expected ? 'takes' : 'leaves'} ${JSON.stringify(text)} at ${owner}`, () => {
      assert.equal(isDkim(text, owner), expected);
    });
  }
});

describe('parseDkim', () => {
  it('reports no fault in what providers publish', () => {
    for (const text of [
      `v=DKIM1; k=rsa; p=${KEY}`,
      `v=DKIM1;k=rsa;p=${KEY};`,
      `k=rsa; t=s; p=${KEY}`,
      `p=${KEY}`,
      ` v = DKIM1 ; h = sha256 : sha1 ; s = * ; t = s ; n=a note ; p = ${KEY.slice(0, 100)} ${KEY.slice(100)} ; `,
      `v=DKIM1; k=ed25519; p=${ed25519Key()}`,
      'v=DKIM1; p=',
      'v=DKIM1; p=;',
      `"v=DKIM1; k=rsa; p=${KEY.slice(0, 80)}" "${KEY.slice(80)}"`,
      `v=DKIM1\\; k=rsa\\; p=${KEY}\\;`,
    ]) {
      assert.deepEqual(faultsOf(parse(text)), [], text);
    }
  });

  it('distinguishes a missing key from an empty and an unknown one', () => {
    assert.equal(parse('v=DKIM1').key.kind, 'absent');
    assert.equal(parse('v=DKIM1; p=').key.kind, 'revoked');
    assert.equal(parse(`v=DKIM1; p=MIG${HOLE}`).key.kind, 'unknown');
    assert.deepEqual(faultsOf(parse('v=DKIM1; k=rsa')), ['p-missing "v=DKIM1; k=rsa"']);
    assert.deepEqual(faultsOf(parse(`v=DKIM1; ${HOLE}`)), []);
    assert.deepEqual(faultsOf(parse('hello')), ['p-missing "hello"']);
    assert.deepEqual(faultsOf(parse('')), ['p-missing ""']);
    assert.deepEqual(faultsOf(parse(`v=DKIM1; key=${KEY}`)), ['key-elsewhere "key"']);
  });

  for (const [text, expected] of [
    [`k=rsa; v=DKIM1; p=${KEY}`, ['version-not-first "v=DKIM1"']],
    [`v=DKIM1.0; p=${KEY}`, ['version-invalid "v=DKIM1.0"']],
    [`v=dkim1; p=${KEY}`, ['version-invalid "v=dkim1"']],
    [`v=; p=${KEY}`, ['version-invalid "v="']],
    [`v=DKIM1; p=${KEY}; p=`, ['duplicate-tag "p="']],
    [`v=DKIM1; K=rsa; p=${KEY}`, ['tag-case "K"']],
    [`v=DKIM1; P=${KEY}`, ['tag-case "P"']],
    [`v=DKIM1; k=rsa; K=rsa; p=${KEY}`, ['unknown-tag "K"']],
    [`v=DKIM1; a=rsa-sha256; p=${KEY}`, ['unknown-tag "a"']],
    [`v=DKIM1; ""p=${KEY}`, ['tag-name-characters """p"']],
    [`v=DKIM1; =x; p=${KEY}`, ['tag-name "=x"']],
    [`v=DKIM1; rsa; p=${KEY}`, ['stray "rsa"']],
    [`v=DKIM1; k:rsa; p=${KEY}`, ['stray "k:rsa"']],
    [`v=DKIM1;; p=${KEY};;`, ['empty-tag ";"', 'empty-tag ";"']],
    [`; v=DKIM1; p=${KEY}`, ['empty-tag ";"']],
    [`; ; ; p=${KEY}`, ['empty-tag ";"', 'empty-tag ";"', 'empty-tag ";"']],
    [`v=DKIM1; t=y:; p=${KEY}`, ['empty-item "t=y:"']],
    [`v=DKIM1; t=; p=${KEY}`, ['empty-item "t="']],
    [`v=DKIM1; ${KEY}`, [`stray "${KEY}"`]],
    [KEY, [`stray "${KEY}"`]],
    [`v=DKIM1; p=${KEY.slice(0, 80)}; ${KEY.slice(80)}`, [`stray "${KEY.slice(80)}"`]],
    [`v=DKIM1; p=${KEY.slice(0, 80)}\\${KEY.slice(80)}`, ['base64-character "\\"']],
  ] as const) {
    it(`points at ${JSON.stringify(expected[0].slice(0, 40))} in ${text.slice(0, 30)}…`, () => {
      assert.deepEqual(faultsOf(parse(text)), expected);
    });
  }

  for (const [text, expected, tags] of [
    [`v=DKIM1 k=rsa p=${KEY}`, ['k=', 'p='], 'v k p'],
    [`v=DKIM1, k=rsa, p=${KEY}`, ['k=', 'p='], 'v k p'],
    [`v=DKIM1k=rsap=${KEY}`, ['k=', 'p='], 'v k p'],
    [`v=DKIM1; k=rsa t = s; p=${KEY}`, ['t ='], 'v k t p'],
    [`v=DKIM1; p=${KEY} t=s`, ['t='], 'v p t'],
    [`v=DKIM1; p=${KEY}t=s`, ['t='], 'v p t'],
    [`v=DKIM1; h=sha256s=email; p=${KEY}`, ['s='], 'v h s p'],
    [`v=DKIM1; n=use k=rsa here; p=${KEY}`, [], 'v n p'],
  ] as const) {
    it(`separates joined tags: ${text.slice(0, 40)}…`, () => {
      const record = parse(text);
      const cuts = expected.map((name) => `missing-semicolon "${name}"`);
      assert.deepEqual(faultsOf(record), cuts);
      assert.equal(record.tags.map((tag) => tag.name).join(' '), tags);
      assert.equal(record.key.kind, 'rsa');
    });
  }

  it('separates at a joint of two strings', () => {
    const head = 'v=DKIM1; s=mail';
    const record = parse(`${head}k=rsa; p=${KEY}`, [head.length]);
    assert.deepEqual(faultsOf(record), ['missing-semicolon "k="']);
    assert.deepEqual(
      record.services?.map((word) => word.text),
      ['mail'],
    );
  });

  it('does not change the end of base64, including its spaces and joints', () => {
    const value = `${'A'.repeat(41)} t=`;
    const record = parse(`p=${value}`, [2 + 42]);
    assert.equal(record.tags.length, 1);
  });

  it('recognizes the signature of a message, which has most of the tags', () => {
    const text = 'v=1; a=rsa-sha256; d=example.com; s=s1; h=from:to; t=1; bh=AAAA; b=AAAA';
    assert.deepEqual(faultsOf(parse(text)), [`signature "${text}"`]);
  });

  it('is silent about unresolved values, and about what they may hide', () => {
    for (const text of [
      `v=DKIM1; k=${HOLE}; p=${HOLE}`,
      `v=DKIM1; k=rs${HOLE}; p=${KEY}`,
      `${HOLE}; p=${KEY}`,
      `v=${HOLE}; h=${HOLE}; t=${HOLE}; p=${KEY}`,
      `v=DKIM1; ${HOLE}=x; p=${KEY}`,
      `v=DKIM1; p=${KEY}${HOLE}`,
    ]) {
      assert.deepEqual(faultsOf(parse(text)), [], text);
    }
    assert.equal(parse(`v=DKIM1; k=${HOLE}; p=${KEY}`).keyType, 'unknown');
  });

  it('ignores characters that are not printable ASCII', () => {
    // A no-break space in UTF-8: two octets.
    const record = parse(`v=DKIM1;\xc2\xa0k=rsa; p=${KEY}\xc2\xa0; t=y`);
    assert.deepEqual(
      record.faults.map((fault) => fault.code),
      ['base64-character'],
    );
    assert.equal(record.keyType, 'rsa');
    assert.equal(record.key.kind, 'rsa');
  });

  it('returns the words of its lists with their places', () => {
    const record = parse(`v=DKIM1; h=sha1 : sha256; s=*; t=y:s; p=${KEY}`);
    const words = [...(record.hashes ?? []), ...(record.services ?? []), ...record.flags];
    assert.deepEqual(
      words.map(({ range }) => record.value.text.slice(range.start, range.end)),
      ['sha1', 'sha256', '*', 'y', 's'],
    );
  });

  it('never throws, and keeps its ranges in the text and in order', () => {
    const part = fc.constantFrom(
      'v=DKIM1',
      'p=',
      'k=rsa',
      't=y:s',
      ';',
      '; ',
      ' ',
      '=',
      '"',
      '\\',
      ':',
      HOLE,
      'MIG',
      '\n',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.array(fc.nat(40)), (value, joints) => {
        const record = parse(
          value,
          joints.filter((j) => j > 0 && j < value.length).sort((a, b) => a - b),
        );
        const ranges = [...record.faults.map((f) => f.range), ...record.tags.map((tag) => tag.range)];
        for (const { start, end } of ranges) assert.ok(start >= 0 && start <= end && end <= value.length);
        const starts = record.faults.map((fault) => fault.range.start);
        assert.deepEqual(
          starts,
          [...starts].sort((a, b) => a - b),
        );
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe('edits of a DKIM record', () => {
  function without(text: string, name: 't'): string | undefined {
    const record = parse(text);
    const tag = dkimTagOf(record, name);
    const edit = tag && removeTag(record, tag);
    return edit && text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
  }

  for (const [text, expected] of [
    ['v=DKIM1; t=y; p=', 'v=DKIM1; p='],
    ['v=DKIM1; p=; t=y', 'v=DKIM1; p='],
    ['v=DKIM1; p=; t=y;', 'v=DKIM1; p=;'],
    ['t=y; p=', 'p='],
    ['v=DKIM1;t=y;p=', 'v=DKIM1;p='],
    ['t=y', ''],
    ['v=DKIM1 t=y; p=', undefined],
  ] as const) {
    it(`removes t= from "${text}"`, () => assert.equal(without(text, 't'), expected));
  }

  for (const [list, word, expected] of [
    ['sha1:sha256', 0, 'sha256'],
    ['sha256 : sha1', 1, 'sha256'],
    ['a:b:c', 1, 'a:c'],
  ] as const) {
    it(`removes an item from ${list}`, () => {
      const record = parse(`h=${list}`);
      const words = record.hashes ?? [];
      const chosen = words[word];
      assert.ok(chosen);
      const { range } = removeWord(words, chosen);
      const { text } = record.value;
      assert.equal(text.slice(0, range.start) + text.slice(range.end), `h=${expected}`);
    });
  }
});
