import assert from 'node:assert/strict';
import { appending, insertingAfter, tagRemoval } from '../../../server/src/email/dmarc/edits.ts';
import { parseDmarc } from '../../../server/src/email/dmarc/parse.ts';
import type { FixEdit } from '../../../server/src/records/report.ts';
import { HOLE, MappedText } from '../../../server/src/text/mapped-text.ts';

/** The value of a record with strings that `|` separates; `…` is an unknown part. */
function read(typed: string): ReturnType<typeof parseDmarc> {
  const strings = typed.replaceAll('…', HOLE).split('|');
  return parseDmarc(MappedText.join(strings.map((text, i) => MappedText.verbatim(text, i * 1000))));
}

/** `code "text" field=… → "replacement"` for each fault. Only the name of a field shows that it is the text. */
function detailsOf(typed: string): readonly string[] {
  const { faults, value } = read(typed);
  return faults.map(({ code, range, ...fields }) => {
    const text = value.text.slice(range.start, range.end);
    const shown = Object.entries(fields).flatMap(([name, field]) => {
      if (typeof field !== 'string') return [];
      if (name === 'replacement') return [`→ "${field}"`];
      return [field === text ? name : `${name}=${field}`];
    });
    return [`${code} "${text}"`, ...shown].join(' ');
  });
}

type Rows = readonly (readonly [record: string, ...faults: string[]])[];

function eachRow(rows: Rows): void {
  for (const [record, ...faults] of rows) {
    it(record, () => {
      assert.deepEqual(detailsOf(record), faults);
      checkRanges(record);
    });
  }
}

/** Each range of a tag has the text that the tag has. */
function checkRanges(record: string): void {
  const { tags, value } = read(record);
  for (const { name, nameRange, value: tagValue, valueRange, range, separator, hasHole } of tags) {
    assert.equal(value.text.slice(nameRange.start, nameRange.end), name);
    assert.equal(value.text.slice(valueRange.start, valueRange.end), tagValue);
    assert.deepEqual(range, { start: nameRange.start, end: valueRange.end });
    assert.ok(valueRange.start <= valueRange.end);
    if (separator !== undefined) assert.match(value.text.slice(range.end, separator + 1), /^[\s\\\xC2]*;$/);
    assert.equal(hasHole, tagValue.includes(HOLE));
  }
}

describe('details of DMARC faults: the version', () => {
  eachRow([
    ['p=none', 'version-missing "p=none" → "v=DMARC1; p=none"'],
    ['p=none; oops', 'version-missing "p=none" → "v=DMARC1; p=none"', 'stray "oops"'],
    ['oops; p=none', 'version-missing "oops" → "v=DMARC1; oops"', 'stray "oops"'],
    ['DMARC1; p=none', 'version-missing "DMARC1" → "v=DMARC1"'],
    ['DMARC 1; p=none', 'version-missing "DMARC 1" → "v=DMARC1"'],
    ['dmarc1', 'version-missing "dmarc1" → "v=DMARC1"'],
    ['v=; p=none', 'version-invalid "v=" value= → "v=DMARC1"'],
    ['v=dmarc1; p=none', 'version-invalid "dmarc1" value → "DMARC1"'],
  ]);
});

