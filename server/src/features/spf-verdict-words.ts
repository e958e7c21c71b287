import { MAX_MX_NAMES, MAX_VOID_LOOKUPS } from '../email/spf/evaluate/check-host.ts';
import type { SpfReasonCode, SpfVerdict } from '../email/spf/evaluate/verdict.ts';
import { MAX_LOOKUP_TERMS } from '../email/spf/lookups.ts';
import { HOLE } from '../text/mapped-text.ts';

/** What decided an SPF check, as a clause. */
export function describeSpf({ matched, reason, result }: SpfVerdict): string {
  if (matched !== undefined) {
    const { record, term, domain } = matched;
    const typed = record.value.text.slice(term.range.start, term.range.end).replaceAll(HOLE, '${…}');
    return `"${typed}" of ${domain} matches`;
  }
  if (reason === undefined) return result === 'neutral' ? 'no term matches' : result;
  return REASONS[reason.code](reason.domain);
}

const REASONS: Readonly<Record<SpfReasonCode, (domain: string) => string>> = {
  'malformed-domain': (domain) => `"${domain}" is not a valid domain name`,
  'no-record': (domain) => `${domain} has no SPF record`,
  'several-records': (domain) => `${domain} has more than one SPF record`,
  syntax: (domain) => `the SPF record of ${domain} has a syntax error`,
  'lookup-limit': () => `the check uses more than ${MAX_LOOKUP_TERMS} lookups`,
  'void-lookup-limit': () => `more than ${MAX_VOID_LOOKUPS} lookups are void`,
  'mx-limit': (domain) => `an "mx" term of ${domain} has more than ${MAX_MX_NAMES} hosts`,
  'include-without-record': (domain) => `${domain} includes a name that has no SPF record`,
  'redirect-without-record': (domain) => `${domain} redirects to a name that has no SPF record`,
  'dns-failure': (domain) => `a DNS query for ${domain} failed`,
  'unknown-answer': (domain) => `the records of ${domain} are not resolved`,
  'unknown-text': (domain) => `a part of the record of ${domain} is unknown`,
};
