import assert from 'node:assert/strict';
import { parsePolicy } from '../../server/src/email/policies.ts';
import type { PolicyFault } from '../../server/src/email/policy-record.ts';
import { tagNamed, tagsNamed } from '../../server/src/email/versioned-tags.ts';
import { HOLE, MappedText } from '../../server/src/text/mapped-text.ts';

type VersionedKind = 'mta-sts' | 'tls-rpt' | 'bimi';
type Rows = readonly (readonly [record: string, tags: string, ...faults: string[]])[];

/** `…` is an unknown part. */
function read(kind: VersionedKind, typed: string): ReturnType<typeof parsePolicy<VersionedKind>> {
  return parsePolicy(kind, MappedText.unwritten(typed.replaceAll('…', HOLE)));
}

/** `code "text" field=… → "replacement"`. Only the name of a field shows that it is the text. */
function detailsOf(text: string, { code, range, ...fields }: PolicyFault): string {
  const place = text.slice(range.start, range.end);
  const shown = Object.entries(fields).map(([name, field]: readonly [string, unknown]) => {
    if (name === 'replacement') return `→ "${String(field)}"`;
    return field === place ? name : `${name}=${String(field)}`;
  });
  return [`${code} "${place}"`, ...shown].join(' ');
}

/** The tags as `name=value`, with `;` after those that have one, and the faults. */
function eachRow(kind: VersionedKind, rows: Rows): void {
  for (const [record, expectedTags, ...faults] of rows) {
    it(JSON.stringify(record), () => {
      const policy = read(kind, record);
      const { text } = policy.value;
      const tags = policy.tags.map(({ name, nameRange, value, valueRange, range, separator, hasHole }) => {
        assert.equal(text.slice(nameRange.start, nameRange.end), name);
        assert.equal(text.slice(valueRange.start, valueRange.end), value);
        assert.deepEqual(range, { start: nameRange.start, end: valueRange.end });
        assert.equal(hasHole, value.includes(HOLE));
        if (separator !== undefined) assert.equal(text[separator], ';');
        return `${name}=${value}${separator === undefined ? '' : ';'}`;
      });
      assert.equal(tags.join(' ').replaceAll(HOLE, '…'), expectedTags);
      const details = policy.faults.map((fault) => detailsOf(text, fault).replaceAll(HOLE, '…'));
      assert.deepEqual(details, faults);
    });
  }
}

