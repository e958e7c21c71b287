import type { ResolverAddress } from '../../../analysis/input/resolver-address.ts';
import { httpsResolver } from './https-resolver.ts';
import { serverResolver, systemServers } from './server-resolver.ts';
import { DnsSession } from './session.ts';
import type { DnsSessionOptions } from './session.ts';

export interface LiveOptions {
  readonly resolver: ResolverAddress;
  /** Milliseconds to wait for a reply of the server. */
  readonly timeoutMs: number;
}

/** A query is sent twice, the second time with twice the timeout. */
const PATIENCE = 3;

/** Answers from a resolver. */
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
