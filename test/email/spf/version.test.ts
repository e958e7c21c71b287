import assert from 'node:assert/strict';
import { Faults } from '../../../server/src/email/spf/faults.ts';
import { macrosOf, readMacroString } from '../../../server/src/email/spf/macros.ts';
import { holds } from '../../../server/src/email/spf/offsets.ts';
import { isSpf } from '../../../server/src/email/spf/parse.ts';
import { HOLE } from '../../../server/src/text/mapped-text.ts';
import { at, faultsOf, read } from './reading.ts';

describe('the version of an SPF record', () => {
  // The version, `selected` if receivers read the record as SPF, and the terms; nothing if the text is not meant as SPF.
  const rows: readonly (readonly [text: string, reading: string, ...faults: string[]])[] = [
    ['v=spf1', 'v=spf1 selected: '],
    ['V=SpF1 -all', 'V=SpF1 selected: -all'],
    ['v=spf1…', 'v=spf1 selected: …'],
    ['v=spf1… -all', 'v=spf1 selected: …, -all'],
    [' \tv=spf1 mx -all', 'v=spf1: mx, -all', 'leading-blank " \t" (none)'],
    ['"v=spf1 mx -all"', 'v=spf1: mx, -all', 'literal-quotes """ (none)'],
    ["'v=spf1 mx -all'", 'v=spf1: mx, -all', 'literal-quotes "\'" (none)'],
    ['""v=spf1 mx -all""', 'v=spf1: mx, -all', 'literal-quotes """" (none)'],
    ['" v=spf1 mx -all', 'v=spf1: mx, -all', 'literal-quotes """ (none)'],
    ['"v=spf1 mx "', 'v=spf1: mx', 'literal-quotes """ (none)'],
    [
      '"v=spf1 "mx" "-all"',
      'v=spf1: "mx", "-all',
      'literal-quotes """ (none)',
      'unknown-mechanism ""mx""',
      'unknown-mechanism ""-all"',
    ],
    ['"v=spf1"', 'v=spf1: ', 'literal-quotes """ (none)'],
    ["'v=spf1'", 'v=spf1: ', 'literal-quotes "\'" (none)'],
    ['v=spf1" -all', 'v=spf1": -all', 'version "v=spf1"" (none)'],
    ['v=spf1"-all', 'v=spf1"-all: ', 'version "v=spf1"-all" (none)'],
    ['v=spf1 -all"', 'v=spf1 selected: -all"', 'all-argument """'],
    [' v=spf1 -all"', 'v=spf1: -all"', 'leading-blank " " (none)', 'all-argument """'],
    ['v=spf1\tmx', 'v=spf1: mx', 'separator "\t"'],
    ['v=spf1|mx -all', 'v=spf1: mx, -all', 'terms-glued-at-joint "v=spf1" (none)'],
    ['v=spf1|xx -all', 'v=spf1: xx, -all', 'terms-glued-at-joint "v=spf1" (none)', 'unknown-mechanism "xx"'],
    ['v=spf1a -all', 'v=spf1: a, -all', 'missing-space "v=spf1" (none)'],
    ['v=spf1all', 'v=spf1: all', 'missing-space "v=spf1" (none)'],
    ['v=spf1a/24 -all', 'v=spf1: a/24, -all', 'missing-space "v=spf1" (none)'],
    ['v=spf1exp=a.example', 'v=spf1: exp=a.example', 'missing-space "v=spf1" (none)'],
    ['v=spf1ip5:x -all', 'v=spf1ip5:x: -all', 'version "v=spf1ip5:x" (none)'],
    ['v=spf1axb -all', 'v=spf1axb: -all', 'version "v=spf1axb" (none)'],
    ['v=spf1, mx', 'v=spf1,: mx', 'version "v=spf1," (none)'],
    ['v=spf1.mx -all', 'v=spf1.: mx, -all', 'version "v=spf1." (none)'],
    ['v=spf1:all', 'v=spf1:: all', 'version "v=spf1:" (none)'],
    ['v=spf1;foo -all', 'v=spf1;foo: -all', 'version "v=spf1;foo" (none)'],
    ['v=spf1x… -all', 'v=spf1x: …, -all', 'version "v=spf1x" (none)'],
    ['v=spf 1', 'v=spf 1: ', 'version "v=spf 1" (none)'],
    ['v=spf  1 mx', 'v=spf  1: mx', 'version "v=spf  1" (none)'],
    ['v=spf 1x mx', 'v=spf: 1x, mx', 'version "v=spf" (none)', 'unknown-mechanism "1x"'],
    ['v=spf 1; mx', 'v=spf 1: mx', 'version "v=spf 1" (none)', 'punctuation ";"'],
    ['v=spf\n1,mx', 'v=spf\n1: mx', 'version "v=spf\n1" (none)', 'punctuation ","'],
    ['v = spf1 mx', 'v = spf1: mx', 'version "v = spf1" (none)'],
    ['v : spf2 mx', 'v : spf2: mx', 'version "v : spf2" (none)'],
    ['v=spfx mx', 'v=spfx: mx', 'version "v=spfx" (none)'],
    ['spf2.0/pra -all', ''],
    ['spf2.0/mfrom ip4:192.0.2.1 -all', ''],
    ['spf2.0 -all', ''],
    ['spf1 mx -all', 'spf1: mx, -all', 'version "spf1" (none)'],
    ['spf mx -all', 'spf: mx, -all', 'version "spf" (none)'],
    ['SPF-v1; ip4:192.0.2.1', 'SPF-v1;: ip4:192.0.2.1', 'version "SPF-v1;" (none)'],
    ['spf_1, include:a.example', 'spf_1,: include:a.example', 'version "spf_1," (none)'],
    ['spf v1 ~all', 'spf v1: ~all', 'version "spf v1" (none)'],
    ['vspf1 -all', 'vspf1: -all', 'version "vspf1" (none)'],
    ['v spf1 -all', 'v spf1: -all', 'version "v spf1" (none)'],
    ['v= spf1 -all', 'v= spf1: -all', 'version "v= spf1" (none)'],
    ['v =\tspf1. -all', 'v =\tspf1.: -all', 'version "v =\tspf1." (none)'],
    ['spf1x -all', ''],
    ['spf11 -all', ''],
    ['spf1 mx', ''],
    ['spf1 all', ''],
    ['spf1 +all', 'spf1: +all', 'version "spf1" (none)'],
    ['spf1 ?all', 'spf1: ?all', 'version "spf1" (none)'],
    [
      'spf1 a mx ptr exists:%{i}.a.example redirect=a.example',
      'spf1: a, mx, ptr, exists:%{i}.a.example, redirect=a.example',
      'version "spf1" (none)',
    ],
    ['spf1 redirect=a', 'spf1: redirect=a', 'version "spf1" (none)', 'domain-end "a"'],
    ['spf1 exp=a.example -all', 'spf1: exp=a.example, -all', 'version "spf1" (none)'],
    ['spf1 a/24//64 mx/8 -all', 'spf1: a/24//64, mx/8, -all', 'version "spf1" (none)'],
    ['spf1 a/x -all', ''],
    ['spf1 a/2 -all', 'spf1: a/2, -all', 'version "spf1" (none)'],
    ['spf1 -all foo', ''],
    ['spf1  mx  -all ', 'spf1: mx, -all', 'version "spf1" (none)'],
    ['spf1 xinclude:a.example', ''],
    ['spf1 include:', ''],
    ['spf1 include:a', 'spf1: include:a', 'version "spf1" (none)', 'domain-end "a"'],
    ['spf1 ip4:1', 'spf1: ip4:1', 'version "spf1" (none)', 'ip4-invalid "1"'],
    ['spf1 xredirect=a.example', ''],
    ['spf1 mx-all', ''],
    ['v=sfp1 -all', 'v=sfp1: -all', 'version "v=sfp1" (none)'],
    ['v=spf -all', 'v=spf: -all', 'version "v=spf" (none)'],
    ['v=pf1 -all', 'v=pf1: -all', 'version "v=pf1" (none)'],
    ['v=sp -all', 'v=sp: -all', 'version "v=sp" (none)'],
    ['v=sf -all', 'v=sf: -all', 'version "v=sf" (none)'],
    ['v=sx1 -all', 'v=sx1: -all', 'version "v=sx1" (none)'],
    ['v=xpf2 -all', 'v=xpf2: -all', 'version "v=xpf2" (none)'],
    ['v=s -all', ''],
    ['v=abcdefg -all', ''],
    ['v=sp;1 -all', ''],
    ['v=include:a.example -all', 'v=: include:a.example, -all', 'version "v=" (none)'],
    ['v=-mx:a.example -all', 'v=: -mx:a.example, -all', 'version "v=" (none)'],
    ['v=~ip4:192.0.2.1', 'v=: ~ip4:192.0.2.1', 'version "v=" (none)'],
    ['v=?a:b.example -all', 'v=: ?a:b.example, -all', 'version "v=" (none)'],
    ['v=xa:b.example -all', ''],
    ['v=foo:b.example -all', ''],
    ['v=mx -all', ''],
    ['vx=spf1 -all', ''],
    ['xv=spf1 -all', ''],
  ];
  for (const [text, reading, ...faults] of rows) {
    it(JSON.stringify(text), () => {
      assert.equal(isSpf(text.replaceAll('|', '').replaceAll('…', HOLE)), reading !== '');
      if (reading === '') return;
      const record = read(text);
      const { range, selected } = record.version;
      const terms = record.terms.map((term) => at(record, term.range)).join(', ');
      assert.equal(`${at(record, range)}${selected ? ' selected' : ''}: ${terms}`, reading);
      assert.deepEqual(faultsOf(text), faults);
    });
  }

  it('is missing in other text', () => {
    const record = read('mx -all');
    assert.equal(record.kind, 'spf');
    assert.deepEqual(record.version, { range: { start: 0, end: 0 }, selected: false });
    assert.equal(record.terms.length, 2);
  });
});