describe('MTA-STS records', () => {
  eachRow('mta-sts', [
    ['v=STSv1; id=1', 'v=STSv1; id=1'],
    ['v=STSv1;id=abcXYZ0123456789;', 'v=STSv1; id=abcXYZ0123456789;'],
    [' \tv=STSv1;\tid=1 ; ', 'v=STSv1; id=1;'],
    ['"v=STSv1; id=1"', 'v=STSv1; id=1'],
    [' "v=STSv1; id=1" ', 'v=STSv1; id=1'],
    ['v=STSv1\\; id=1\\;', 'v=STSv1; id=1;'],
    ['v=STSv1; id=1\\', 'v=STSv1; id=1'],
    ['id=1', 'id=1', 'version-missing "id=1" → "v=STSv1; id=1"'],
    ['STSv1; id=1', 'id=1', 'version-missing "STSv1" → "v=STSv1"'],
    ['STSV1', '', 'version-missing "STSV1" → "v=STSv1"', 'id-missing "STSV1"'],
    ['stsv1 ; id=1', 'id=1', 'version-missing "stsv1" → "v=STSv1"'],
    ['STSv12; id=1', 'id=1', 'version-missing "STSv12; id=1" → "v=STSv1; STSv12; id=1"'],
    ['oops; id=1', 'id=1', 'version-missing "oops; id=1" → "v=STSv1; oops; id=1"'],
    ['oops', '', 'version-missing "oops" → "v=STSv1; oops"', 'id-missing "oops"'],
    ['id=1; v=STSv1', 'id=1; v=STSv1', 'version-not-first "v=STSv1"'],
    ['; v=STSv1; id=1', 'v=STSv1; id=1', 'version-not-first "v=STSv1"'],
    ['v=stsv1; id=1', 'v=stsv1; id=1', 'version-invalid "v=stsv1" value=stsv1 → "v=STSv1"'],
    [
      'V=STSv1; ID=1',
      'V=STSv1; ID=1',
      'version-form "V=STSv1" value=STSv1 → "v=STSv1"',
      'tag-case "ID" name → "id"',
    ],
    [
      'v = STSv1; id = 1',
      'v=STSv1; id=1',
      'version-form "v = STSv1" value=STSv1 → "v=STSv1"',
      'spaces "id = " name=id → "id="',
    ],
    ['v=; id=1', 'v=; id=1', 'version-invalid "v=" value= → "v=STSv1"'],
    ['v=STSv1 id=1', 'v=STSv1 id=1', 'missing-semicolon " id" before=v after=id → "; id"'],
    ['v=STSv1, id=1', 'v=STSv1 id=1', 'missing-semicolon ", id" before=v after=id → "; id"'],
    ['v=STSv1 ,id=1', 'v=STSv1 id=1', 'missing-semicolon " ,id" before=v after=id → "; id"'],
    [
      'v=STSv1|id=1',
      'v=STSv1|id=1',
      'version-invalid "v=STSv1|id=1" value=STSv1|id=1 → "v=STSv1"',
      'id-missing "v=STSv1|id=1"',
    ],
    ['v=STSv1id=1', 'v=STSv1 id=1', 'missing-semicolon "id" before=v after → "; id"'],
    [
      'v=STSv1 id = 1',
      'v=STSv1 id=1',
      'missing-semicolon " id" before=v after=id → "; id"',
      'spaces "id = " name=id → "id="',
    ],
    [
      'v=stsv1v=1',
      'v=stsv1 v=1',
      'version-invalid "v=stsv1" value=stsv1 → "v=STSv1"',
      'id-missing "v=stsv1"',
      'missing-semicolon "v" before after → "; v"',
    ],
    ['v=STSv1; id=1 v=STSv1', 'v=STSv1; id=1 v=STSv1', 'missing-semicolon " v" before=id after=v → "; v"'],
    [
      'v=STSv1;; id=1;; ;',
      'v=STSv1; id=1;',
      'empty-tag ";" → ""',
      'empty-tag ";" → ""',
      'empty-tag "; " → ""',
    ],
    ['v=STSv1; id=1; id=2', 'v=STSv1; id=1; id=2', 'duplicate-tag "id=2" name=id'],
    ['v=STSv1; id=1; ID=2', 'v=STSv1; id=1; ID=2', 'duplicate-tag "ID=2" name=ID'],
    [
      'v=STSv1; ID=1; id=2',
      'v=STSv1; ID=1; id=2',
      'tag-case "ID" name → "id"',
      'duplicate-tag "id=2" name=id',
    ],
    [
      'v=STSv1; id=1; x=1; x=2',
      'v=STSv1; id=1; x=1; x=2',
      'unknown-tag "x" name',
      'duplicate-tag "x=2" name=x',
    ],
    ['v=STSv1; id=1; x=', 'v=STSv1; id=1; x=', 'unknown-tag "x" name', 'empty-value "x=" name=x'],
    ['v=STSv1; id=1; x=a b', 'v=STSv1; id=1; x=a b', 'unknown-tag "x" name', 'stray "a b"'],
    ['v=STSv1; id=1; x =1', 'v=STSv1; id=1; x=1', 'unknown-tag "x" name', 'spaces "x =" name=x → "x="'],
    ['v=STSv1; id=1; x==1', 'v=STSv1; id=1; x==1', 'tag-name "x==1" reason=invalid name=x'],
    ['v=STSv1; id=1; -x=1', 'v=STSv1; id=1; -x=1', 'tag-name "-x=1" reason=invalid name=-x'],
    ['v=STSv1; id=1; x-._9=1', 'v=STSv1; id=1; x-._9=1', 'unknown-tag "x-._9" name'],
    ['v=STSv1; id=1; =1', 'v=STSv1; id=1; =1', 'tag-name "=1" reason=none name='],
    [
      'v=STSv1; id=1; abcdefghijklmnopqrstuvwxyz012345=1',
      'v=STSv1; id=1; abcdefghijklmnopqrstuvwxyz012345=1',
      'unknown-tag "abcdefghijklmnopqrstuvwxyz012345" name',
    ],
    [
      'v=STSv1; id=1; abcdefghijklmnopqrstuvwxyz0123456=1',
      'v=STSv1; id=1; abcdefghijklmnopqrstuvwxyz0123456=1',
      'tag-name "abcdefghijklmnopqrstuvwxyz0123456=1" reason=invalid name=abcdefghijklmnopqrstuvwxyz0123456',
    ],
    ['v=STSv1; id=1; oops', 'v=STSv1; id=1;', 'stray "oops"'],
    ['v=STSv1; id=', 'v=STSv1; id=', 'id-missing "id="'],
    ['v=STSv1', 'v=STSv1', 'id-missing "v=STSv1"'],
    ['v=STSv1; id=a-b', 'v=STSv1; id=a-b', 'id-invalid "a-b" reason=characters length=3'],
    [
      'v=STSv1; id=abcdefghijklmnopqrstuvwxyz0123456',
      'v=STSv1; id=abcdefghijklmnopqrstuvwxyz0123456',
      'id-invalid "abcdefghijklmnopqrstuvwxyz0123456" reason=long length=33',
    ],
    ['v=STSv1; id=abcdefghijklmnopqrstuvwxyz012345', 'v=STSv1; id=abcdefghijklmnopqrstuvwxyz012345'],
    ['v=STSv1; id=…', 'v=STSv1; id=…'],
    ['v=STSv1; …', 'v=STSv1;'],
    ['…; id=1', 'id=1'],
    ['v=…; id=1', 'v=…; id=1'],
    ['v=STSv1; …=1; id=1; x=… y', 'v=STSv1; …=1; id=1; x=… y', 'unknown-tag "x" name'],
    ['v=STSv1; \xC2\xA0id=1\xE2\x80\x8B', 'v=STSv1; id=1'],
    ['v=STSv1; id=1; \xE2\x80\x8B', 'v=STSv1; id=1;'],
    ['v=STSv1; id=1; x=a=b', 'v=STSv1; id=1; x=a=b', 'unknown-tag "x" name'],
    ['v=STSv1; id=1; \\', 'v=STSv1; id=1;'],
    ['v=STSv1; x="y"', 'v=STSv1; x="y"', 'id-missing "v=STSv1"', 'unknown-tag "x" name'],
    ['"x"; v=STSv1', 'v=STSv1', 'stray ""x""', 'version-not-first "v=STSv1"', 'id-missing "v=STSv1"'],
    ['v=STSv1; id=1\\x', 'v=STSv1; id=1\\x', 'id-invalid "1\\x" reason=characters length=3'],
    [
      'v=STSv1 ID=1',
      'v=STSv1 ID=1',
      'missing-semicolon " ID" before=v after=ID → "; ID"',
      'tag-case "ID" name → "id"',
    ],
    ['v=STSv1; id=  1', 'v=STSv1; id=1', 'spaces "id=  " name=id → "id="'],
    [
      'v=STSv1 id=  1',
      'v=STSv1 id=1',
      'missing-semicolon " id" before=v after=id → "; id"',
      'spaces "id=  " name=id → "id="',
    ],
    ['v=STSv1; id  =1', 'v=STSv1; id=1', 'spaces "id  =" name=id → "id="'],
    ['v=STSv1; oops; x; id=1', 'v=STSv1; id=1', 'stray "oops"', 'stray "x"'],
    [' ', '', 'id-missing " "'],
    [' oops ', '', 'id-missing " oops "', 'version-missing "oops" → "v=STSv1; oops"'],
    [
      'id=1 v=STSv1',
      'id=1 v=STSv1',
      'missing-semicolon " v" before=id after=v → "; v"',
      'version-not-first "v=STSv1"',
    ],
    ['v=STSv1; id=1; x \t=1', 'v=STSv1; id=1; x=1', 'unknown-tag "x" name', 'spaces "x \t=" name=x → "x="'],
    ['v=STSv1; id=1; x=1\xC2\xA0', 'v=STSv1; id=1; x=1', 'unknown-tag "x" name'],
    [
      'v=STSv1; id=abc-defghijklmnopqrstuvwxyz01234',
      'v=STSv1; id=abc-defghijklmnopqrstuvwxyz01234',
      'id-invalid "abc-defghijklmnopqrstuvwxyz01234" reason=characters length=32',
    ],
    [
      'v=stsv1; oops; id=1',
      'v=stsv1; id=1',
      'version-invalid "v=stsv1" value=stsv1 → "v=STSv1"',
      'stray "oops"',
    ],
    ['STSv1; oops; id=1', 'id=1', 'version-missing "STSv1" → "v=STSv1"', 'stray "oops"'],
    ['v=STSv1; id=1\\ ;', 'v=STSv1; id=1\\;', 'id-invalid "1\\" reason=characters length=2'],
    ['  oops ', '', 'id-missing "  oops "', 'version-missing "oops" → "v=STSv1; oops"'],
  ]);
});