describe('details of DMARC faults: separators', () => {
  eachRow([
    ['v=DMARC1 p=none', 'missing-semicolon-after-version " p" before=v after=p → "; p"'],
    ['v=DMARC1, |p=none', 'missing-semicolon-after-version ", p" before=v after=p → "; p"'],
    ['v=DMARC1 | p=none', 'missing-semicolon-after-version "p" before=v after → "; p"'],
    ['v=DMARC1; p=none, sp=none', 'missing-semicolon ", sp" before=p after=sp → "; sp"'],
    ['v=DMARC1; p=none.sp=none', 'missing-semicolon ".sp" before=p after=sp → "; sp"'],
    ['v=DMARC1; p=none/sp=none', 'missing-semicolon "/sp" before=p after=sp → "; sp"'],
    ['v=DMARC1; p=none&sp=none', 'missing-semicolon "&sp" before=p after=sp → "; sp"'],
    ['v=DMARC1; p=none:sp=none', 'missing-semicolon ":sp" before=p after=sp → "; sp"'],
    ['v=DMARC1; p=nonesp=none', 'missing-semicolon "sp" before=p after → "; sp"'],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com ,ruf=mailto:b@example.com',
      'missing-semicolon " ,ruf" before=rua after=ruf → "; ruf"',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com|ruf=mailto:b@example.com',
      'missing-semicolon "ruf" before=rua after → "; ruf"',
    ],
    ['v=DMARC1; p : none', 'colon-for-equals ":" tag=p → "="'],
    ['v=DMARC1; p://none', 'stray "p://none"'],
    [
      'v=DMARC1; p none; sp reject',
      'missing-equals "p none" tag=p value=none → "p=none"',
      'missing-equals "sp reject" tag=sp value=reject → "sp=reject"',
    ],
    ['v=DMARC1; p bad', 'stray "p bad"'],
    [
      'v=DMARC1; rua a@example.com',
      'missing-equals "rua a@example.com" tag=rua value=a@example.com → "rua=a@example.com"',
      'uri-scheme-missing "a@example.com" uri → "mailto:a@example.com" tag=rua',
    ],
    [
      'v=DMARC1; rua mailto:a',
      'missing-equals "rua mailto:a" tag=rua value=mailto:a → "rua=mailto:a"',
      'uri-address "mailto:a" uri reason=no-at domain= tag=rua',
    ],
    ['v=DMARC1; rua example.com', 'stray "rua example.com"'],
    ['v=DMARC1; fo 1:d', 'missing-equals "fo 1:d" tag=fo value=1:d → "fo=1:d"'],
    ['v=DMARC1 ;  ; p=none ;; sp=none;', 'empty-tag ";" → ""', 'empty-tag ";" → ""'],
    ['v=DMARC1; p=none; x=1 sp=none', 'unknown-tag "x" name'],
    ['v=DMARC1; p=none; xp=none', 'unknown-tag "xp" name'],
    ['v=DMARC1; p=none; hello p=reject', 'stray "hello"', 'duplicate-tag "p=reject" name=p'],
    ['v=DMARC1; p=none; hello v=spf1 -all'],
    ['v=DMARC1; p=none v=spf1 -all p=reject'],
    ['v=DMARC1; p=none… sp=none'],
    ['v=DMARC1; p=none; …sp=none'],
    ['DMARC1 p=none', 'version-missing "DMARC1" → "v=DMARC1"'],
    ['p=none; DMARC1', 'version-missing "p=none" → "v=DMARC1; p=none"', 'stray "DMARC1"'],
    ['DMARC1; v=DMARC1; p=none', 'stray "DMARC1"', 'version-not-first "v=DMARC1"'],
    ['v=spf1; p=none', 'version-invalid "spf1" value → "DMARC1"'],
    ['"a"; v=DMARC1; p=none', 'stray ""a""', 'version-not-first "v=DMARC1"'],
    ['v=DMARC1; x="y"', 'unknown-tag "x" name'],
    ['v=DMARC1; P none', 'missing-equals "P none" tag=p value=none → "P=none"'],
    ['v=DMARC1; p=spf1', 'policy-invalid "spf1" name=p value'],
    ['v=DMARC1; p=none; v=xspf1', 'duplicate-tag "v=xspf1" name=v'],
    ['v=DMARC1; p=none v = spf1 -all'],
    ['v=DMARC1; oops: p=none', 'stray "oops:"'],
    ['v=DMARC1; rua see mailto:a', 'stray "rua see mailto:a"'],
    ['v=DMARC1; p= ; sp=none', 'policy-invalid "p=" name=p value='],
    ['v=DMARC1; p=none; fo=1; xd', 'stray "xd"'],
    ['v=DMARC1; p=none; fo=1; dx', 'stray "dx"'],
    ['v=DMARC1; p=none; fo=1; d : s', 'fo-separator "1; d : s" value → "1:d:s"'],
    ['v=DMARC1; p=none; fo=1  d', 'fo-separator "1  d" value → "1:d"'],
    ['w=dmarc1; p=none', 'version-missing "w=dmarc1" → "v=DMARC1"'],
    ['w=DMARC1; V=DMARC1', 'unknown-tag "w" name', 'version-not-first "V=DMARC1"'],
  ]);
});