describe('what decides in an SPF record', () => {
  const directives = (typed: string): readonly string[] => {
    const record = read(typed);
    return record.directives.map((term) => at(record, term.range));
  };

  it('is each mechanism or unknown term, up to the first all', () => {
    assert.deepEqual(directives('v=spf1 all mx'), ['all']);
    assert.deepEqual(directives('v=spf1 foo x=1 mx -all a'), ['foo', 'mx', '-all']);
    assert.deepEqual(directives('v=spf1 … ip4=192.0.2.1 mx'), ['…', 'mx']);
  });

  it('is an error if one fault is an error', () => {
    assert.ok(read('v=spf1 ip4=192.0.2.1 foo').permerror);
    assert.ok(!read('v=spf1 ip4=192.0.2.1').permerror);
    assert.ok(!read('v=spf1 mx').permerror);
  });
});

describe('macro-strings of SPF', () => {
  const parts = (text: string): readonly string[] =>
    readMacroString(text, 0, text.length, 'domain', new Faults()).parts.map(({ kind }) => kind);

  it('have parts of each kind', () => {
    assert.deepEqual(parts(`a%{d}%%${HOLE}b`), ['literal', 'macro', 'escape', 'hole', 'literal']);
    for (const wrong of ['%', '%{d', '%{x}', '%{d0}', '%{}', '%{dx}'])
      assert.deepEqual(parts(wrong), ['invalid']);
  });

  it('have macros in any letter case', () => {
    const string = readMacroString('a%{d}.%{I}%%', 0, 12, 'domain', new Faults());
    assert.deepEqual(
      macrosOf(string).map(({ letter }) => letter),
      ['d', 'i'],
    );
  });

  it('can have spaces and all letters in an explanation', () => {
    const codes = (place: 'domain' | 'explanation' | 'unknown-modifier'): readonly string[] => {
      const faults = new Faults();
      readMacroString('a b %{c}%{r}%{t}', 0, 16, place, faults);
      return faults.noted.map(({ code }) => code);
    };
    assert.deepEqual(codes('explanation'), []);
    assert.deepEqual(codes('unknown-modifier'), ['character', 'character']);
    assert.deepEqual(codes('domain'), [
      'macro-exp-only',
      'macro-exp-only',
      'macro-exp-only',
      'character',
      'character',
    ]);
  });
});

describe('a range', () => {
  it('holds the offsets from its start to before its end', () => {
    const range = { start: 2, end: 4 };
    assert.deepEqual(
      [1, 2, 3, 4].map((offset) => holds(range, offset)),
      [false, true, true, false],
    );
  });
});