describe('TLS-RPT records', () => {
  eachRow('tls-rpt', [
    ['v=TLSRPTv1; rua=mailto:a@example.com', 'v=TLSRPTv1; rua=mailto:a@example.com'],
    [
      'v=TLSRPTv1; rua=mailto:a@example.com,https://example.com/r',
      'v=TLSRPTv1; rua=mailto:a@example.com,https://example.com/r',
    ],
    [
      'v=TLSRPTv1; rua=mailto:a@example.com; rua=https://example.com/r',
      'v=TLSRPTv1; rua=mailto:a@example.com; rua=https://example.com/r',
    ],
    [
      'v=TLSRPTv1; rua=mailto:a@example.com; RUA=https://example.com/r',
      'v=TLSRPTv1; rua=mailto:a@example.com; RUA=https://example.com/r',
      'duplicate-tag "RUA=https://example.com/r" name=RUA',
    ],
    [
      'v=TLSRPTv1; RUA=mailto:a@example.com',
      'v=TLSRPTv1; RUA=mailto:a@example.com',
      'tag-case "RUA" name → "rua"',
    ],
    [
      'v=TLSRPTv1 rua=mailto:a@example.com',
      'v=TLSRPTv1 rua=mailto:a@example.com',
      'missing-semicolon " rua" before=v after=rua → "; rua"',
    ],
    ['v=TLSRPTv1; rua=', 'v=TLSRPTv1; rua=', 'rua-missing "rua="'],
    ['v=TLSRPTv1; rua=,', 'v=TLSRPTv1; rua=,', 'rua-missing ","'],
    [
      'v=TLSRPTv1; rua=; rua=mailto:a@example.com',
      'v=TLSRPTv1; rua=; rua=mailto:a@example.com',
      'rua-missing "rua="',
    ],
    ['v=TLSRPTv1', 'v=TLSRPTv1', 'rua-missing "v=TLSRPTv1"'],
    [
      'v=TLSRPTv1; rua=a@example.com',
      'v=TLSRPTv1; rua=a@example.com',
      'uri-scheme-missing "a@example.com" uri → "mailto:a@example.com"',
    ],
    [
      'v=TLSRPTv1; rua=mailto:a@example.com!10m',
      'v=TLSRPTv1; rua=mailto:a@example.com!10m',
      'uri-size "!10m" size → ""',
    ],
    [
      'v=TLSRPTv1; rua=mailto:a@example.com!x',
      'v=TLSRPTv1; rua=mailto:a@example.com!x',
      'uri-size "!x" size → ""',
    ],
    [
      'v=TLSRPTv1; rua=ftp://example.com',
      'v=TLSRPTv1; rua=ftp://example.com',
      'uri-scheme-unsupported "ftp://example.com" uri scheme=ftp',
    ],
    [
      'v=TLSRPTv1; rua=mailto:a@example.com,http://example.com',
      'v=TLSRPTv1; rua=mailto:a@example.com,http://example.com',
      'uri-scheme-unsupported "http://example.com" uri scheme=http',
    ],
    ['v=TLSRPTv1; rua=HTTPS://example.com', 'v=TLSRPTv1; rua=HTTPS://example.com'],
    ['v=TLSRPTv1; …', 'v=TLSRPTv1;'],
    ['v=TLSRPTv1; rua=…', 'v=TLSRPTv1; rua=…'],
    [
      'v=TLSRPTv1; rua = mailto:a@example.com',
      'v=TLSRPTv1; rua=mailto:a@example.com',
      'spaces "rua = " name=rua → "rua="',
    ],
    [
      'v=TLSRPTv1; x; rua=a@example.com',
      'v=TLSRPTv1; rua=a@example.com',
      'stray "x"',
      'uri-scheme-missing "a@example.com" uri → "mailto:a@example.com"',
    ],
    [
      'v=TLSRPTv1; rua=a@example.com; =x',
      'v=TLSRPTv1; rua=a@example.com; =x',
      'uri-scheme-missing "a@example.com" uri → "mailto:a@example.com"',
      'tag-name "=x" reason=none name=',
    ],
    [
      'x; v=TLSRPTv1',
      'v=TLSRPTv1',
      'stray "x"',
      'version-not-first "v=TLSRPTv1"',
      'rua-missing "v=TLSRPTv1"',
    ],
  ]);
});