describe('details of DMARC faults: lists that go on after a semicolon', () => {
  eachRow([
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com;mailto:b@example.com; fo=1',
      'uri-semicolon ";" tag=rua → ","',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com; mailto:b@example.com ruf=mailto:c@example.com',
      'uri-semicolon ";" tag=rua → ","',
      'missing-semicolon " ruf" before=rua after=ruf → "; ruf"',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com; b@example.com; c@example.com;',
      'uri-semicolon ";" tag=rua → ","',
      'uri-scheme-missing "b@example.com" uri → "mailto:b@example.com" tag=rua',
      'uri-semicolon ";" tag=rua → ","',
      'uri-scheme-missing "c@example.com" uri → "mailto:c@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com; mailto : b@example.com',
      'uri-semicolon ";" tag=rua → ","',
      'uri-scheme-missing "mailto : b@example.com" uri → "mailto:b@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com; https://b.example/',
      'uri-semicolon ";" tag=rua → ","',
      'uri-scheme-unsupported "https://b.example/" uri scheme=https tag=rua',
    ],
    ['v=DMARC1; p=none; rua=mailto:a@example.com; b c@example.com', 'stray "b c@example.com"'],
    ['v=DMARC1; p=none; rua=mailto:a@example.com; b@example.com c', 'stray "b@example.com c"'],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com;; mailto:b@example.com',
      'empty-tag ";" → ""',
      'stray "mailto:b@example.com"',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com; x; mailto:b@example.com',
      'stray "x"',
      'stray "mailto:b@example.com"',
    ],
    [
      'v=DMARC1; p=none; p=none; mailto:b@example.com',
      'duplicate-tag "p=none" name=p',
      'stray "mailto:b@example.com"',
    ],
    ['v=DMARC1; p=none; fo=1; d ; s', 'fo-separator "1; d ; s" value → "1:d:s"'],
    ['v=DMARC1; p=none; fo=1;d,s', 'fo-separator "1;d,s" value → "1:d:s"'],
    ['v=DMARC1; p=none; fo=1; x', 'stray "x"'],
    ['v=DMARC1; p=none; aspf=s; d', 'stray "d"'],
  ]);
});

