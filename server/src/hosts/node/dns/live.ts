import type { ResolverAddress } from '../../../analysis/input/resolver-address.ts';
import { httpsResolver } from './https-resolver.ts';
import { serverResolver, systemServers } from './server-resolver.ts';
import { DnsSession } from './session.ts';
import type { DnsSessionOptions } from './session.ts';

export interface LiveOptions {
  readonly resolver: ResolverAddress;
  /** Milliseconds that a server is waited for. */
  readonly timeoutMs: number;
}

/** A question is asked twice, the second time with twice the time. */
const PATIENCE = 3;

/** Answers of a resolver. */
export function liveDns(
  { resolver: address, timeoutMs }: LiveOptions,
  options: Pick<DnsSessionOptions, 'lifetime' | 'allowance'>,
): DnsSession {
  const resolver =
    address.kind === 'https'
      ? httpsResolver({ url: address.url, timeoutMs })
      : serverResolver({ server: address.kind === 'system' ? undefined : address, timeoutMs });
  return new DnsSession({
    ...options,
    resolver,
    resolverName: nameOf(address),
    limitMs: timeoutMs * PATIENCE,
  });
}

function nameOf(address: ResolverAddress): string {
  switch (address.kind) {
    case 'https':
      return address.url;
    case 'server':
      return written(address);
    case 'system':
      return `system (${systemServers().map(written).join(', ')})`;
  }
}

function written({ address, port }: { readonly address: string; readonly port: number }): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
