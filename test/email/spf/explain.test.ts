import assert from 'node:assert/strict';
import { explainSpf } from '../../../server/src/email/spf/token-explanations.ts';
import { at, read } from './reading.ts';

/** `$` is before the character of the hover. */
function explain(marked: string): {
  readonly token: string;
  readonly title: string;
  readonly text: string;
  readonly specs: readonly string[];
} {
  const offset = marked.indexOf('$');
  const record = read(marked.replace('$', ''));
  const explanation = explainSpf(record, offset);
  assert.ok(explanation !== undefined, marked);
  return { ...explanation, text: explanation.text.source, token: at(record, explanation.range) };
}

describe('explainSpf', () => {
  const rows: readonly (readonly [marked: string, token: string, says: RegExp, spec: string])[] = [
    ['v=$spf1 mx -all', 'v=spf1', /first mechanism that matches/, 'RFC 7208 §4.5'],
    ['v=sp$f1 foo', 'v=spf1', /\*\*permerror\*\*/, 'RFC 7208 §4.5'],
    ['v=sp$f2 mx', 'v=spf2', /result is \*\*none\*\*/, 'RFC 7208 §4.5'],
    ['v=spf1 mx $-all', '-', /\*\*fail\*\*/, 'RFC 7208 §8.4'],
    ['v=spf1 $~mx -all', '~', /\*\*softfail\*\*/, 'RFC 7208 §8.5'],
    ['v=spf1 $+mx -all', '+', /\*\*pass\*\*/, 'RFC 7208 §8.3'],
    ['v=spf1 mx $?all', '?', /\*\*neutral\*\*/, 'RFC 7208 §8.2'],
    ['v=spf1 mx -$all', 'all', /Here, `-all` means that no other host may send/, 'RFC 7208 §5.1'],
    ['v=spf1 mx ~a$ll', 'all', /Here, `~all` asks receivers/, 'RFC 7208 §5.1'],
    ['v=spf1 -$all', 'all', /no host sends mail/, 'RFC 7208 §5.1'],
    ['v=spf1 $all', 'all', /allows every host on the Internet/, 'RFC 7208 §5.1'],
    ['v=spf1 in$clude:a.example -all', 'include:', /only if the result is pass/, 'RFC 7208 §5.2'],
    ['v=spf1 ~incl$ude:a.example -all', 'include:', /a match gives \*\*softfail\*\*/, 'RFC 7208 §5.2'],
    ['v=spf1 include:$a.example -all', 'a.example', /whose SPF record is evaluated/, 'RFC 7208 §4.8'],
    ['v=spf1 $a -all', 'a', /this record's own domain/, 'RFC 7208 §5.3'],
    ['v=spf1 m$x:example.net -all', 'mx:', /at most 10 hosts/, 'RFC 7208 §5.4'],
    ['v=spf1 -all $mx', 'mx', /never evaluated, because an `all`/, 'RFC 7208 §5.4'],
    ['v=spf1 p$tr -all', 'ptr', /should no longer be used/, 'RFC 7208 §5.5'],
    ['v=spf1 e$xists:%{i}.example.net -all', 'exists:', /A record with any value/, 'RFC 7208 §5.7'],
    ['v=spf1 ip$4:192.0.2.0/24 -all', 'ip4:', /Needs no lookup/, 'RFC 7208 §5.6'],
    ['v=spf1 ip4:$192.0.2.0/24 -all', '192.0.2.0', /192\.0\.2\.0\/24 is 256 addresses, 192\.0\.2\.0 to 192\.0\.2\.255/, 'RFC 7208 §5.6'],
    ['v=spf1 ip4:192.0.2.$7 -all', '192.0.2.7', /192\.0\.2\.7 is one address/, 'RFC 7208 §5.6'],
    ['v=spf1 ip4:192.0.2.0$/24 -all', '/24', /first 24 of 32 bits/, 'RFC 7208 §5.6'],
    ['v=spf1 ip4:192.0.0.0/$14 -all', '/14', /262,144 addresses/, 'RFC 7208 §5.6'],
    ['v=spf1 ip6:2001:db8::/$32 -all', '/32', /2\^96 addresses, 2001:db8:: to 2001:db8:ffff:/, 'RFC 7208 §5.6'],
    ['v=spf1 a$/24//64 -all', '/24', /256 addresses for each/, 'RFC 7208 §5.3'],
    ['v=spf1 a/24/$/64 -all', '//64', /an IPv6 address of/, 'RFC 7208 §5.3'],
    ['v=spf1 mx redi$rect=a.example', 'redirect=', /decides the result for every sender/, 'RFC 7208 §6.1'],
    ['v=spf1 -all redi$rect=a.example', 'redirect=', /is ignored/, 'RFC 7208 §6.1'],
    ['v=spf1 -all e$xp=a.example', 'exp=', /explains a fail/, 'RFC 7208 §6.2'],
    ['v=spf1 ra$=postmaster -all', 'ra=postmaster', /reports about SPF failures/, 'RFC 6652 §3'],
    ['v=spf1 M$S=1 -all', 'MS=1', /does not define/, 'RFC 7208 §6'],
    ['v=spf1 ip$4=192.0.2.1 -all', 'ip4', /written with `=`/, 'RFC 7208 §5.6'],
    ['v=spf1 exists:%{$ir}.example.net -all', '%{ir}', /`3\.2\.0\.192`; from 2001:db8::cb01 it is `1\.0\.B\.C/, 'RFC 7208 §7.2'],
    ['v=spf1 exists:%{i$r}.example.net -all', 'r', /Reverses the parts/, 'RFC 7208 §7.3'],
    ['v=spf1 exists:%{d$2}.example.net -all', '2', /last 2 parts.*`example\.com`/s, 'RFC 7208 §7.3'],
    ['v=spf1 exists:%{l1r$-}.example.net -all', '-', /at `-`, not at dots.*`strong`/s, 'RFC 7208 §7.3'],
    ['v=spf1 exists:%{$L}.example.net -all', '%{L}', /URL-escaped/, 'RFC 7208 §7.2'],
    ['v=spf1 exists:a%$%b.example.net -all', '%%', /one percent sign/, 'RFC 7208 §7.1'],
    ['v=spf1 exists:%{ir}.$sbl.example.net -all', '%{ir}.sbl.example.net', /`3\.2\.0\.192\.sbl\.example\.net`/, 'RFC 7208 §4.8'],
  ]; // prettier-ignore
  for (const [marked, token, says, spec] of rows) {
    it(marked, () => {
      const explanation = explain(marked);
      assert.equal(explanation.token, token);
      assert.match(explanation.text, says);
      assert.ok(explanation.specs.includes(spec));
    });
  }

  it('has nothing to say about spaces and unreadable parts', () => {
    for (const marked of ['v=spf1$ mx', 'v=spf1 $foo', 'v=spf1 mx$']) {
      assert.equal(explainSpf(read(marked.replace('$', '')), marked.indexOf('$')), undefined, marked);
    }
  });
});