describe('details of DMARC faults: report addresses', () => {
  eachRow([
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com https://b.example mailto:c@example.com',
      'uri-blank-between " https://b.example" uri=https://b.example → ",https://b.example" tag=rua',
      'uri-scheme-unsupported "https://b.example" uri scheme=https tag=rua',
      'uri-blank-between " mailto:c@example.com" uri=mailto:c@example.com → ",mailto:c@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com, ,mailto:b@example.com,',
      'uri-empty "," → "" tag=rua',
      'uri-empty "," → "" tag=rua',
    ],
    ['v=DMARC1; p=none; rua= , ', 'uri-list-empty "," tag=rua'],
    ['v=DMARC1; p=none; ruf=', 'uri-list-empty "ruf=" tag=ruf'],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com!10m!5',
      'uri-character "!" uri=mailto:a@example.com!10m found tag=rua',
    ],
    ['v=DMARC1; p=none; rua=mailto:a@example.com!10mb', 'uri-size-invalid "!10mb" size → "" tag=rua'],
    ['v=DMARC1; p=none; rua=mailto:a@example.com!10G'],
    ['v=DMARC1; p=none; rua=mailto:a@example.com!m', 'uri-size-invalid "!m" size → "" tag=rua'],
    ['v=DMARC1; p=none; rua=mailto:a@example.com !10m', 'uri-size-invalid " !10m" size → "" tag=rua'],
    [
      'v=DMARC1; p=none; rua=mailto:a!b@example.com!10m',
      'uri-character "!" uri=mailto:a!b@example.com found → "%21" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a!b!c@example.com',
      'uri-character "!" uri=mailto:a!b!c@example.com found tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a!b@example..com',
      'uri-character "!" uri=mailto:a!b@example..com found tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a{b@example.com',
      'uri-character "{" uri=mailto:a{b@example.com found tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a\xC3\xA9\xC3\xA8b@example.com',
      'uri-character "\xC3\xA9\xC3\xA8" uri=mailto:a\xC3\xA9\xC3\xA8b@example.com found tag=rua',
    ],
    ['v=DMARC1; p=none; rua=mailto:a  b@example.com', 'uri-blank "mailto:a  b@example.com" uri tag=rua'],
    [
      'v=DMARC1; p=none; rua=mailto:a%4g@example.com',
      'uri-character "%" uri=mailto:a%4g@example.com found tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a%4G@example.com',
      'uri-character "%" uri=mailto:a%4G@example.com found tag=rua',
    ],
    ['v=DMARC1; p=none; rua=mailto:a%2c%2C@example.com'],
    ['v=DMARC1; p=none; rua=a@example..com', 'uri-scheme-missing "a@example..com" uri tag=rua'],
    ['v=DMARC1; p=none; rua=a@example.com@', 'uri-malformed "a@example.com@" uri tag=rua'],
    [
      'v=DMARC1; p=none; rua=x:a@example.com',
      'uri-scheme-unsupported "x:a@example.com" uri scheme=x tag=rua',
    ],
    ['v=DMARC1; p=none; rua=mailtoa@example.com', 'uri-scheme-missing "mailtoa@example.com" uri tag=rua'],
    [
      'v=DMARC1; p=none; rua=__MAILTO =a@example.com',
      'uri-scheme-missing "__MAILTO =a@example.com" uri → "mailto:a@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=<a@example.com>',
      'uri-scheme-missing "<a@example.com>" uri → "mailto:a@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mail:a@example.com',
      'uri-scheme-missing "mail:a@example.com" uri → "mailto:a@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=e-mail:a@example.com',
      'uri-scheme-missing "e-mail:a@example.com" uri → "mailto:a@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailot:a@example.com',
      'uri-scheme-missing "mailot:a@example.com" uri → "mailto:a@example.com" tag=rua',
    ],
    ['v=DMARC1; p=none; rua=mailot:example.com', 'uri-malformed "mailot:example.com" uri tag=rua'],
    ['v=DMARC1; p=none; rua=ftp://example.com/a b', 'uri-blank "ftp://example.com/a b" uri tag=rua'],
    [
      'v=DMARC1; p=none; rua=https://example.com/{x}',
      'uri-character "{" uri=https://example.com/{x} found tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:/a@example.com',
      'uri-decorated "mailto:/a@example.com" uri → "mailto:a@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto: <a@example.com>',
      'uri-decorated "mailto: <a@example.com>" uri → "mailto:a@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:<a@example.com',
      'uri-character "<" uri=mailto:<a@example.com found tag=rua',
    ],
    ['v=DMARC1; p=none; rua=mailto: a@example..com', 'uri-decorated "mailto: a@example..com" uri tag=rua'],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com.',
      'uri-address "mailto:a@example.com." uri reason=final-dot domain=example.com. → "mailto:a@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@b@example.com.',
      'uri-address "mailto:a@b@example.com." uri reason=several-at domain=b tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@exam$ple.com',
      'uri-address "mailto:a@exam$ple.com" uri reason=domain-characters domain=exam$ple.com tag=rua',
    ],
    ['v=DMARC1; p=none; rua=mailto:a@exam_ple.com'],
    ['v=DMARC1; p=none; rua=mailto:a@', 'uri-address "mailto:a@" uri reason=no-domain domain= tag=rua'],
    [
      'v=DMARC1; p=none; rua=mailto:@example.com',
      'uri-address "mailto:@example.com" uri reason=no-mailbox domain=example.com tag=rua',
    ],
    ['v=DMARC1; p=none; rua=mailto:a', 'uri-address "mailto:a" uri reason=no-at domain= tag=rua'],
    [
      'v=DMARC1; p=none; rua=mailto:a?b@example.com',
      'uri-address "mailto:a?b@example.com" uri reason=no-at domain= tag=rua',
    ],
    [
      'v=DMARC1; p=none; ruf=a@example.com',
      'uri-scheme-missing "a@example.com" uri → "mailto:a@example.com" tag=ruf',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com; http://b.example/',
      'uri-semicolon ";" tag=rua → ","',
      'uri-scheme-unsupported "http://b.example/" uri scheme=http tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com; bc@example.com',
      'uri-semicolon ";" tag=rua → ","',
      'uri-scheme-missing "bc@example.com" uri → "mailto:bc@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com; mailto:b c@example.com',
      'uri-semicolon ";" tag=rua → ","',
      'uri-blank "mailto:b c@example.com" uri tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com  mailto:b@example.com',
      'uri-blank-between "  mailto:b@example.com" uri=mailto:b@example.com → ",mailto:b@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com http://b.example',
      'uri-blank-between " http://b.example" uri=http://b.example → ",http://b.example" tag=rua',
      'uri-scheme-unsupported "http://b.example" uri scheme=http tag=rua',
    ],
    ['v=DMARC1; p=none; rua=!10m', 'uri-malformed "!10m" uri tag=rua'],
    [
      'v=DMARC1; p=none; rua=mailto:!@example.com',
      'uri-character "!" uri=mailto:!@example.com found → "%21" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mlto:a@example.com',
      'uri-scheme-missing "mlto:a@example.com" uri → "mailto:a@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=email:a@example.com',
      'uri-scheme-missing "email:a@example.com" uri → "mailto:a@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=emails:a@example.com',
      'uri-scheme-unsupported "emails:a@example.com" uri scheme=emails tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=xmail:a@example.com',
      'uri-scheme-unsupported "xmail:a@example.com" uri scheme=xmail tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=x_mailto=a@example.com',
      'uri-scheme-missing "x_mailto=a@example.com" uri → "mailto:x_mailto=a@example.com" tag=rua',
    ],
    ['v=DMARC1; p=none; rua=x<a@example.com>', 'uri-scheme-missing "x<a@example.com>" uri tag=rua'],
    ['v=DMARC1; p=none; rua=<a@example.com>x', 'uri-scheme-missing "<a@example.com>x" uri tag=rua'],
    ['v=DMARC1; p=none; rua=x/a@example.com', 'uri-malformed "x/a@example.com" uri tag=rua'],
    [
      'v=DMARC1; p=none; rua=amailto@example.com',
      'uri-scheme-missing "amailto@example.com" uri → "mailto:amailto@example.com" tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:<a@example.com>x',
      'uri-character "<" uri=mailto:<a@example.com>x found tag=rua',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:x<a@example.com>',
      'uri-character "<" uri=mailto:x<a@example.com> found tag=rua',
    ],
    ['v=DMARC1; p=none; rua=mailto: a@ex>ample.com', 'uri-decorated "mailto: a@ex>ample.com" uri tag=rua'],
    [
      'v=DMARC1; p=none; rua=mailto:a@example..com',
      'uri-address "mailto:a@example..com" uri reason=empty-label domain=example..com tag=rua',
    ],
    ['v=DMARC1; p=none; rua=mailto:a{b c@example.com', 'uri-blank "mailto:a{b c@example.com" uri tag=rua'],
    [
      'v=DMARC1; p=none; rua=mailto:a{\xC3\xA9@example.com',
      'uri-character "{" uri=mailto:a{\xC3\xA9@example.com found tag=rua',
    ],
  ]);
});

