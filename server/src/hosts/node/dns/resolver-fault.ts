import { printable } from '../../../text/printable.ts';
import { fileErrorCode } from '../file-errors.ts';

/** Why a resolver cannot be used. It is not an answer about the queried name. */
export interface ResolverFault {
  /** The predicate of a sentence whose subject is the resolver: `refuses connections (ECONNREFUSED)`. */
  readonly reason: string;
  /** Whether other queries in this run would fail too, so that no more are sent. */
  readonly isLasting: boolean;
}

/** UTF-16 units of a header that a report quotes: the server chooses its length. */
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
  reason: 'sends replies that are larger than a DNS message can be',
  isLasting: false,
};

export function faultOfSilence(milliseconds: number): ResolverFault {
  return { reason: `does not reply within ${milliseconds} ms`, isLasting: false };
}

export function faultOfStatus(status: number): ResolverFault {
  const note = status >= 300 && status < 400 ? '; mailtxt does not follow redirects' : '';
  return { reason: `replies with HTTP status ${status}${note}`, isLasting: false };
}

export function faultOfContentType(type: string | undefined): ResolverFault {
  const found = type === undefined ? 'something' : `"${printable(type.slice(0, MAX_QUOTED))}"`;
  return { reason: `replies with ${found} instead of a DNS message`, isLasting: false };
}

/** The reason why a connection could not be established, or was closed. */
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

/** `fetch` wraps the original error. A host with several addresses has one error for each. */
function errorCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; depth++) {
    const code = fileErrorCode(at);
    if (code !== undefined) return code;
    at = at instanceof AggregateError ? (at.errors as readonly unknown[])[0] : at.cause;
  }
  return undefined;
}

/** OpenSSL's codes for an invalid certificate chain, and the code of Node.js for a certificate of another host. */
function isAboutCertificate(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|SIGNATURE|ERR_TLS_/.test(code);
}
