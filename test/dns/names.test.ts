import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  appendHash,
  canonicalName,
  childOf,
  faultOfName,
  firstLabelOf,
  hashOfName,
  hashSuffix,
  isAtOrBelow,
  isBelow,
  labelOctets,
  labelsOf,
  parentOf,
  relativeTo,
} from '../../server/src/dns/names.ts';

describe('domain names', () => {
  it('are split into labels, and keep escaped dots', () => {
    assert.deepEqual(labelsOf('a\\.b.example.com'), ['a\\.b', 'example', 'com']);
    assert.deepEqual(labelsOf(''), []);
    assert.equal(firstLabelOf('a\\.b.example'), 'a\\.b');
    assert.equal(parentOf('a\\.b.example'), 'example');
    assert.equal(parentOf('com'), '');
    assert.equal(parentOf(''), undefined);
  });

  it('know the names below them', () => {
    assert.ok(isAtOrBelow('mail.example.com', 'example.com'));
    assert.ok(isAtOrBelow('example.com', 'example.com'));
    assert.ok(!isAtOrBelow('badexample.com', 'example.com'));
    assert.ok(!isAtOrBelow('a\\.example.com', 'example.com'));
    assert.ok(isBelow('x', ''));
    assert.ok(!isBelow('example.com', 'example.com'));
    assert.equal(relativeTo('a.b.example.com', 'example.com'), 'a.b');
    assert.equal(relativeTo('example.com', 'example.com'), undefined);
  });

  it('are checked by their octets on the wire (RFC 1035 §2.3.4)', () => {
    assert.equal(faultOfName(`${'a'.repeat(63)}.com`), undefined);
    assert.equal(faultOfName(`${'a'.repeat(64)}.com`), 'label-too-long');
    assert.equal(faultOfName('a..com'), 'empty-label');
    // 3 labels of 63 octets and one of 61: 3 * 64 + 62 + 1 = 255.
    const longest = [...Array<string>(3).fill('b'.repeat(63)), 'c'.repeat(61)].join('.');
    assert.equal(faultOfName(longest), undefined);
    assert.equal(faultOfName(`${longest}d`), 'name-too-long');
    assert.equal(labelOctets('\\255\\.x'), 3);
  });

  it('are compared case-insensitively only in ASCII (RFC 4343 §2)', () => {
    assert.equal(canonicalName('MAIL.Example.COM.'), 'mail.example.com');
    assert.equal(canonicalName('\u0130.example'), '\u0130.example');
  });

  it('have hashes that compose', () => {
    const label = fc.stringMatching(/^[a-z0-9_-]{1,8}$/);
    const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    fc.assert(
      fc.property(name, name, (left, origin) => {
        assert.equal(
          appendHash(hashOfName(left), hashSuffix(`.${origin}`)),
          hashOfName(childOf(left, origin)),
        );
      }),
    );
  });
});