describe('details of DMARC faults: fo', () => {
  eachRow([
    ['v=DMARC1; p=none; fo=0:1', 'fo-exclusive "0:1" value → "1"'],
    ['v=DMARC1; p=none; fo=D:d:1', 'fo-repeated "D:d:1" value → "d:1"'],
    ['v=DMARC1; p=none; fo=1:x', 'fo-value "1:x" value word=x → "1"'],
    ['v=DMARC1; p=none; fo=x', 'fo-value "x" value word'],
    ['v=DMARC1; p=none; fo= : ', 'fo-empty ":"'],
    ['v=DMARC1; p=none; fo=1 d', 'fo-separator "1 d" value → "1:d"'],
    ['v=DMARC1; p=none; fo=1 : d'],
    ['v=DMARC1; p=none; fo=0,1', 'fo-separator "0,1" value → "1"'],
  ]);
});

describe('details of DMARC faults: names and words', () => {
  eachRow([
    [
      'v=DMARC1; p=none; adkim=Relaxed; aspf=s.',
      'alignment-invalid "Relaxed" name=adkim value nearest=r',
      'alignment-invalid "s." name=aspf value nearest=s',
    ],
    [
      'v=DMARC1; p=none; adkim=STRICT; aspf=y',
      'alignment-invalid "STRICT" name=adkim value nearest=s',
      'alignment-invalid "y" name=aspf value',
    ],
    [
      'v=DMARC1; p=none; adkim=stric; aspf=true',
      'alignment-invalid "stric" name=adkim value',
      'alignment-invalid "true" name=aspf value',
    ],
    [
      'v=DMARC1; p=none; t=true; psd=0',
      'flag-invalid "true" name=t value nearest=y',
      'flag-invalid "0" name=psd value nearest=n',
    ],
    [
      'v=DMARC1; p=none; t=1; psd=no',
      'flag-invalid "1" name=t value nearest=y',
      'flag-invalid "no" name=psd value nearest=n',
    ],
    [
      'v=DMARC1; p=none; t=yes; psd=false',
      'flag-invalid "yes" name=t value nearest=y',
      'flag-invalid "false" name=psd value nearest=n',
    ],
    [
      'v=DMARC1; p=none; t=unknown; psd=undefined',
      'flag-invalid "unknown" name=t value',
      'flag-invalid "undefined" name=psd value nearest=u',
    ],
    [
      'v=DMARC1; p=none; t=; psd=unknown',
      'flag-invalid "t=" name=t value=',
      'flag-invalid "unknown" name=psd value nearest=u',
    ],
    [
      'v=DMARC1; p=none; P=none; x=1; X=1',
      'duplicate-tag "P=none" name=p',
      'unknown-tag "x" name',
      'unknown-tag "X" name',
    ],
    [
      'v=DMARC1; policy=reject; subdomain-policy=none',
      'misspelled-tag "policy" reason=typo name → "p"',
      'misspelled-tag "subdomain-policy" reason=typo name → "sp"',
    ],
    ['v=DMARC1; p=none; subdomain=reject', 'misspelled-tag "subdomain" reason=typo name → "sp"'],
    ['v=DMARC1; p=none; report=mailto:a@example.com', 'misspelled-tag "report" reason=typo name → "rua"'],
    ['v=DMARC1; p=none; percent=50', 'unknown-tag "percent" name'],
    ['v=DMARC1; p=none; \xD1\x95p=none', 'misspelled-tag "\xD1\x95p" reason=lookalike name → "sp"'],
    ['v=DMARC1; p=none; \xD0\xA0=none', 'unknown-tag "\xD0\xA0" name'],
    ['v=DMARC1; p=none; \xCF\x81sd=n', 'misspelled-tag "\xCF\x81sd" reason=lookalike name → "psd"'],
    ['v=DMARC1; p=none; rau=example.com', 'unknown-tag "rau" name'],
    ['v=DMARC1; p=none; adkmi=s', 'misspelled-tag "adkmi" reason=typo name → "adkim"'],
    ['v=DMARC1; p=none; adikm=x', 'unknown-tag "adikm" name'],
    ['v=DMARC1; constructor=none', 'unknown-tag "constructor" name'],
    [
      'v=DMARC1; p=quarantined; sp=qarntine; np=qrntine',
      'policy-invalid "quarantined" name=p value nearest=quarantine',
      'policy-invalid "qarntine" name=sp value nearest=quarantine',
      'policy-invalid "qrntine" name=np value',
    ],
    [
      'v=DMARC1; p=ejct; sp=rejectt; np=rjct',
      'policy-invalid "ejct" name=p value nearest=reject',
      'policy-invalid "rejectt" name=sp value nearest=reject',
      'policy-invalid "rjct" name=np value nearest=reject',
    ],
    [
      'v=DMARC1; p=no; sp=nun; np=deny',
      'policy-invalid "no" name=p value',
      'policy-invalid "nun" name=sp value',
      'policy-invalid "deny" name=np value nearest=reject',
    ],
    [
      'v=DMARC1; p=monitoring; sp=nothing; np=Junk',
      'policy-invalid "monitoring" name=p value nearest=none',
      'policy-invalid "nothing" name=sp value nearest=none',
      'policy-invalid "Junk" name=np value nearest=quarantine',
    ],
    [
      'v=DMARC1; p=refuse; sp=non; np=none-',
      'policy-invalid "refuse" name=p value nearest=reject',
      'policy-invalid "non" name=sp value',
      'policy-invalid "none-" name=np value nearest=none',
    ],
    ['v=DMARC1; p=constructor', 'policy-invalid "constructor" name=p value'],
    [
      'v=DMARC1; p=none; \xD0\xB0\xD4\x81\xD0\xBA\xD1\x96\xD0\xBC=s',
      'misspelled-tag "\xD0\xB0\xD4\x81\xD0\xBA\xD1\x96\xD0\xBC" reason=lookalike name → "adkim"',
    ],
    [
      'v=DMARC1; p=none; \xCE\xB1\xD1\x95\xCF\x81f=s',
      'misspelled-tag "\xCE\xB1\xD1\x95\xCF\x81f" reason=lookalike name → "aspf"',
    ],
    [
      'v=DMARC1; p=none; r\xCF\x85\xCE\xB1=mailto:a@example.com',
      'misspelled-tag "r\xCF\x85\xCE\xB1" reason=lookalike name → "rua"',
    ],
    [
      'v=DMARC1; p=none; \xD5\xB8\xD1\x80=none',
      'misspelled-tag "\xD5\xB8\xD1\x80" reason=lookalike name → "np"',
    ],
    ['v=DMARC1; p=none; \xD1\x82=y', 'misspelled-tag "\xD1\x82" reason=lookalike name → "t"'],
    [
      'v=DMARC1; \xD1\x80\xD0\xBEli\xD1\x81y=none',
      'misspelled-tag "\xD1\x80\xD0\xBEli\xD1\x81y" reason=lookalike name → "p"',
    ],
    ['\xCE\xBD=DMARC1; p=none', 'version-missing "\xCE\xBD=DMARC1" → "v=DMARC1"'],
    ['\xD1\xB5=DMARC1; p=none', 'version-missing "\xD1\xB5=DMARC1" → "v=DMARC1"'],
  ]);
});

