import { printable } from '../../../text/printable.ts';
import { fileErrorCode } from '../file-errors.ts';

/** Why a resolver cannot be used. It says nothing about the name that was asked for. */
export interface ResolverFault {
  /** The end of a sentence that the resolver's name begins: `refuses connections (ECONNREFUSED)`. */
  readonly reason: string;
  /** Another query in this run would fail too, so none is sent. */
  readonly isLasting: boolean;
}

/** UTF-16 units of a header that a report quotes: the server chose them. */
const MAX_QUOTED = 60;

export function faultOfRcode(rcode: string): ResolverFault {
  const reason = rcode === 'REFUSED' ? 'refuses queries (REFUSED)' : `replies with the error ${rcode}`;
  return { reason, isLasting: false };
}

export const MALFORMED: ResolverFault = { reason: 'sends malformed replies', isLasting: false };
export const MISMATCHED: ResolverFault = {
  reason: 'sends replies that do not match the query',
  isLasting: false,
};
export const REFERRAL: ResolverFault = {
  reason: 'refers to other servers instead of answering; it is not a recursive resolver',
  isLasting: false,
};
export const TRUNCATED: ResolverFault = { reason: 'sends truncated replies', isLasting: false };
export const REPLY_TOO_LARGE: ResolverFault = {
  reason: 'sends replies that are larger than a DNS message',
  isLasting: false,
};

export function faultOfSilence(milliseconds: number): ResolverFault {
  return { reason: `does not reply within ${milliseconds} ms`, isLasting: false };
}

export function faultOfStatus(status: number): ResolverFault {
  const note = status >= 300 && status < 400 ? '; mailtxt follows no redirects' : '';
  return { reason: `replies with HTTP status ${status}${note}`, isLasting: false };
}

export function faultOfContentType(type: string | undefined): ResolverFault {
  const found = type === undefined ? 'something' : `"${printable(type.slice(0, MAX_QUOTED))}"`;
  return { reason: `replies with ${found} instead of a DNS message`, isLasting: false };
}

/** What keeps a connection from being made, or ended it. */
export function faultOfError(error: unknown): ResolverFault {
  const code = errorCode(error);
  if (code !== undefined && isAboutCertificate(code)) {
    return { reason: `has a certificate that is not trusted (${code})`, isLasting: true };
  }
  switch (code) {
    case 'ECONNREFUSED':
      return { reason: 'refuses connections (ECONNREFUSED)', isLasting: false };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { reason: `was not found (${code})`, isLasting: false };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return { reason: `is not reachable (${code})`, isLasting: false };
    case undefined:
      return { reason: 'could not be queried', isLasting: false };
    default:
      return { reason: `could not be queried (${code})`, isLasting: false };
  }
}

/** `fetch` wraps the error that says why; a host with several addresses has one error for each. */
function errorCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; depth++) {
    const code = fileErrorCode(at);
    if (code !== undefined) return code;
    at = at instanceof AggregateError ? (at.errors as readonly unknown[])[0] : at.cause;
  }
  return undefined;
}

/** OpenSSL's names for a chain that does not verify, and node's for a certificate of another host. */
function isAboutCertificate(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|SIGNATURE|ERR_TLS_/.test(code);
}