describe('BIMI records', () => {
  eachRow('bimi', [
    [
      'v=BIMI1; l=https://example.com/x.svg; a=https://example.com/x.pem',
      'v=BIMI1; l=https://example.com/x.svg; a=https://example.com/x.pem',
    ],
    ['v = BIMI1; l = https://example.com/x.svg', 'v=BIMI1; l=https://example.com/x.svg'],
    ['v=BIMI1; l=; a=', 'v=BIMI1; l=; a='],
    ['v=BIMI1', 'v=BIMI1', 'l-missing "v=BIMI1"'],
    ['v=BIMI1; a=', 'v=BIMI1; a=', 'l-missing "v=BIMI1"'],
    [
      'v=BIMI1; l=http://example.com/x.svg',
      'v=BIMI1; l=http://example.com/x.svg',
      'uri-scheme "http://example.com/x.svg" name=l scheme=http → "https://example.com/x.svg"',
    ],
    [
      'v=BIMI1; l=https://example.com/x.png',
      'v=BIMI1; l=https://example.com/x.png',
      'image-format "https://example.com/x.png" ending=png',
    ],
    ['v=BIMI1; l=https://example.com/x.svgz', 'v=BIMI1; l=https://example.com/x.svgz'],
    ['v=BIMI1; l=https://example.com/x.svg?y=1', 'v=BIMI1; l=https://example.com/x.svg?y=1'],
    [
      'v=BIMI1; l=example.com/x.svg',
      'v=BIMI1; l=example.com/x.svg',
      'uri-malformed "example.com/x.svg" name=l value',
    ],
    [
      'v=BIMI1; l=https://a.example/x.svg,https://b.example/x.svg',
      'v=BIMI1; l=https://a.example/x.svg,https://b.example/x.svg',
      'uri-malformed "https://a.example/x.svg,https://b.example/x.svg" name=l value',
    ],
    [
      'v=BIMI1; l=https://a b/x.svg',
      'v=BIMI1; l=https://a b/x.svg',
      'uri-malformed "https://a b/x.svg" name=l value',
    ],
    [
      'v=BIMI1; l=; a=http://example.com/x.pem',
      'v=BIMI1; l=; a=http://example.com/x.pem',
      'uri-scheme "http://example.com/x.pem" name=a scheme=http → "https://example.com/x.pem"',
    ],
    ['v=BIMI1; l=; a=self', 'v=BIMI1; l=; a=self', 'uri-malformed "self" name=a value'],
    ['v=BIMI1; l=; avp=brand', 'v=BIMI1; l=; avp=brand'],
    [
      'v=BIMI1; l=; avp=x; avp=',
      'v=BIMI1; l=; avp=x; avp=',
      'avp-invalid "x" value',
      'duplicate-tag "avp=" name=avp',
      'avp-invalid "avp=" value=',
    ],
    ['v=BIMI1; l=; lps=x; x=a b', 'v=BIMI1; l=; lps=x; x=a b', 'unknown-tag "x" name'],
    ['v=BIMI1; l=; lps=a,b-c', 'v=BIMI1; l=; lps=a,b-c'],
    ['v=BIMI1; L=; x=', 'v=BIMI1; L=; x=', 'tag-case "L" name → "l"', 'unknown-tag "x" name'],
    ['v=BIMI1; l=; v=BIMI1', 'v=BIMI1; l=; v=BIMI1', 'duplicate-tag "v=BIMI1" name=v'],
    ['v=BIMI1; l=; l=', 'v=BIMI1; l=; l=', 'duplicate-tag "l=" name=l'],
    [
      'v=BIMI1 l=https://example.com/x.svg a=https://example.com/x.pem',
      'v=BIMI1 l=https://example.com/x.svg a=https://example.com/x.pem',
      'missing-semicolon " l" before=v after=l → "; l"',
      'missing-semicolon " a" before=l after=a → "; a"',
    ],
    ['v=bimi1; l=', 'v=bimi1; l=', 'version-invalid "v=bimi1" value=bimi1 → "v=BIMI1"'],
    ['v=BIMI1; l=…', 'v=BIMI1; l=…'],
    ['v=BIMI1; l=https://example.com/….svg; a=…; avp=…', 'v=BIMI1; l=https://example.com/….svg; a=…; avp=…'],
    ['v=BIMI1; …', 'v=BIMI1;'],
    [
      'v=BIMI1; l=https://localhost/x.svg',
      'v=BIMI1; l=https://localhost/x.svg',
      'uri-malformed "https://localhost/x.svg" name=l value',
    ],
    [
      'v=BIMI1; l=https://.example/x.svg',
      'v=BIMI1; l=https://.example/x.svg',
      'uri-malformed "https://.example/x.svg" name=l value',
    ],
    ['v=BIMI1; l=https://a.example', 'v=BIMI1; l=https://a.example'],
    ['v=BIMI1; l=HTTPS://a.example?x', 'v=BIMI1; l=HTTPS://a.example?x'],
    [
      'v=BIMI1; l=https://me@a.example/x.svg',
      'v=BIMI1; l=https://me@a.example/x.svg',
      'uri-malformed "https://me@a.example/x.svg" name=l value',
    ],
    ['v=BIMI1; l=https://a.example:8443/x.svg', 'v=BIMI1; l=https://a.example:8443/x.svg'],
    [
      'v=BIMI1; l=https://a.example/x.svg y',
      'v=BIMI1; l=https://a.example/x.svg y',
      'uri-malformed "https://a.example/x.svg y" name=l value',
    ],
    [
      'v=BIMI1; l=xhttps://a.example/x.svg',
      'v=BIMI1; l=xhttps://a.example/x.svg',
      'uri-scheme "xhttps://a.example/x.svg" name=l scheme=xhttps',
    ],
    [
      'v=BIMI1; l=https:/a.example/x.svg',
      'v=BIMI1; l=https:/a.example/x.svg',
      'uri-malformed "https:/a.example/x.svg" name=l value',
    ],
    ['v=BIMI1; l=data:x', 'v=BIMI1; l=data:x', 'uri-scheme "data:x" name=l scheme=data'],
    [
      'v=BIMI1; l=HTTP://a.example/x.svg',
      'v=BIMI1; l=HTTP://a.example/x.svg',
      'uri-scheme "HTTP://a.example/x.svg" name=l scheme=HTTP → "https://a.example/x.svg"',
    ],
    [
      'v=BIMI1; l=x/http://a.example/x.svg',
      'v=BIMI1; l=x/http://a.example/x.svg',
      'uri-malformed "x/http://a.example/x.svg" name=l value',
    ],
    ['v=BIMI1; l=ftp://…', 'v=BIMI1; l=ftp://…', 'uri-scheme "ftp://…" name=l scheme=ftp'],
    ['v=BIMI1; l=https:…', 'v=BIMI1; l=https:…'],
    ['v=BIMI1; l=https://…:x', 'v=BIMI1; l=https://…:x'],
    ['v=BIMI1; l=https://a.example/….png', 'v=BIMI1; l=https://a.example/….png'],
    ['v=BIMI1; l=https://a.example.png', 'v=BIMI1; l=https://a.example.png'],
    [
      'v=BIMI1; l=https://a.example/x.png?y',
      'v=BIMI1; l=https://a.example/x.png?y',
      'image-format "https://a.example/x.png?y" ending=png',
    ],
    [
      'v=BIMI1; l=https://a.example/x.png#y',
      'v=BIMI1; l=https://a.example/x.png#y',
      'image-format "https://a.example/x.png#y" ending=png',
    ],
    ['v=BIMI1; l=https://a.example/png', 'v=BIMI1; l=https://a.example/png'],
    [
      'v=BIMI1; l=https://a.example/x.PNG',
      'v=BIMI1; l=https://a.example/x.PNG',
      'image-format "https://a.example/x.PNG" ending=png',
    ],
    [
      'v=BIMI1; l=http://a.example/x.jpg',
      'v=BIMI1; l=http://a.example/x.jpg',
      'uri-scheme "http://a.example/x.jpg" name=l scheme=http → "https://a.example/x.jpg"',
      'image-format "http://a.example/x.jpg" ending=jpg',
    ],
    ['v=BIMI1; l=https://a.example/x.png/', 'v=BIMI1; l=https://a.example/x.png/'],
    ['v=BIMI1; l=; lps=a b', 'v=BIMI1; l=; lps=a b', 'lps-invalid "a b" value'],
    ['v=BIMI1; l=; lps=a,,b', 'v=BIMI1; l=; lps=a,,b', 'lps-invalid "a,,b" value'],
    ['v=BIMI1; l=; lps=a_b', 'v=BIMI1; l=; lps=a_b', 'lps-invalid "a_b" value'],
    ['v=BIMI1; l=; lps=-a , b9', 'v=BIMI1; l=; lps=-a , b9'],
    ['v=BIMI1; l=; lps=', 'v=BIMI1; l=; lps='],
    ['v=BIMI1; l=; avp=personal', 'v=BIMI1; l=; avp=personal'],
    ['v=BIMI1; l=; avp=xbrand', 'v=BIMI1; l=; avp=xbrand', 'avp-invalid "xbrand" value'],
    ['v=BIMI1; l=; avp=brandx', 'v=BIMI1; l=; avp=brandx', 'avp-invalid "brandx" value'],
    ['v=BIMI1; l=https://a.example/x.svg#y', 'v=BIMI1; l=https://a.example/x.svg#y'],
    [
      'v=BIMI1; l=https://a.example:x/y z',
      'v=BIMI1; l=https://a.example:x/y z',
      'uri-malformed "https://a.example:x/y z" name=l value',
    ],
    ['v=BIMI1; l=…/x.svg', 'v=BIMI1; l=…/x.svg'],
    ['v=BIMI1; l=a…', 'v=BIMI1; l=a…'],
    ['v=BIMI1; l=http…', 'v=BIMI1; l=http…'],
    ['v=BIMI1; l=x…:y', 'v=BIMI1; l=x…:y'],
    [
      'v=BIMI1; l=ftp://a.example/http:x',
      'v=BIMI1; l=ftp://a.example/http:x',
      'uri-scheme "ftp://a.example/http:x" name=l scheme=ftp',
    ],
    [
      'v=BIMI1; l=http://a.example/http:x',
      'v=BIMI1; l=http://a.example/http:x',
      'uri-scheme "http://a.example/http:x" name=l scheme=http → "https://a.example/http:x"',
    ],
    [
      'v=BIMI1; l=x http://a.example/x.png',
      'v=BIMI1; l=x http://a.example/x.png',
      'uri-malformed "x http://a.example/x.png" name=l value',
    ],
    ['v=BIMI1; l=https://a.example/x.p_ng', 'v=BIMI1; l=https://a.example/x.p_ng'],
    ['V=BIMI1; l=', 'V=BIMI1; l=', 'version-form "V=BIMI1" value=BIMI1 → "v=BIMI1"'],
  ]);
});