describe('recovered DMARC tags', () => {
  // `;` after a tag that has one.
  const rows: readonly (readonly [record: string, tags: string])[] = [
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com;mailto:b@example.com; fo=1',
      'v=DMARC1; p=none; rua=mailto:a@example.com;mailto:b@example.com; fo=1',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com; mailto:b@example.com ruf=mailto:c@example.com;',
      'v=DMARC1; p=none; rua=mailto:a@example.com; mailto:b@example.com ruf=mailto:c@example.com;',
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@example.com; b@example.com; c@example.com;',
      'v=DMARC1; p=none; rua=mailto:a@example.com; b@example.com; c@example.com;',
    ],
    ['v=DMARC1; p=none; fo=1; d ; s', 'v=DMARC1; p=none; fo=1; d ; s'],
    ['v=DMARC1; p=none; fo=1; x', 'v=DMARC1; p=none; fo=1;'],
    ['v=DMARC1; p=none; hello p=reject; sp=none', 'v=DMARC1; p=none; p=reject; sp=none'],
    ['v=DMARC1; p=none; hello v=spf1 -all', 'v=DMARC1; p=none;'],
    ['v=DMARC1; p=none v=spf1 -all p=reject', 'v=DMARC1; p=none'],
    ['v=DMARC1 ;  ; p=none ;; sp=none;', 'v=DMARC1; p=none; sp=none;'],
    ['v=DMARC1; p=none; x=1 sp=none', 'v=DMARC1; p=none; (x)=1 sp=none'],
    ['v=DMARC1; p=none; x = 1 ; =y', 'v=DMARC1; p=none; (x)=1; ()=y'],
    ['v=DMARC1; p=none; xp=none', 'v=DMARC1; p=none; (xp)=none'],
    ['v=DMARC1\\; p=none \\; sp=none', 'v=DMARC1; p=none; sp=none'],
    ['"v=DMARC1; p=none; oops"', 'v=DMARC1; p=none;'],
    [' \t"v=DMARC1; p=none"\t ', 'v=DMARC1; p=none'],
    ['v=DMARC1; p : none; p bad; rua mailto:a@example.com', 'v=DMARC1; p=none; rua=mailto:a@example.com'],
    ['v=DMARC1; adkim=saspf=s', 'v=DMARC1; adkim=s aspf=s'],
    ['v=DMARC1; p=none… sp=none', 'v=DMARC1; p=none… sp=none'],
    ['v=DMARC1; …sp=none', 'v=DMARC1; (…sp)=none'],
    ['v=DMARC1;p=no|ne|sp=none', 'v=DMARC1; p=none sp=none'],
    ['v=DMARC1; p=', 'v=DMARC1; p='],
    ['v=DMARC1; \xC2\xA0p=none\xC2\xA0; sp=re\xC2\xADject', 'v=DMARC1; p=none; sp=re\xC2\xADject'],
    ['v=DMARC1; p=none sp=none;', 'v=DMARC1; p=none sp=none;'],
    [
      'v=DMARC1; rua=mailto:b=c@example.com ruf=mailto:a@example.com',
      'v=DMARC1; rua=mailto:b=c@example.com ruf=mailto:a@example.com',
    ],
    ['v=DMARC1; p=  nonesp=none', 'v=DMARC1; p=none sp=none'],
    ['v=DMARC1; p= ; sp=none', 'v=DMARC1; p=; sp=none'],
    ['=x; v=DMARC1', '()=x; v=DMARC1'],
    ['v=DMARC1; x="y"', 'v=DMARC1; (x)="y"'],
  ];
  for (const [record, tags] of rows) {
    it(record, () => {
      const shown = read(record).tags.map(({ known, name, value, separator }) => {
        return `${known ?? `(${name})`}=${value}${separator === undefined ? '' : ';'}`;
      });
      assert.equal(shown.join(' ').replaceAll(HOLE, '…'), tags);
      checkRanges(record);
    });
  }
});

