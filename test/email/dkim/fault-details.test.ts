import assert from 'node:assert/strict';
import { hasDuplicate, insertBefore, removeTag, removeWord } from '../../../server/src/email/dkim/edits.ts';
import { dkimTagOf, markOf, type DkimFault } from '../../../server/src/email/dkim/model.ts';
import { parseDkim } from '../../../server/src/email/dkim/parse.ts';
import { removeFlag } from '../../../server/src/email/dkim/remove-flag.ts';
import { HOLE, MappedText } from '../../../server/src/text/mapped-text.ts';
import { ed25519Key, rsaKey } from './keys.ts';

const RSA = rsaKey(1024);
const ED25519 = ed25519Key();
/** The names of keys in the tables. `KEY1` and `KEY2` are the parts of `KEY`. */
const KEYS = [
  ['KEY', RSA],
  ['KEY1', RSA.slice(0, 80)],
  ['KEY2', RSA.slice(80)],
  ['EDK', ED25519],
] as const;

/** `|` is between the strings of a record; `…` is an unknown part. */
function read(typed: string): ReturnType<typeof parseDkim> {
  let text = typed.replaceAll('…', HOLE);
  for (const [name, key] of [...KEYS].sort(([a], [b]) => b.length - a.length))
    text = text.replaceAll(name, key);
  return parseDkim(MappedText.join(text.split('|').map((part, i) => MappedText.verbatim(part, i * 1000))));
}

function withKeyNames(text: string): string {
  let named = text.replaceAll(HOLE, '…');
  for (const [name, key] of KEYS) named = named.replaceAll(key, name);
  return named;
}

/** `code "text" field=… → "replacement"`. Only the name of a field shows that it is the text. */
function detailsOf(text: string, { code, range, ...fields }: DkimFault): string {
  const place = text.slice(range.start, range.end);
  const shown = Object.entries(fields).map(([name, field]: readonly [string, unknown]) => {
    if (typeof field === 'object' && field !== null && 'name' in field)
      return `${name} ${String(field.name)}=`;
    if (name === 'replacement') return `→ "${String(field)}"`;
    return field === place ? name : `${name}=${String(field)}`;
  });
  return [`${code} "${place}"`, ...shown].join(' ');
}

