import assert from 'node:assert/strict';
import { networkOf, parseIp } from '../../server/src/dns/address.ts';
import { specialRangeOf } from '../../server/src/dns/special-addresses.ts';

function kindOf(text: string): string | undefined {
  const [typed = '', prefix] = text.split('/');
  const address = parseIp(typed);
  assert.ok(address !== undefined, text);
  return specialRangeOf(networkOf(address, prefix === undefined ? 128 : Number(prefix)))?.kind;
}

describe('special addresses', () => {
  it('are known from the first to the last address', () => {
    const rows: readonly (readonly [string, string | undefined])[] = [
      ['9.255.255.255', undefined],
      ['10.0.0.0', 'private'],
      ['10.255.255.255', 'private'],
      ['11.0.0.0', undefined],
      ['100.63.255.255', undefined],
      ['100.64.0.0', 'shared'],
      ['100.127.255.255', 'shared'],
      ['100.128.0.0', undefined],
      ['127.0.0.1', 'loopback'],
      ['169.254.1.1', 'link-local'],
      ['172.15.255.255', undefined],
      ['172.16.0.0', 'private'],
      ['172.31.255.255', 'private'],
      ['172.32.0.0', undefined],
      ['192.0.2.1', 'documentation'],
      ['192.168.0.1', 'private'],
      ['198.18.0.1', 'benchmarking'],
      ['198.20.0.0', undefined],
      ['198.51.100.7', 'documentation'],
      ['203.0.113.7', 'documentation'],
      ['224.0.0.1', 'multicast'],
      ['255.255.255.255', 'reserved'],
      ['8.8.8.8', undefined],
      ['::', 'unspecified'],
      ['::1', 'loopback'],
      ['2001:db8::1', 'documentation'],
      ['2001:db7:ffff::', undefined],
      ['2001:db9::', undefined],
      ['3fff:0fff::', 'documentation'],
      ['3fff:1000::', undefined],
      ['fc00::1', 'unique-local'],
      ['fdff::1', 'unique-local'],
      ['fe80::1', 'link-local'],
      ['febf::1', 'link-local'],
      ['fec0::1', 'private'],
      ['ff02::1', 'multicast'],
      ['2a00:1450::1', undefined],
    ];
    for (const [text, kind] of rows) assert.equal(kindOf(text), kind, text);
  });

  it('include a network only if all of it is special', () => {
    assert.equal(kindOf('10.0.0.0/8'), 'private');
    assert.equal(kindOf('10.0.0.0/7'), undefined);
    assert.equal(kindOf('0.0.0.0/0'), undefined);
    assert.equal(kindOf('192.168.0.0/15'), undefined);
  });
});