describe('destinations of DMARC reports', () => {
  const rows: readonly (readonly [value: string, ...uris: string[]])[] = [
    ['MAILTO:A@Example.COM', 'MAILTO:A@Example.COM valid mailto example.com'],
    ['mailto:a@example.com?subject=b@c', 'mailto:a@example.com?subject=b@c valid mailto example.com'],
    ['mailto:a@example.com!10m', 'mailto:a@example.com valid mailto example.com !10m'],
    ['mailto:a@example.com  !10m', 'mailto:a@example.com valid mailto example.com   !10m'],
    ['https://example.com/x@y', 'https://example.com/x@y valid https'],
    ['H2+x.-:a', 'H2+x.-:a valid h2+x.-'],
    ['https://example.com/{x}', 'https://example.com/{x} invalid https'],
    ['mailto:a@example..com', 'mailto:a@example..com invalid mailto'],
    ['2x:a', '2x:a invalid'],
    ['mailto:a@…', 'mailto:a@… unknown mailto'],
    ['mailto:a@…!10m', 'mailto:a@…!10m unknown mailto'],
    ['mailto:<your address>', 'mailto:<your address> unknown mailto'],
    ['mailto:<a@b>', 'mailto:<a@b> invalid mailto'],
    [
      'mailto:a@example.com,mailto:b@example.net',
      'mailto:a@example.com valid mailto example.com',
      'mailto:b@example.net valid mailto example.net',
    ],
  ];
  for (const [value, ...uris] of rows) {
    it(value, () => {
      const record = read(`v=DMARC1; p=none; rua=${value}`);
      const shown = record.rua.map(({ text, range, state, scheme, domain, size }) => {
        assert.equal(record.value.text.slice(range.start, range.end), text);
        if (size !== undefined)
          assert.equal(record.value.text.slice(size.range.start, size.range.end), size.text);
        return [text, state, scheme, domain, size?.text].filter((part) => part !== undefined).join(' ');
      });
      assert.deepEqual(
        shown.map((uri) => uri.replaceAll(HOLE, '…')),
        uris,
      );
    });
  }
});

