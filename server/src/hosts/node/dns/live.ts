import type { ResolverAddress } from '../../../analysis/resolver-address.ts';
import { httpsResolver } from './https-resolver.ts';
import { nodeResolver } from './node-resolver.ts';
import { DnsSession } from './session.ts';
import type { DnsSessionOptions } from './session.ts';

export interface LiveOptions {
  readonly resolver: ResolverAddress;
  /** Milliseconds that a server is waited for. */
  readonly timeoutMs: number;
}

/** A question is asked twice, the second time with twice the patience. */
const PATIENCE = 3;

/** Answers of a resolver. */
export function liveDns(
  { resolver: address, timeoutMs }: LiveOptions,
  options: Pick<DnsSessionOptions, 'lifetime'>,
): DnsSession {
  const limits = { ...options, limitMs: timeoutMs * PATIENCE };
  if (address.kind === 'https') {
    return new DnsSession({ resolver: httpsResolver({ url: address.url, timeoutMs }), ...limits });
  }
  return new DnsSession({ resolver: nodeResolver({ server: serverOf(address), timeoutMs }), ...limits });
}

function serverOf(address: Exclude<ResolverAddress, { readonly kind: 'https' }>): string | undefined {
  if (address.kind === 'system') return undefined;
  const host = address.address.includes(':') ? `[${address.address}]` : address.address;
  return `${host}:${address.port}`;
}
