import assert from 'node:assert/strict';
import {
  includedBySpf,
  includingSpf,
  MAX_SPF_CALLS,
  spfCallersAt,
  type SpfCall,
} from '../../server/src/features/spf-calls.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { workspace } from '../harness/workspace.ts';

const NET = `$ORIGIN example.net.
@ SOA ns1 hostmaster 1 2 3 4 5
_spf TXT "v=spf1 include:_a.example.net include:_b.example.net -all"
_a TXT "v=spf1 ip4:192.0.2.1 -all"
_b TXT "v=spf1 a:mail.example.net mx:example.net include:gone.example.org ~all"
mail A 192.0.2.2
@ MX 1 mail
`;
const COM = `$ORIGIN example.com.
@ SOA ns1 hostmaster 1 2 3 4 5
@ TXT "v=spf1 include:_spf.example.net include:_SPF.example.net. -all"
www TXT "v=spf1 redirect=_spf.example.net"
no TXT "v=spf1 a:_spf.example.net exists:_spf.example.net -all"
`;

function made(): Workspace {
  const both = workspace();
  both.add('/net.zone', NET);
  both.add('/com.zone', COM);
  return both;
}

function at(all: Workspace, path: string, before: string): readonly string[] {
  const text = path === '/net.zone' ? NET : COM;
  const offset = text.indexOf(before) + before.length;
  return spfCallersAt(all, path, offset).map(({ name, detail }) => `${name}: ${detail}`);
}

function shown(all: Workspace, calls: readonly SpfCall[], of?: string): readonly string[] {
  return calls.map(({ other, terms }) => {
    const typed = terms.map(({ start, end }) => all.textOf(of ?? other.path)?.slice(start, end) ?? '');
    return `${other.isHere ? '' : '?'}${other.name} (${other.detail}) ${typed.join(', ')}`;
  });
}

describe('call hierarchy of SPF', () => {
  it('starts with the record at the cursor, or with the one that a term includes', () => {
    const all = made();
    assert.match(at(all, '/com.zone', 'v=sp')[0] ?? '', /^example\.com: at least 12 of 10 lookups/);
    assert.match(at(all, '/com.zone', 'include:_s')[0] ?? '', /^_spf\.example\.net: at least 5 of 10/);
    assert.match(at(all, '/com.zone', 'redirect=_s')[0] ?? '', /^_spf\.example\.net/);
    assert.match(at(all, '/net.zone', 'include:go')[0] ?? '', /^_b\.example\.net/);
    assert.deepEqual(at(all, '/net.zone', 'mail A'), []);
  });

  it('has what a record includes, with the lookups, and unknown names', () => {
    const all = made();
    const included = (path: string, owner: string): readonly string[] =>
      shown(all, includedBySpf(all, path, owner), path);
    assert.deepEqual(included('/com.zone', 'example.com'), [
      '_spf.example.net (at least 6 lookups) include:_spf.example.net, include:_SPF.example.net.',
    ]);
    assert.deepEqual(included('/net.zone', '_spf.example.net'), [
      '_a.example.net (1 lookup) include:_a.example.net',
      '_b.example.net (at least 4 lookups) include:_b.example.net',
    ]);
    assert.deepEqual(included('/net.zone', '_b.example.net'), [
      '?gone.example.org (at least 1 lookup, not resolved) include:gone.example.org',
    ]);
    assert.deepEqual(included('/net.zone', 'example.com'), []);
  });

  it('has the records that include one, and no others that name it', () => {
    const all = made();
    const including = (owner: string): readonly string[] => shown(all, includingSpf(all, owner));
    const lines = including('_spf.example.net').map((line) => line.replace(/ \(.*\)/, ''));
    assert.deepEqual(lines, [
      'example.com include:_spf.example.net, include:_SPF.example.net.',
      'www.example.com redirect=_spf.example.net',
    ]);
    assert.deepEqual(including('example.com'), []);
  });

  it('stops at a limit', () => {
    const all = workspace();
    const lines = Array.from(
      { length: MAX_SPF_CALLS + 1 },
      (_, i) => `h${i} TXT "v=spf1 include:_s.example.com"\n`,
    );
    all.add('/com.zone', `$ORIGIN example.com.\n${lines.join('')}`);
    assert.equal(includingSpf(all, '_s.example.com').length, MAX_SPF_CALLS);
  });
});