describe('the logo of a BIMI record', () => {
  const others = ['ai', 'avif', 'bmp', 'eps', 'gif', 'htm', 'html', 'ico', 'jpeg', 'jpg', 'pdf', 'pem', 'png', 'tif', 'tiff', 'webp']; // prettier-ignore
  for (const ending of others) {
    it(`is not a ${ending} file`, () => {
      const { faults } = read('bimi', `v=BIMI1; l=https://example.com/x.${ending}`);
      assert.deepEqual(
        faults.map(({ code }) => code),
        ['image-format'],
      );
    });
  }
});

describe('what a record with versioned tags publishes', () => {
  it('is the first tag of a name, or one in uppercase', () => {
    const { tags } = read('tls-rpt', 'v=TLSRPTv1; RUA=a; rua=b; rua=c; X=d');
    assert.equal(tagNamed(tags, 'rua')?.value, 'b');
    assert.deepEqual(
      tagsNamed(tags, 'rua').map(({ value }) => value),
      ['b', 'c'],
    );
    assert.deepEqual(
      tagsNamed(tags, 'x').map(({ value }) => value),
      ['d'],
    );
    assert.deepEqual(tagsNamed(tags, 'y'), []);
  });

  it('is the id of MTA-STS', () => {
    const record = parsePolicy('mta-sts', MappedText.unwritten('v=STSv1; id=1; x=2'));
    assert.equal(record.kind, 'mta-sts');
    assert.equal(record.id?.value, '1');
  });

  it('is every destination of TLS-RPT', () => {
    const text = 'v=TLSRPTv1; rua=mailto:a@example.com,https://b.example; rua=mailto:c@example.com';
    const record = parsePolicy('tls-rpt', MappedText.unwritten(text));
    assert.equal(record.kind, 'tls-rpt');
    assert.deepEqual(
      record.rua.map((uri) => uri.text),
      ['mailto:a@example.com', 'https://b.example', 'mailto:c@example.com'],
    );
  });

  it('is the logo and the evidence of BIMI', () => {
    const record = parsePolicy(
      'bimi',
      MappedText.unwritten('v=BIMI1; a=https://a.example; l=https://l.example'),
    );
    assert.equal(record.kind, 'bimi');
    assert.equal(record.location?.value, 'https://l.example');
    assert.equal(record.evidence?.value, 'https://a.example');
  });
});
