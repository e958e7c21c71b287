import type { ResolverAddress } from '../../../analysis/resolver-address.ts';
import { DnsSession } from './session.ts';
import type { DnsSessionOptions } from './session.ts';

export interface LiveDnsOptions {
  readonly resolver: ResolverAddress;
  /** Milliseconds that a server is waited for. */
  readonly timeoutMs: number;
  readonly lifetime?: DnsSessionOptions['lifetime'];
  readonly fetch?: typeof globalThis.fetch;
}

/** A question is asked twice, the second time with twice the patience. */
const PATIENCE = 3;

/** Answers of a resolver. What asks it is loaded now: most runs ask nobody. */
export async function liveDns({
  resolver: address,
  timeoutMs,
  lifetime,
  fetch,
}: LiveDnsOptions): Promise<DnsSession> {
  const limits = { limitMs: timeoutMs * PATIENCE, ...(lifetime && { lifetime }) };
  if (address.kind === 'https') {
    const { httpsResolver } = await import('./https-resolver.ts');
    const resolver = httpsResolver({ url: address.url, timeoutMs, ...(fetch && { fetch }) });
    return new DnsSession({ resolver, ...limits });
  }
  const { nodeResolver } = await import('./node-resolver.ts');
  return new DnsSession({ resolver: nodeResolver({ server: serverOf(address), timeoutMs }), ...limits });
}

function serverOf(address: Exclude<ResolverAddress, { readonly kind: 'https' }>): string | undefined {
  if (address.kind === 'system') return undefined;
  const host = address.address.includes(':') ? `[${address.address}]` : address.address;
  return `${host}:${address.port}`;
}