describe('DKIM records with faults', () => {
  // The type and the kind of the key, then the tags: with the name that is meant, if it is another; `;` after a tag that
  // has one, and `+` after a tag that lacks it.
  const rows: readonly (readonly [record: string, reading: string, ...faults: string[]])[] = [
    ['v=DKIM1; k=rsa; p=KEY', 'rsa rsa: v=DKIM1; k=rsa; p=KEY'],
    [' v = DKIM1 ;\tk = RSA ; p = KEY1 KEY2 ; ', 'rsa rsa: v=DKIM1; k=RSA; p=KEY1 KEY2;'],
    ['"v=DKIM1; p=KEY"', 'rsa rsa: v=DKIM1; p=KEY'],
    ['"v=DKIM1; p=KEY', 'rsa rsa: "v(v)=DKIM1; p=KEY', 'tag-name-characters ""v" meant=v'],
    ['"', 'rsa absent: ', 'p-missing """'],
    ['v=DKIM1\\; p=KEY\\;', 'rsa rsa: v=DKIM1; p=KEY;'],
    ['v=DKIM1; p=KEY\\', 'rsa rsa: v=DKIM1; p=KEY\\', 'base64-character "\\" text'],
    ['v=DKIM1; n=a\\', 'rsa absent: v=DKIM1; n=a\\', 'p-missing "v=DKIM1; n=a\\"'],
    ['k=rsa; v=DKIM1; p=KEY', 'rsa rsa: k=rsa; v=DKIM1; p=KEY', 'version-not-first "v=DKIM1"'],
    ['v=DKIM1.0; p=KEY', 'rsa rsa: v=DKIM1.0; p=KEY', 'version-invalid "v=DKIM1.0" value=DKIM1.0'],
    ['v=; p=KEY', 'rsa rsa: v=; p=KEY', 'version-invalid "v=" value='],
    ['V=DKIM1; p=KEY', 'rsa rsa: V(v)=DKIM1; p=KEY', 'tag-case "V" name → "v"'],
    ['v=…; p=KEY', 'rsa rsa: v=…; p=KEY'],
    ['v=DKIM1; p=KEY; p=', 'rsa rsa: v=DKIM1; p=KEY; p=', 'duplicate-tag "p=" name=p tag p= first p='],
    [
      'v=DKIM1; k=rsa; k=…; p=KEY',
      'rsa rsa: v=DKIM1; k=rsa; k=…; p=KEY',
      'duplicate-tag "k=…" name=k tag k= first k=',
    ],
    ['v=DKIM1; K=rsa; p=KEY', 'rsa rsa: v=DKIM1; K(k)=rsa; p=KEY', 'tag-case "K" name → "k"'],
    ['v=DKIM1; k=rsa; K=rsa; p=KEY', 'rsa rsa: v=DKIM1; k=rsa; K()=rsa; p=KEY', 'unknown-tag "K" name'],
    ['v=DKIM1; P=KEY', 'rsa rsa: v=DKIM1; P(p)=KEY', 'tag-case "P" name → "p"'],
    ['v=DKIM1; p.=KEY', 'rsa rsa: v=DKIM1; p.(p)=KEY', 'tag-name-characters "p." meant=p'],
    ['v=DKIM1; ""p=KEY', 'rsa rsa: v=DKIM1; ""p(p)=KEY', 'tag-name-characters """p" meant=p'],
    ['v=DKIM1; "P"=KEY', 'rsa rsa: v=DKIM1; "P"(p)=KEY', 'tag-name-characters ""P"" meant=p'],
    ['v=DKIM1; key=KEY', 'rsa rsa: v=DKIM1; key(p)=KEY', 'key-elsewhere "key" name'],
    ['v=DKIM1; key=KEY; p=', 'rsa revoked: v=DKIM1; key()=KEY; p=', 'unknown-tag "key" name'],
    [
      'v=DKIM1; key=MIGf',
      'rsa absent: v=DKIM1; key()=MIGf',
      'p-missing "v=DKIM1; key=MIGf"',
      'unknown-tag "key" name',
    ],
    ['v=DKIM1; =KEY', 'rsa rsa: v=DKIM1; (p)=KEY', 'tag-name "=KEY" reason=none name='],
    ['v=DKIM1; =x; p=KEY', 'rsa rsa: v=DKIM1; ()=x; p=KEY', 'tag-name "=x" reason=none name='],
    ['v=DKIM1; -=x; p=KEY', 'rsa rsa: v=DKIM1; -()=x; p=KEY', 'tag-name "-" reason=invalid name'],
    [
      'v=DKIM1; a_b9=x; 9a=x; p=KEY',
      'rsa rsa: v=DKIM1; a_b9()=x; 9a()=x; p=KEY',
      'unknown-tag "a_b9" name',
      'tag-name "9a" reason=invalid name',
    ],
    ['v=DKIM1; a=x; …=x; p=KEY', 'rsa rsa: v=DKIM1; a()=x; …()=x; p=KEY', 'unknown-tag "a" name'],
    [
      'v=DKIM1; \xE2\x80\x9Ck\xE2\x80\x9D=rsa; p=KEY',
      'rsa rsa: v=DKIM1; \xE2\x80\x9Ck\xE2\x80\x9D(k)=rsa; p=KEY',
    ],
    ['v=DKIM1;\xC2\xA0k=\xC2\xA0rsa; p=KEY', 'rsa rsa: v=DKIM1; \xC2\xA0k(k)=\xC2\xA0rsa; p=KEY'],
    ['v=DKIM1; rsa; p=KEY', 'rsa rsa: v=DKIM1; p=KEY', 'stray "rsa" text'],
    ['v=DKIM1; …; p=KEY', 'rsa rsa: v=DKIM1; p=KEY'],
    ['v=DKIM1; \xC2\xA0; p=KEY', 'rsa rsa: v=DKIM1; p=KEY'],
    ['v=DKIM1; KEY', 'rsa absent: v=DKIM1;', 'stray "KEY" text'],
    ['v=DKIM1; KEY1; x', 'rsa absent: v=DKIM1;', 'stray "KEY1" text', 'stray "x" text'],
    ['v=DKIM1; p=KEY1; KEY2', 'rsa broken: v=DKIM1; p=KEY1;', 'stray "KEY2" text'],
    [
      'v=DKIM1; p=KEY1; 1234567',
      'rsa broken: v=DKIM1; p=KEY1;',
      'key-truncated "KEY1" expected=162 actual=60',
      'stray "1234567" text',
    ],
    [
      'v=DKIM1; p=KEY1; 12345678==',
      'rsa broken: v=DKIM1; p=KEY1; 12345678()==',
      'key-truncated "KEY1" expected=162 actual=60',
      'tag-name "12345678" reason=invalid name',
    ],
    [
      'v=DKIM1; p=KEY1; 1234-5678',
      'rsa broken: v=DKIM1; p=KEY1;',
      'key-truncated "KEY1" expected=162 actual=60',
      'stray "1234-5678" text',
    ],
    ['v=DKIM1;; p=KEY; ;', 'rsa rsa: v=DKIM1; p=KEY;', 'empty-tag ";"', 'empty-tag ";"'],
    ['; p=KEY', 'rsa rsa: p=KEY', 'empty-tag ";"'],
    [';', 'rsa absent: ', 'p-missing ";"'],
    ['v=DKIM1; t=y:; p=KEY', 'rsa rsa: v=DKIM1; t=y:; p=KEY', 'empty-item "t=y:" reason=item tag t='],
    ['v=DKIM1; t=:y; p=KEY', 'rsa rsa: v=DKIM1; t=:y; p=KEY', 'empty-item "t=:y" reason=item tag t='],
    ['v=DKIM1; t=; p=KEY', 'rsa rsa: v=DKIM1; t=; p=KEY', 'empty-item "t=" reason=list tag t='],
    [
      'v=DKIM1; t=y: :s; p=KEY',
      'rsa rsa: v=DKIM1; t=y: :s; p=KEY',
      'empty-item "t=y: :s" reason=item tag t=',
    ],
    ['v=DKIM1; h=; s=; p=KEY', 'rsa rsa: v=DKIM1; h=; s=; p=KEY'],
    [
      'v=DKIM1; h=sha256:; s=:email; p=KEY',
      'rsa rsa: v=DKIM1; h=sha256:; s=:email; p=KEY',
      'empty-item "h=sha256:" reason=item tag h=',
      'empty-item "s=:email" reason=item tag s=',
    ],
    ['v=DKIM1; t=…:; p=KEY', 'rsa rsa: v=DKIM1; t=…:; p=KEY'],
    ['v=DKIM1; T=y:; p=KEY', 'rsa rsa: v=DKIM1; T(t)=y:; p=KEY', 'tag-case "T" name → "t"'],
    [
      'v=DKIM1 k=rsa p=KEY',
      'rsa rsa: v=DKIM1+ k=rsa+ p=KEY',
      'missing-semicolon "k=" before=v after=k',
      'missing-semicolon "p=" before=k after=p',
    ],
    [
      'v=DKIM1, k=rsa ,p=KEY',
      'rsa rsa: v=DKIM1+ k=rsa+ p=KEY',
      'missing-semicolon "k=" before=v after=k',
      'missing-semicolon "p=" before=k after=p',
    ],
    [
      'v=DKIM1k=rsap=KEY',
      'rsa rsa: v=DKIM1+ k=rsa+ p=KEY',
      'missing-semicolon "k=" before=v after=k',
      'missing-semicolon "p=" before=k after=p',
    ],
    [
      'v=DKIM1v=DKIM1; p=KEY',
      'rsa rsa: v=DKIM1v=DKIM1; p=KEY',
      'version-invalid "v=DKIM1v=DKIM1" value=DKIM1v=DKIM1',
    ],
    ['v=DKIM1x=1; p=KEY', 'rsa rsa: v=DKIM1x=1; p=KEY', 'version-invalid "v=DKIM1x=1" value=DKIM1x=1'],
    [
      'v=DKIM1 x=1 p=KEY',
      'rsa rsa: v=DKIM1 x=1+ p=KEY',
      'version-invalid "v=DKIM1 x=1" value=DKIM1 x=1',
      'missing-semicolon "p=" before=v after=p',
    ],
    [
      'v=DKIM1; k=rsa t = s; p=KEY',
      'rsa rsa: v=DKIM1; k=rsa+ t=s; p=KEY',
      'missing-semicolon "t =" before=k after=t',
    ],
    [
      'v=DKIM1; k=ed25519t=s; p=EDK',
      'ed25519 ed25519: v=DKIM1; k=ed25519+ t=s; p=EDK',
      'missing-semicolon "t=" before=k after=t',
    ],
    [
      'v=DKIM1; h=sha256s=email; p=KEY',
      'rsa rsa: v=DKIM1; h=sha256+ s=email; p=KEY',
      'missing-semicolon "s=" before=h after=s',
    ],
    [
      'v=DKIM1; h=sha1:sha256t=y; p=KEY',
      'rsa rsa: v=DKIM1; h=sha1:sha256+ t=y; p=KEY',
      'missing-semicolon "t=" before=h after=t',
    ],
    ['v=DKIM1; h=sha512s=email; p=KEY', 'rsa rsa: v=DKIM1; h=sha512s=email; p=KEY'],
    [
      'v=DKIM1; s=emailt=y; p=KEY',
      'rsa rsa: v=DKIM1; s=email+ t=y; p=KEY',
      'missing-semicolon "t=" before=s after=t',
    ],
    [
      'v=DKIM1; s=*t=y; p=KEY',
      'rsa rsa: v=DKIM1; s=*+ t=y; p=KEY',
      'missing-semicolon "t=" before=s after=t',
    ],
    ['v=DKIM1; s=otherk=rsa; p=KEY', 'rsa rsa: v=DKIM1; s=otherk=rsa; p=KEY'],
    ['v=DKIM1; g=*k=rsa; p=KEY', 'rsa rsa: v=DKIM1; g=*k=rsa; p=KEY'],
    ['v=DKIM1; p=KEY t=s', 'rsa rsa: v=DKIM1; p=KEY + t=s', 'missing-semicolon "t=" before=p after=t'],
    ['v=DKIM1; p=KEYt=s', 'rsa rsa: v=DKIM1; p=KEY+ t=s', 'missing-semicolon "t=" before=p after=t'],
    ['v=DKIM1; p=KEYt=y:s', 'rsa rsa: v=DKIM1; p=KEY+ t=y:s', 'missing-semicolon "t=" before=p after=t'],
    ['v=DKIM1; p=KEYk=rsa', 'rsa rsa: v=DKIM1; p=KEY+ k=rsa', 'missing-semicolon "k=" before=p after=k'],
    ['v=DKIM1; p=KEYs=email', 'rsa rsa: v=DKIM1; p=KEY+ s=email', 'missing-semicolon "s=" before=p after=s'],
    ['v=DKIM1; p=KEYs=*', 'rsa rsa: v=DKIM1; p=KEY+ s=*', 'missing-semicolon "s=" before=p after=s'],
    [
      'v=DKIM1; p=KEYh=sha256',
      'rsa rsa: v=DKIM1; p=KEY+ h=sha256',
      'missing-semicolon "h=" before=p after=h',
    ],
    [
      'v=DKIM1; p=KEYt=x',
      'rsa rsa: v=DKIM1; p=KEYt=x',
      'key-trailing "KEYt=x" octets=1',
      'base64-character "=" text',
      'base64-padding "" reason=missing expected=2',
    ],
    ['v=DKIM1; p=KEY t=', 'rsa rsa: v=DKIM1; p=KEY t=', 'base64-padding "=" reason=odd expected=0'],
    ['v=DKIM1; p=KEY t= y', 'rsa rsa: v=DKIM1; p=KEY+ t=y', 'missing-semicolon "t=" before=p after=t'],
    [
      'v=DKIM1; p=KEY1 t=KEY2',
      'rsa broken: v=DKIM1; p=KEY1+ t=KEY2',
      'key-truncated "KEY1" expected=162 actual=60',
      'missing-semicolon "t=" before=p after=t',
    ],
    ['v=DKIM1; n=use k=rsa here; p=KEY', 'rsa rsa: v=DKIM1; n=use k=rsa here; p=KEY'],
    [
      'v=DKIM1; N=use k=rsa here; p=KEY',
      'rsa rsa: v=DKIM1; N(n)=use k=rsa here; p=KEY',
      'tag-case "N" name → "n"',
    ],
    [
      'v=DKIM1; s=mail|k=rsa; p=KEY',
      'rsa rsa: v=DKIM1; s=mail+ k=rsa; p=KEY',
      'missing-semicolon "k=" before=s after=k',
    ],
    ['v=DKIM1; s=ma|il; p=KEY', 'rsa rsa: v=DKIM1; s=mail; p=KEY'],
    ['v=DKIM1; k=|rsa; p=KEY', 'rsa rsa: v=DKIM1; k=rsa; p=KEY'],
    [
      'v=DKIM1; p=KEY1|t=KEY2',
      'rsa broken: v=DKIM1; p=KEY1+ t=KEY2',
      'key-truncated "KEY1" expected=162 actual=60',
      'missing-semicolon "t=" before=p after=t',
    ],
    [
      'v=DKIM1; p=KEY1|k=rsa',
      'rsa broken: v=DKIM1; p=KEY1+ k=rsa',
      'key-truncated "KEY1" expected=162 actual=60',
      'missing-semicolon "k=" before=p after=k',
    ],
    [
      'v=1; a=rsa-sha256; d=example.com; s=s1; bh=AAAA; b=AAAA',
      'unknown absent: v=1; a()=rsa-sha256; d()=example.com; s=s1; bh()=AAAA; b()=AAAA',
      'signature "v=1; a=rsa-sha256; d=example.com; s=s1; bh=AAAA; b=AAAA"',
    ],
    [
      'v=1; d=example.com; b=AAAA',
      'rsa absent: v=1; d()=example.com; b()=AAAA',
      'version-invalid "v=1" value=1',
      'p-missing "v=1; d=example.com; b=AAAA"',
      'unknown-tag "d" name',
      'unknown-tag "b" name',
    ],
    ['v=DKIM1', 'rsa absent: v=DKIM1', 'p-missing "v=DKIM1"'],
    ['v=DKIM1; k=rsa', 'rsa absent: v=DKIM1; k=rsa', 'p-missing "v=DKIM1; k=rsa"'],
    ['v=DKIM1; …', 'rsa absent: v=DKIM1;'],
    ['hello', 'rsa absent: ', 'p-missing "hello"'],
    ['rsa; hello', 'rsa absent: ', 'p-missing "rsa; hello"'],
    ['v=DKIM1; p=', 'rsa revoked: v=DKIM1; p='],
    ['v=DKIM1; p=…', 'rsa unknown: v=DKIM1; p=…'],
    ['v=DKIM1; p=MIG…', 'rsa unknown: v=DKIM1; p=MIG…'],
    ['v=DKIM1; k=…; p=KEY', 'unknown rsa: v=DKIM1; k=…; p=KEY'],
    ['v=DKIM1; k=ED25519; p=EDK', 'ed25519 ed25519: v=DKIM1; k=ED25519; p=EDK'],
    ['v=DKIM1; k=foo; p=KEY', 'other rsa: v=DKIM1; k=foo; p=KEY'],
    ['v=DKIM1; k=; p=KEY', 'other rsa: v=DKIM1; k=; p=KEY'],
    [
      'v=DKIM1; p="KEY"',
      'rsa rsa: v=DKIM1; p="KEY"',
      'base64-character """ text',
      'base64-character """ text',
    ],
    ['v=DKIM1; p=KEY1~KEY2', 'rsa rsa: v=DKIM1; p=KEY1~KEY2', 'base64-character "~" text'],
    [' "v=DKIM1; p=KEY" ', 'rsa rsa: v=DKIM1; p=KEY'],
    ['v=DKIM1; p=KEY"', 'rsa rsa: v=DKIM1; p=KEY"', 'base64-character """ text'],
    ['v=DKIM1k =rsa; p=KEY', 'rsa rsa: v=DKIM1+ k=rsa; p=KEY', 'missing-semicolon "k =" before=v after=k'],
    ['v=DKIM1kx=1; p=KEY', 'rsa rsa: v=DKIM1kx=1; p=KEY', 'version-invalid "v=DKIM1kx=1" value=DKIM1kx=1'],
    [
      'v=xDKIM1k=rsa; p=KEY',
      'rsa rsa: v=xDKIM1k=rsa; p=KEY',
      'version-invalid "v=xDKIM1k=rsa" value=xDKIM1k=rsa',
    ],
    [
      'v=DKIM1; k=rsat =s; p=KEY',
      'rsa rsa: v=DKIM1; k=rsa+ t=s; p=KEY',
      'missing-semicolon "t =" before=k after=t',
    ],
    ['v=DKIM1; k=rsatx=1; p=KEY', 'other rsa: v=DKIM1; k=rsatx=1; p=KEY'],
    ['v=DKIM1; k=xrsat=s; p=KEY', 'other rsa: v=DKIM1; k=xrsat=s; p=KEY'],
    [
      'v=DKIM1; h=sha256s =email; p=KEY',
      'rsa rsa: v=DKIM1; h=sha256+ s=email; p=KEY',
      'missing-semicolon "s =" before=h after=s',
    ],
    ['v=DKIM1; h=sha256sx=1; p=KEY', 'rsa rsa: v=DKIM1; h=sha256sx=1; p=KEY'],
    ['v=DKIM1; h=xsha256s=email; p=KEY', 'rsa rsa: v=DKIM1; h=xsha256s=email; p=KEY'],
    [
      'v=DKIM1; s=emailt =y; p=KEY',
      'rsa rsa: v=DKIM1; s=email+ t=y; p=KEY',
      'missing-semicolon "t =" before=s after=t',
    ],
    ['v=DKIM1; s=emailtx=1; p=KEY', 'rsa rsa: v=DKIM1; s=emailtx=1; p=KEY'],
    ['v=DKIM1; s=xemailt=y; p=KEY', 'rsa rsa: v=DKIM1; s=xemailt=y; p=KEY'],
    [
      'v=DKIM1; t=yk=rsa; p=KEY',
      'rsa rsa: v=DKIM1; t=y+ k=rsa; p=KEY',
      'missing-semicolon "k=" before=t after=k',
    ],
    [
      'v=DKIM1; t=s:yk =rsa; p=KEY',
      'rsa rsa: v=DKIM1; t=s:y+ k=rsa; p=KEY',
      'missing-semicolon "k =" before=t after=k',
    ],
    ['v=DKIM1; t=ykx=1; p=KEY', 'rsa rsa: v=DKIM1; t=ykx=1; p=KEY'],
    ['v=DKIM1; t=xyk=rsa; p=KEY', 'rsa rsa: v=DKIM1; t=xyk=rsa; p=KEY'],
    ['v=DKIM1; t=y:xk=rsa; p=KEY', 'rsa rsa: v=DKIM1; t=y:xk=rsa; p=KEY'],
    [
      'v=DKIM1; p=~KEYt=s',
      'rsa rsa: v=DKIM1; p=~KEYt=s',
      'base64-character "~" text',
      'key-trailing "~KEYt=s" octets=1',
      'base64-character "=" text',
      'base64-padding "" reason=missing expected=2',
    ],
    [
      'v=DKIM1; p=KEYt=sx',
      'rsa rsa: v=DKIM1; p=KEYt=sx',
      'key-trailing "KEYt=sx" octets=2',
      'base64-character "=" text',
      'base64-padding "" reason=missing expected=1',
    ],
    [
      'v=DKIM1; p=KEYt=y:x',
      'rsa rsa: v=DKIM1; p=KEYt=y:x',
      'key-trailing "KEYt=y:x" octets=2',
      'base64-character "=" text',
      'base64-character ":" text',
      'base64-padding "" reason=missing expected=1',
    ],
    [
      'v=DKIM1; p=KEY1 KEY2t=y',
      'rsa rsa: v=DKIM1; p=KEY1 KEY2+ t=y',
      'missing-semicolon "t=" before=p after=t',
    ],
    ['v=DKIM1; p=KEY , t = s', 'rsa rsa: v=DKIM1; p=KEY+ t=s', 'missing-semicolon "t =" before=p after=t'],
    ['v=DKIM1; p=KEY t==', 'rsa rsa: v=DKIM1; p=KEY t==', 'base64-padding "==" reason=odd expected=0'],
    [
      'v=DKIM1; p=KEY tx=s',
      'rsa rsa: v=DKIM1; p=KEY tx=s',
      'key-trailing "KEY tx=s" octets=2',
      'base64-character "=" text',
      'base64-padding "" reason=missing expected=1',
    ],
    [
      'v=DKIM1; p=KEY xt=s',
      'rsa rsa: v=DKIM1; p=KEY x+ t=s',
      'base64-padding "" reason=odd expected=0',
      'missing-semicolon "t=" before=p after=t',
    ],
    [
      'v=DKIM1; p=KEY1|t = s',
      'rsa broken: v=DKIM1; p=KEY1+ t=s',
      'key-truncated "KEY1" expected=162 actual=60',
      'missing-semicolon "t =" before=p after=t',
    ],
    ['v=DKIM1; p=KEY1|tx=s', 'rsa broken: v=DKIM1; p=KEY1tx=s', 'base64-character "=" text'],
    ['v=DKIM1; p=KEY1|x=s', 'rsa broken: v=DKIM1; p=KEY1x=s', 'base64-character "=" text'],
    [
      'v=DKIM1; p=KEY1|t==',
      'rsa broken: v=DKIM1; p=KEY1t==',
      'key-truncated "KEY1t==" expected=162 actual=60',
    ],
    [
      'v=DKIM1; s=mail|k = rsa; p=KEY',
      'rsa rsa: v=DKIM1; s=mail+ k=rsa; p=KEY',
      'missing-semicolon "k =" before=s after=k',
    ],
    ['v=DKIM1; s=mail|kx=1; p=KEY', 'rsa rsa: v=DKIM1; s=mailkx=1; p=KEY'],
    [
      'v=DKIM1; s=mail|k=rsa|t=y; p=KEY',
      'rsa rsa: v=DKIM1; s=mail+ k=rsa+ t=y; p=KEY',
      'missing-semicolon "k=" before=s after=k',
      'missing-semicolon "t=" before=k after=t',
    ],
    ['v=DKIM1; s=|k=rsa; p=KEY', 'rsa rsa: v=DKIM1; s=k=rsa; p=KEY'],
    ['v=DKIM1; k=rsa|; p=KEY', 'rsa rsa: v=DKIM1; k=rsa; p=KEY'],
    [
      'v=DKIM1; k=rsa t=; p=KEY',
      'rsa rsa: v=DKIM1; k=rsa+ t=; p=KEY',
      'missing-semicolon "t=" before=k after=t',
      'empty-item "t=" reason=list tag t=',
    ],
    [
      'v=DKIM1; "k"=rsa t=s; p=KEY',
      'rsa rsa: v=DKIM1; "k"(k)=rsa+ t=s; p=KEY',
      'tag-name-characters ""k"" meant=k',
      'missing-semicolon "t=" before="k" after=t',
    ],
    [
      'v=1; a=x; d=example.com; b=AAAA; bh=AAAA; p=KEY',
      'unknown absent: v=1; a()=x; d()=example.com; b()=AAAA; bh()=AAAA; p=KEY',
      'signature "v=1; a=x; d=example.com; b=AAAA; bh=AAAA; p=KEY"',
    ],
  ];
  for (const [record, reading, ...faults] of rows) {
    it(JSON.stringify(record), () => {
      const { keyType, key, tags, faults: found, value } = read(record);
      const shown = tags.map((tag) => {
        const { name, nameRange, valueRange, range, separator, hasHole, meant, runsOn } = tag;
        assert.equal(value.text.slice(nameRange.start, nameRange.end), name);
        assert.equal(value.text.slice(valueRange.start, valueRange.end), tag.value);
        assert.deepEqual(range, { start: nameRange.start, end: valueRange.end });
        assert.equal(hasHole, tag.value.includes(HOLE));
        if (separator !== undefined) assert.match(value.text.slice(range.end, separator + 1), /^[\s\\"]*;$/);
        const other = meant === name ? '' : `(${meant ?? ''})`;
        return `${name}${other}=${tag.value}${runsOn ? '+' : ''}${separator === undefined ? '' : ';'}`;
      });
      assert.equal(withKeyNames(`${keyType} ${key.kind}: ${shown.join(' ')}`), reading);
      assert.deepEqual(
        found.map((fault) => withKeyNames(detailsOf(value.text, fault))),
        faults,
      );
    });
  }
});

describe('a parsed DKIM record', () => {
  it('has the words of its lists', () => {
    const record = read('v=DKIM1; h=sha1 : sha256; s=*; t=y:s; p=');
    const texts = (words: typeof record.hashes): unknown => words?.map(({ text }) => text);
    assert.equal(record.kind, 'dkim');
    assert.deepEqual([record.hashes, record.services, record.flags].map(texts), [
      ['sha1', 'sha256'],
      ['*'],
      ['y', 's'],
    ]);
    const { hashes, services, flags } = read('v=DKIM1; H=sha1; p=');
    assert.deepEqual([hashes, services, flags], [undefined, undefined, []]);
  });

  it('is empty if it is a signature', () => {
    const record = read('v=1; h=from; s=s1; t=1; d=example.com; b=AAAA; bh=AAAA');
    assert.equal(record.kind, 'dkim');
    assert.deepEqual([record.hashes, record.services, record.flags], [undefined, undefined, []]);
  });

  it('prefers the exact name of a tag to a similar one', () => {
    const { tags } = read('v=DKIM1; P=KEY; p=');
    assert.equal(dkimTagOf({ tags }, 'p')?.name, 'p');
    const similar = read('v=DKIM1; P = KEY');
    const tag = dkimTagOf(similar, 'p');
    assert.ok(tag);
    const { start, end } = markOf(similar, tag);
    assert.equal(similar.value.text.slice(start, end), 'P =');
  });
});

describe('edits of DKIM records', () => {
  const apply = (typed: string, edit: ReturnType<typeof removeTag>): string | undefined =>
    edit && typed.slice(0, edit.range.start) + edit.text + typed.slice(edit.range.end);

  const removals: readonly (readonly [record: string, without: string | undefined])[] = [
    ['v=DKIM1; t=y; p=', 'v=DKIM1; p='],
    ['v=DKIM1; t=y \t; \tp=', 'v=DKIM1; p='],
    ['v=DKIM1; p= ; \tt=y', 'v=DKIM1; p= '],
    ['v=DKIM1; p=; t=y ; ', 'v=DKIM1; p=; '],
    ['v=DKIM1; p=, t=y', undefined],
    ['v=DKIM1; t=y p=', undefined],
    ['v=DKIM1; t=y; p=; t=s', undefined],
    ['v=DKIM1; t=y; p=; T=s', undefined],
    ['v=DKIM1; t=y; p=; "t"=s', undefined],
    ['v=DKIM1; "T"=y; p=; t=s', undefined],
    ['t=y', ''],
    ['t=y;', ''],
  ];
  for (const [record, without] of removals) {
    it(`removes the first t= from ${JSON.stringify(record)}`, () => {
      const parsed = read(record);
      const tag = parsed.tags.find(({ name }) => /^\W*t\W*$/i.test(name));
      assert.ok(tag);
      assert.equal(apply(record, removeTag(parsed, tag)), without);
    });
  }

  it('removes the last of several equal tags', () => {
    const record = 'v=DKIM1; t=y; p=; t=s';
    const parsed = read(record);
    const last = parsed.tags.at(-1);
    assert.ok(last);
    assert.equal(apply(record, removeTag(parsed, last)), 'v=DKIM1; t=y; p=');
  });

  it('knows which names occur twice as typed', () => {
    const parsed = read('v=DKIM1; t=y; T=s; p=; p=; x=1');
    assert.deepEqual(
      parsed.tags.map((tag) => hasDuplicate(parsed, tag)),
      [false, false, false, true, true, false],
    );
  });

  it('inserts before a tag, unless a semicolon is missing there', () => {
    const record = 'k=rsa t=s; p=';
    const parsed = read(record);
    const inserted = parsed.tags.map((tag) => apply(record, insertBefore(parsed, tag, 'v=DKIM1')));
    assert.deepEqual(inserted, ['v=DKIM1; k=rsa t=s; p=', undefined, 'k=rsa t=s; v=DKIM1; p=']);
  });

  const words: readonly (readonly [list: string, at: number, without: string])[] = [
    ['a:b:c', 0, 'b:c'],
    ['a : b : c', 1, 'a : c'],
    ['a:b : c', 2, 'a:b'],
    ['a', 0, ''],
  ];
  for (const [list, at, without] of words) {
    it(`removes item ${at} of ${list}`, () => {
      const parsed = read(`h=${list}`);
      const hashes = parsed.hashes ?? [];
      const word = hashes[at];
      assert.ok(word);
      assert.equal(apply(`h=${list}`, removeWord(hashes, word)), `h=${without}`);
    });
  }

  const flags: readonly (readonly [
    record: string,
    at: number,
    title: string | undefined,
    without: string,
  ])[] = [
    ['v=DKIM1; t=y; p=', 0, 'Delete "t="', 'v=DKIM1; p='],
    ['v=DKIM1; t=y:; p=', 0, 'Delete "t="', 'v=DKIM1; p='],
    ['v=DKIM1; t=y:s; p=', 0, 'Delete "y"', 'v=DKIM1; t=s; p='],
    ['v=DKIM1; t=y:s; p=', 1, 'Delete "s"', 'v=DKIM1; t=y; p='],
    ['v=DKIM1 t=y p=', 0, undefined, ''],
  ];
  for (const [record, at, title, without] of flags) {
    it(`removes flag ${at} from ${record}`, () => {
      const parsed = read(record);
      const flag = parsed.flags[at];
      assert.ok(flag);
      const fix = removeFlag(parsed, flag, 'review');
      assert.equal(fix?.title, title);
      if (fix === undefined) return;
      assert.equal(fix.safety, 'review');
      const [edit] = fix.edits;
      assert.ok(edit !== undefined && 'range' in edit && 'text' in edit);
      assert.equal(apply(record, edit), without);
    });
  }
});
