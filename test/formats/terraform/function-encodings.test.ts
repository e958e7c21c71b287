import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';

import { HOLE } from '../../../server/src/text/mapped-text.ts';
import { MAX_TEXT } from '../../../server/src/formats/terraform/evaluate/traced-text.ts';
import { itEvaluates, valuesOf } from './function-values.ts';

/** A text as an HCL string. */
const quoted = (text: string): string => JSON.stringify(text).replace(/([$%])\{/g, '$1$1{');

// The values are from https://developer.hashicorp.com/terraform/language/functions and Terraform's own tests.
describe("Terraform's hash functions", () => {
  itEvaluates(
    [
      ['md5("hello world")', '5eb63bbbe01eeed093cb22bb8f5acdc3'],
      ['md5("tada")', 'ce47d07243bb6eaf5e1322c81baf9bbf'],
      ['sha1("hello world")', '2aae6c35c94fcfb415dbe95f408b9ce91ee846ed'],
      ['sha1("test")', 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3'],
      ['sha256("test")', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
      [
        'sha512("test")',
        'ee26b0dd4af7e749aa1a8ee3c10ae9923f618980772e473f8819a5d4940e0db27ac185f8a0e1d5f84f88bc887fd67b143732c304cc5fa9ad8e6f57f50028a8ff',
      ],
      ['base64sha256("hello world")', 'uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek='],
      ['base64sha256("test")', 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg='],
      [
        'base64sha512("test")',
        '7iaw3Ur350mqGo7jwQrpkj9hiYB3Lkc/iBml1JQODbJ6wYX4oOHV+E+IvIh/1nsUNzLDBMxfqa2Ob1f1ACio/w==',
      ],
      ['filemd5("hello.txt")', '5a8dd3ad0756a93ded72b823b19dd877'],
      ['filesha1("hello.txt")', '8f7d88e901a5ad3a05d8cc0de93313fd76028f8c'],
      ['filesha256("hello.txt")', 'ce06092fb948d9ffac7d1a376e404b26b7575bcc11ee05a4615fef4fec3a308b'],
      [
        'filesha512("${path.module}/hello.txt")',
        'c6f81db0e9f8206c971c9e5826e3ba823ffbb1a3a900f8047652a8bf78ea98fdfc745855a3853a635675458eb6d1aaf1209e88ead2d192382b5c4cbdd6850e02',
      ],
      ['filebase64sha256("hello.txt")', 'zgYJL7lI2f+sfRo3bkBLJrdXW8wR7gWkYV/vT+w6MIs='],
      [
        'filebase64sha512("hello.txt")',
        'xvgdsOn4IGyXHJ5YJuO6gj/7saOpAPgEdlKov3jqmP38dFhVo4U6Y1Z1RY620arxIJ6I6tLRkjgrXEy91oUOAg==',
      ],
      // The octets of a file that is not UTF-8 are hashed unchanged.
      [
        'filesha256("latin1.txt")',
        createHash('sha256').update(Buffer.from('caf\u00e9', 'latin1')).digest('hex'),
      ],
      ['uuidv5("dns", "tada")', 'faa898db-9b9d-5b75-86a9-149e7bb8e3b8'],
      ['uuidv5("url", "tada")', '2c1ff6b4-211f-577e-94de-d978b0caa16e'],
      ['uuidv5("oid", "tada")', '61eeea26-5176-5288-87fc-232d6ed30d2f'],
      ['uuidv5("x500", "tada")', '7e12415e-f7c9-57c3-9e43-52dc9950d264'],
      ['uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "tada")', 'faa898db-9b9d-5b75-86a9-149e7bb8e3b8'],
      ['uuidv5("dns", "www.terraform.io")', 'a5008fae-b28c-5ba5-96cd-82b4c53552d6'],
      ['core::md5("tada")', 'ce47d07243bb6eaf5e1322c81baf9bbf'],
      ['md5(12)', createHash('md5').update('12').digest('hex')],
      // Unknown values, or values that Terraform rejects.
      ['md5("a${var.x}")', '…'],
      ['md5(null)', '…'],
      ['md5(["a"])', '…'],
      ['md5()', '…'],
      ['md5("a", "b")', '…'],
      ['filemd5("missing.txt")', '…'],
      ['filemd5(var.x)', '…'],
      ['uuidv5("tada", "tada")', '…'],
      ['uuidv5("dns")', '…'],
      ['bcrypt("a")', '…'],
      ['uuid()', '…'],
    ],
    {
      text: 'variable "x" {}\n',
      files: { 'hello.txt': 'hello!', 'latin1.txt': 'caf\udce9' },
    },
  );

  it('hash the octets of any text like other programs', () => {
    // U+FFFC is the placeholder of an unknown part.
    const text = fc.string({ unit: 'grapheme' }).filter((one) => !one.includes(HOLE));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 10 }), (texts) => {
        for (const hash of ['md5', 'sha1', 'sha256', 'sha512']) {
          const expected = texts.map((one) => createHash(hash).update(one.normalize()).digest('hex'));
          assert.deepEqual(valuesOf(texts.map((one) => `${hash}(${quoted(one)})`)), expected);
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe("Terraform's encoding functions", () => {
  itEvaluates(
    [
      ['base64encode("Hello World")', 'SGVsbG8gV29ybGQ='],
      ['base64encode("abc123!?$*&()\'-=@~")', 'YWJjMTIzIT8kKiYoKSctPUB+'],
      ['base64decode("SGVsbG8gV29ybGQ=")', 'Hello World'],
      ['base64decode("YWJjMTIzIT8kKiYoKSctPUB+")', "abc123!?$*&()'-=@~"],
      ['base64encode("")', ''],
      ['base64encode("ü€😀")', Buffer.from('ü€😀').toString('base64')],
      ['base64decode("SGVs\\nbG8=\\n")', 'Hello'],
      ['base64decode("SGVsbG8")', '…'],
      ['base64decode("SGVsbG8=SGVsbG8=")', '…'],
      ['base64decode("SGVsbG8-")', '…'],
      ['base64decode("/w==")', '…'],
      ['base64decode("=")', '…'],
      ['filebase64("hello.txt")', 'aGVsbG8h'],
      ['filebase64("missing.txt")', '…'],
      ['base64gunzip("H4sIAAAAAAAA/ypJLS4BAAAA//8BAAD//wx+f9gEAAAA")', 'test'],
      ['base64gunzip("dGVzdA==")', '…'],
      ['base64gunzip("H4sIAAAAAAAA/ypJLS4=")', '…'],
      ['base64gzip("test")', '…'],
      ['textencodebase64("Hello World", "UTF-16LE")', 'SABlAGwAbABvACAAVwBvAHIAbABkAA=='],
      ['textdecodebase64("SABlAGwAbABvACAAVwBvAHIAbABkAA==", "UTF-16LE")', 'Hello World'],
      ['textencodebase64("test", "utf-16le")', 'dABlAHMAdAA='],
      ['textencodebase64("é", "ISO-8859-1")', '6Q=='],
      ['textdecodebase64("6Q==", "ISO-8859-1")', 'é'],
      ['textencodebase64("€", "ISO-8859-1")', '…'],
      ['textencodebase64("é", "UTF-8")', 'w6k='],
      ['textdecodebase64("6Q==", "UTF-8")', '…'],
      ['textdecodebase64("YQ==", "UTF-16BE")', '…'],
      ['textdecodebase64("3AA=", "UTF-16BE")', '…'],
      ['textencodebase64("a", "EBCDIC")', '…'],
      ['urlencode("Hello World!")', 'Hello+World%21'],
      ['urlencode("☃")', '%E2%98%83'],
      [
        '"http://example.com/search?q=${urlencode("terraform urlencode")}"',
        'http://example.com/search?q=terraform+urlencode',
      ],
      ['urlencode("foo:bar@localhost?foo=bar&bar=baz")', 'foo%3Abar%40localhost%3Ffoo%3Dbar%26bar%3Dbaz'],
      ['urlencode("a-_.~\'()*")', 'a-_.~%27%28%29%2A'],
      ['urldecode("Hello+World%21")', 'Hello World!'],
      ['urldecode("%E2%98%83")', '☃'],
      ['urldecode("foo%3Abar%40localhost%3Ffoo%3Dbar%26bar%3Dbaz")', 'foo:bar@localhost?foo=bar&bar=baz'],
      ['urldecode("%zz")', '…'],
      ['urldecode("%ff")', '…'],
      ['urldecode("a${var.x}")', '…'],
      ['base64encode("a${var.x}")', '…'],
      ['base64encode({})', '…'],
      ['base64decode(var.x)', '…'],
    ],
    { text: 'variable "x" {}\n', files: { 'hello.txt': 'hello!' } },
  );

  it('decode what they encoded', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 10 }), (texts) => {
        const normal = texts.map((text) => text.normalize());
        for (const around of [
          (text: string) => `base64decode(base64encode(${text}))`,
          (text: string) => `urldecode(urlencode(${text}))`,
          (text: string) => `textdecodebase64(textencodebase64(${text}, "UTF-16BE"), "UTF-16BE")`,
        ]) {
          assert.deepEqual(valuesOf(normal.map((text) => around(quoted(text)))), normal);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('stop if a few octets unpack to more than a text may have', () => {
    const bomb = gzipSync(Buffer.alloc(MAX_TEXT * 4, 'a')).toString('base64');
    assert.ok(bomb.length < 10_000);
    assert.deepEqual(valuesOf([`base64gunzip("${bomb}")`, '"after"']), ['…', 'after']);
  });
});

describe("Terraform's path functions", () => {
  itEvaluates([
    ['basename("foo/bar/baz.txt")', 'baz.txt'],
    ['basename("foo/")', 'foo'],
    ['basename("")', '.'],
    ['basename("//")', '/'],
    ['dirname("foo/bar/baz.txt")', 'foo/bar'],
    ['dirname("baz.txt")', '.'],
    ['dirname("/baz.txt")', '/'],
    ['dirname("a//b/../c")', 'a'],
    ['abspath("a/./b")', '/dns/a/b'],
    ['abspath("/x/../../y")', '/y'],
    ['basename(abspath(path.module))', 'dns'],
    ['pathexpand("a/b")', 'a/b'],
    ['pathexpand("~/.ssh/id_rsa")', '…'],
    ['basename(null)', '…'],
  ]);
});