describe('edits of a DMARC record', () => {
  const apply = (text: string, edit: FixEdit): string => {
    assert.ok('range' in edit && 'text' in edit);
    return text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
  };

  const removals: readonly (readonly [record: string, without: string])[] = [
    ['v=DMARC1; t=y; p=none', 'v=DMARC1; p=none'],
    ['v=DMARC1;t=y;p=none', 'v=DMARC1;p=none'],
    ['v=DMARC1; t=y \t; \tp=none', 'v=DMARC1; p=none'],
    ['v=DMARC1; p=none; t=y', 'v=DMARC1; p=none'],
    ['v=DMARC1; p=none ; \tt=y', 'v=DMARC1; p=none '],
    ['v=DMARC1; p=none; t=y;', 'v=DMARC1; p=none;'],
    ['v=DMARC1; p=none;t=y ; ', 'v=DMARC1; p=none; '],
    ['v=DMARC1; p=none t=y', 'v=DMARC1; p=none'],
    ['v=DMARC1; p=none, t=y', 'v=DMARC1; p=none'],
    ['v=DMARC1; t=y p=none', 'v=DMARC1; p=none'],
    ['v=DMARC1; t=y , | p=none', 'v=DMARC1; p=none'],
    ['t=y', ''],
    ['t=y;', ''],
  ];
  for (const [record, without] of removals) {
    it(`removes t= from "${record}"`, () => {
      const parsed = parseDmarc(MappedText.unwritten(record));
      const tag = parsed.first.get('t');
      assert.ok(tag);
      assert.equal(apply(record, tagRemoval(parsed, tag.range)), without);
    });
  }

  const additions: readonly (readonly [record: string, atEnd: string, afterP: string])[] = [
    ['v=DMARC1; p=none', 'v=DMARC1; p=none; t=y', 'v=DMARC1; p=none; t=y'],
    ['v=DMARC1; p=none;', 'v=DMARC1; p=none; t=y', 'v=DMARC1; p=none; t=y;'],
    ['v=DMARC1; p=none; ', 'v=DMARC1; p=none; t=y ', 'v=DMARC1; p=none; t=y; '],
    ['v=DMARC1;p=none', 'v=DMARC1;p=none;t=y', 'v=DMARC1;p=none;t=y'],
    ['v=DMARC1;p=none; sp=none', 'v=DMARC1;p=none; sp=none; t=y', 'v=DMARC1;p=none; t=y; sp=none'],
    ['v=DMARC1; p=none; sp=none;', 'v=DMARC1; p=none; sp=none; t=y', 'v=DMARC1; p=none; t=y; sp=none;'],
    ['v=DMARC1; p=none; oops', 'v=DMARC1; p=none; t=y; oops', 'v=DMARC1; p=none; t=y; oops'],
    ['v=DMARC1; p=none ; sp=none', 'v=DMARC1; p=none ; sp=none; t=y', 'v=DMARC1; p=none ; t=y; sp=none'],
    ['v=DMARC1;  p=none;sp=none', 'v=DMARC1;  p=none;sp=none; t=y', 'v=DMARC1;  p=none; t=y;sp=none'],
    ['p=none', 'p=none; t=y', 'p=none; t=y'],
  ];
  for (const [record, atEnd, afterP] of additions) {
    it(`adds t= to "${record}"`, () => {
      const parsed = read(record);
      const tag = parsed.first.get('p');
      assert.ok(tag);
      assert.equal(apply(record, appending(parsed, 't=y')), atEnd);
      assert.equal(apply(record, insertingAfter(parsed, tag, 't=y')), afterP);
    });
  }

  it('adds a tag to a record without tags', () => {
    assert.equal(apply('oops', appending(read('oops'), 't=y')), 'oops; t=y');
  });
});
