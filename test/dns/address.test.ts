import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  containsNetwork,
  formatIp,
  formatNetwork,
  hasHostBits,
  ipv4MappedIn,
  isInNetwork,
  lastAddressOf,
  networkOf,
  parseIp,
  parseIpv4,
  parseIpv6,
  sizeOf,
} from '../../server/src/dns/address.ts';
import type { IpAddress, IpNetwork } from '../../server/src/dns/address.ts';

function ip(text: string): IpAddress {
  const address = parseIp(text);
  assert.ok(address !== undefined, text);
  return address;
}

function net(text: string): IpNetwork {
  const [address = '', prefix = ''] = text.split('/');
  return networkOf(ip(address), Number(prefix));
}

describe('addresses', () => {
  it('reads four decimal octets as IPv4 and nothing else', () => {
    assert.deepEqual(parseIpv4('192.0.2.1')?.words, [0xc0000201]);
    assert.deepEqual(parseIpv4('255.255.255.255')?.words, [0xffffffff]);
    assert.deepEqual(parseIpv4('0.0.0.0')?.words, [0]);
    const wrong = [
      '',
      '1',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.',
      '.1.2.3',
      '1..2.3',
      '256.0.0.1',
      '01.2.3.4',
      '1.2.3.00',
    ];
    const odd = [
      '0x1.2.3.4',
      '1.2.3.4 ',
      ' 1.2.3.4',
      '1.2.3.4/24',
      '+1.2.3.4',
      '1e1.2.3.4',
      '１.2.3.4',
      '1.2.3.1000',
    ];
    for (const text of [...wrong, ...odd]) assert.equal(parseIpv4(text), undefined, text);
  });

  it('reads the text forms of RFC 4291 §2.2', () => {
    const rows: readonly (readonly [string, string])[] = [
      ['ABCD:EF01:2345:6789:ABCD:EF01:2345:6789', 'abcd:ef01:2345:6789:abcd:ef01:2345:6789'],
      ['2001:DB8:0:0:8:800:200C:417A', '2001:db8::8:800:200c:417a'],
      ['FF01:0:0:0:0:0:0:101', 'ff01::101'],
      ['0:0:0:0:0:0:0:1', '::1'],
      ['0:0:0:0:0:0:0:0', '::'],
      ['2001:DB8::8:800:200C:417A', '2001:db8::8:800:200c:417a'],
      ['0:0:0:0:0:0:13.1.68.3', '::d01:4403'],
      ['0:0:0:0:0:FFFF:129.144.52.38', '::ffff:129.144.52.38'],
      ['::192.0.2.1', '::c000:201'],
      ['::FFFF:192.0.2.1', '::ffff:192.0.2.1'],
      ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
      ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
      ['2001:0db8::0001', '2001:db8::1'],
      ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ];
    for (const [text, canonical] of rows) assert.equal(formatIp(ip(text)), canonical, text);
  });

  it('rejects text that only looks like IPv6', () => {
    const wrong = [
      '', ':', ':::', '1', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8::', '::1:2:3:4:5:6:7:8',
      '1::2::3', '12345::', 'g::', '::1 ', ' ::1', '::1%eth0', '[::1]', '::1/64', ':1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:',
      '1.2.3.4', '1.2.3.4::', '::1.2.3', '::1.2.3.4.5', '::01.2.3.4', '::256.2.3.4', '::1.2.3.4:5', '2001:db8:::1',
      '1:2:3:4:5:6:7:1.2.3.4', '::-1', '0x1::',
    ]; // prettier-ignore
    for (const text of wrong) assert.equal(parseIpv6(text), undefined, text);
  });

  it('writes as RFC 5952 §4 requires', () => {
    // One group of zeros is not shortened (§4.2.2); the longest run is, the first of equal ones (§4.2.3).
    const rows: readonly (readonly [string, string])[] = [
      ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
      ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
      ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
      ['2001:db8:aaaa:bbbb:cccc:dddd:eeee:1', '2001:db8:aaaa:bbbb:cccc:dddd:eeee:1'],
      ['1:0:0:0:0:0:0:0', '1::'],
    ];
    for (const [text, canonical] of rows) assert.equal(formatIp(ip(text)), canonical);
  });

  it('reads back its own output', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    const v6 = fc.tuple(word, word, word, word);
    fc.assert(
      fc.property(v6, (words) =>
        assert.deepEqual(parseIpv6(formatIp({ kind: 'ipv6', words })), { kind: 'ipv6', words }),
      ),
    );
    fc.assert(
      fc.property(word, (w) =>
        assert.deepEqual(parseIpv4(formatIp({ kind: 'ipv4', words: [w] })), { kind: 'ipv4', words: [w] }),
      ),
    );
  });

  it('finds the network of an address', () => {
    const rows: readonly (readonly [string, string, string, bigint])[] = [
      ['192.0.2.5/24', '192.0.2.0/24', '192.0.2.255', 256n],
      ['192.0.2.5/32', '192.0.2.5/32', '192.0.2.5', 1n],
      ['192.0.2.5/0', '0.0.0.0/0', '255.255.255.255', 1n << 32n],
      ['203.0.113.130/25', '203.0.113.128/25', '203.0.113.255', 128n],
      ['2001:db8:1:2:3::/48', '2001:db8:1::/48', '2001:db8:1:ffff:ffff:ffff:ffff:ffff', 1n << 80n],
      ['2001:db8::ffff/33', '2001:db8::/33', '2001:db8:7fff:ffff:ffff:ffff:ffff:ffff', 1n << 95n],
      ['2001:db8::1/128', '2001:db8::1/128', '2001:db8::1', 1n],
      ['ffff::/0', '::/0', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 1n << 128n],
    ];
    for (const [text, network, last, size] of rows) {
      assert.equal(formatNetwork(net(text)), network);
      assert.equal(formatIp(lastAddressOf(net(text))), last);
      assert.equal(sizeOf(net(text)), size);
    }
  });

  it('knows bits after the prefix', () => {
    assert.ok(hasHostBits(ip('192.0.2.5'), 24));
    assert.ok(!hasHostBits(ip('192.0.2.0'), 24));
    assert.ok(!hasHostBits(ip('192.0.2.5'), 32));
    assert.ok(hasHostBits(ip('128.0.0.0'), 0));
    assert.ok(hasHostBits(ip('2001:db8::1'), 127));
    assert.ok(!hasHostBits(ip('2001:db8::'), 32));
  });

  it('knows which network contains which', () => {
    assert.ok(isInNetwork(ip('192.0.2.77'), net('192.0.2.0/24')));
    assert.ok(!isInNetwork(ip('192.0.3.77'), net('192.0.2.0/24')));
    assert.ok(!isInNetwork(ip('::1'), net('0.0.0.0/0')));
    assert.ok(containsNetwork(net('192.0.2.0/24'), net('192.0.2.128/25')));
    assert.ok(containsNetwork(net('192.0.2.0/24'), net('192.0.2.0/24')));
    assert.ok(!containsNetwork(net('192.0.2.128/25'), net('192.0.2.0/24')));
    assert.ok(containsNetwork(net('2001:db8::/32'), net('2001:db8:ffff::/48')));
    assert.ok(!containsNetwork(net('2001:db8::/32'), net('2001:db9::/48')));
  });

  it('finds the IPv4 address in a mapped one', () => {
    const mapped = parseIpv6('::ffff:192.0.2.1');
    assert.deepEqual(mapped && ipv4MappedIn(mapped), parseIpv4('192.0.2.1'));
    const compatible = parseIpv6('::192.0.2.1');
    assert.equal(compatible && ipv4MappedIn(compatible), undefined);
  });
});
