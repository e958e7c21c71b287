import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainSpf } from '../../../server/src/email/spf/token-explanations.ts';
import { isSpf, parseSpf } from '../../../server/src/email/spf/parse.ts';
import { HOLE, MappedText } from '../../../server/src/text/mapped-text.ts';
import { runs } from '../../harness/runs.ts';

/** Pieces that records are made of, right and wrong, so that random texts come near to SPF. */
const PIECES = [
  'v=spf1', ' ', '  ', '\t', '-', '+', '~', '?', 'all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists', 'redirect',
  'exp', ':', '=', '/', '//', '24', '128', '33', '.', ',', ';', '%', '%{', '}', 'i', 'ir', 'd2', '%{d}', 'example.com',
  '_spf.example.net', '192.0.2.1', '2001:db8::1', '::', 'com', '"', "'", HOLE, '\xE2\x80\x93', '\xC2\xA0', '\xEF\xBB\xBF',
  '\0', '\x96', '@', 'https://', 'inlcude', 'MS', '0', '255.255.255.0', '[', ']', '-all', 'v',
]; // prettier-ignore

const text = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => `v=spf1 ${pieces.join('')}`),
  fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    maxLength: 80,
  }),
);

const value = fc.tuple(text, fc.array(fc.nat(80), { maxLength: 6 })).map(([whole, at]) => {
  const joints = [...new Set(at)].filter((joint) => joint > 0 && joint < whole.length).sort((a, b) => a - b);
  return new MappedText(whole, [], joints);
});

/** Texts of the grammar of RFC 7208 §12, term by term. */
const macro = fc
  .tuple(
    fc.constantFrom(...Array.from('slodiphvSLODIPHV')),
    fc.option(fc.integer({ min: 1, max: 130 })),
    fc.boolean(),
    fc.subarray(Array.from('.-+,/_=')),
  )
  .map(
    ([letter, digits, reverse, marks]) => `%{${letter}${digits ?? ''}${reverse ? 'r' : ''}${marks.join('')}}`,
  );
const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,8}[a-z0-9])?$/);
const toplabel = fc.constantFrom('com', 'EXAMPLE', 'xn--zckzah', 'a1', '1-2', 'museum');
const name = fc
  .tuple(
    fc.array(fc.oneof(label, macro, fc.constant('_spf')), { minLength: 1, maxLength: 4 }),
    toplabel,
    fc.constantFrom('', '.'),
  )
  .map(([labels, top, dot]) => `${labels.join('.')}.${top}${dot}`);
const domain = fc.oneof(
  name,
  fc.tuple(name, macro).map(([front, end]) => `${front}.${end}`.replace('..', '.')),
  macro,
);
const octet = fc.nat(255);
const quad = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
const groups = fc.array(
  fc.integer({ min: 0, max: 0xffff }).map((group) => group.toString(16)),
  { minLength: 1, maxLength: 5 },
);
const ipv6 = fc.oneof(
  fc
    .tuple(groups, fc.boolean())
    .map(([list, end]) => (end ? `${list.join(':')}::` : `2001:db8::${list.join(':')}`)),
  quad.map((ipv4) => `2001:db8::${ipv4}`),
);
const slash = (max: number, mark: string): fc.Arbitrary<string> =>
  fc.option(fc.nat(max)).map((bits) => (bits === null ? '' : `${mark}${bits}`));
const dual = fc.tuple(slash(32, '/'), slash(128, '//')).map((prefixes) => prefixes.join(''));
const host = fc
  .tuple(fc.constantFrom('a', 'mx', 'A', 'Mx'), fc.option(domain), dual)
  .map(([kind, spec, prefix]) => `${kind}${spec === null ? '' : `:${spec}`}${prefix}`);
