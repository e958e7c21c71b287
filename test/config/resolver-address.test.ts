import assert from 'node:assert/strict';
import { faultOfResolver, readResolverAddress } from '../../server/src/analysis/input/resolver-address.ts';
import type { ResolverAddress } from '../../server/src/analysis/input/resolver-address.ts';

describe('readResolverAddress', () => {
  const server = (address: string, port: number): ResolverAddress => ({ kind: 'server', address, port });
  const right: Readonly<Record<string, ResolverAddress>> = {
    system: { kind: 'system' },
    '192.0.2.53': server('192.0.2.53', 53),
    '192.0.2.53:5353': server('192.0.2.53', 5353),
    '2001:db8::53': server('2001:db8::53', 53),
    '[2001:db8::53]': server('2001:db8::53', 53),
    '[2001:db8::53]:65535': server('2001:db8::53', 65535),
    'https://dns.example/dns-query': { kind: 'https', url: 'https://dns.example/dns-query' },
    'https://192.0.2.53': { kind: 'https', url: 'https://192.0.2.53' },
    'https://[2001:db8::53]:8443/q?x': { kind: 'https', url: 'https://[2001:db8::53]:8443/q?x' },
  };
  for (const [typed, address] of Object.entries(right)) {
    it(`reads ${typed}`, () => {
      assert.deepEqual(readResolverAddress(typed), address);
      assert.equal(faultOfResolver(typed), undefined);
    });
  }

  for (const typed of [
    '',
    'dns.example',
    'System',
    '192.0.2',
    '192.0.2.53:',
    '192.0.2.53:0',
    '192.0.2.53:65536',
    '192.0.2.256',
    '[192.0.2.53]:53',
    '[2001:db8::53',
    '[2001:db8::53]:x',
    'http://dns.example/dns-query',
    'https://',
    'https:///dns-query',
    'https://user@dns.example/',
    'https://dns.example/a b',
  ]) {
    it(`refuses "${typed}"`, () => {
      assert.equal(readResolverAddress(typed), undefined);
      assert.match(faultOfResolver(typed) ?? '', /^is not a resolver; /);
    });
  }
});