const mechanism = fc.oneof(
  fc.constantFrom('all', 'ALL', 'ptr'),
  host,
  fc.tuple(fc.constantFrom('include', 'exists', 'ptr', 'Include'), domain).map((parts) => parts.join(':')),
  fc.tuple(quad, slash(32, '/')).map((parts) => `ip4:${parts.join('')}`),
  fc.tuple(ipv6, slash(128, '/')).map((parts) => `ip6:${parts.join('')}`),
);
const directive = fc.tuple(fc.constantFrom('', '+', '-', '~', '?'), mechanism).map((parts) => parts.join(''));
const unknown = fc
  .tuple(fc.stringMatching(/^x[a-z0-9._-]{0,6}$/), fc.oneof(macro, name))
  .map((parts) => parts.join('='));
const record = fc
  .tuple(
    fc.array(fc.oneof({ weight: 5, arbitrary: directive }, { weight: 1, arbitrary: unknown }), {
      maxLength: 12,
    }),
    fc.option(domain.map((spec) => `redirect=${spec}`)),
    fc.option(domain.map((spec) => `exp=${spec}`)),
    fc.constantFrom(' ', '  '),
  )
  .map(([terms, redirect, exp, gap]) => {
    const all = [...terms, ...(redirect === null ? [] : [redirect]), ...(exp === null ? [] : [exp])];
    return { text: ['v=spf1', ...all].join(gap), count: all.length };
  });

describe('the SPF parser', () => {
  it('never throws, and keeps every range inside the text and in order', () => {
    fc.assert(
      fc.property(value, (given) => {
        isSpf(given.text);
        const { terms, faults, version } = parseSpf(given);
        let end = version.range.end;
        for (const { range } of terms) {
          assert.ok(range.start >= end && range.end > range.start && range.end <= given.length);
          end = range.end;
        }
        let start = 0;
        for (const { range } of faults) {
          assert.ok(range.start >= start && range.end > range.start && range.end <= given.length);
          start = range.start;
        }
        for (const term of terms) {
          const spec = 'domain' in term ? term.domain : undefined;
          if (spec === undefined) continue;
          const text = spec.parts.map(({ range }) => given.text.slice(range.start, range.end)).join('');
          assert.equal(text, given.text.slice(spec.range.start, spec.range.end));
        }
      }),
      { numRuns: runs(3000) },
    );
  });

  it('reports no fault in a record of the grammar, and has all of its terms', () => {
    fc.assert(
      fc.property(record, ({ text: right, count }) => {
        const { faults, terms } = parseSpf(MappedText.unwritten(right));
        // An IPv6 address may turn out to be a mapped one, which is right and never matches.
        assert.deepEqual(
          faults.filter(({ code }) => code !== 'ip6-mapped'),
          [],
        );
        assert.equal(terms.length, count);
        assert.ok(terms.every((term) => term.kind !== 'unread'));
      }),
      { numRuns: runs(2000) },
    );
  });

  it('reports no fault in a word with an unresolved value', () => {
    fc.assert(
      fc.property(record, fc.nat(), ({ text: right }, at) => {
        const place = 7 + (at % Math.max(1, right.length - 6));
        const holed = right.slice(0, place) + HOLE + right.slice(place);
        assert.deepEqual(parseSpf(MappedText.unwritten(holed)).faults, []);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('takes time in proportion to hostile texts', () => {
    const hostile = [
      '/',
      '.',
      ',',
      '%',
      '%{',
      'a:',
      'ip4:',
      '-',
      'all-',
      '"',
      ':',
      '\xE2',
      '1/',
      'mx,',
      '::',
      'a ',
      'include: ',
    ];
    for (const unit of hostile) {
      const whole = `v=spf1 ${unit.repeat(60000 / unit.length)}`;
      const joints = Array.from({ length: whole.length - 1 }, (_, i) => i + 1);
      const parsed = parseSpf(new MappedText(whole, [], joints));
      assert.ok(parsed.terms.length <= whole.length);
    }
  });

  it('explains any place without throwing, with a range that contains it', () => {
    fc.assert(
      fc.property(value, fc.nat(120), (given, offset) => {
        const explanation = explainSpf(parseSpf(given), offset);
        if (explanation === undefined) return;
        assert.ok(explanation.range.start <= offset && offset < explanation.range.end);
        assert.ok(explanation.text.source.length > 0 && explanation.title.length > 0);
      }),
      { numRuns: runs(2000) },
    );
  });
});
