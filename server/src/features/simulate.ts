import type { IpAddress } from '../dns/address.ts';
import type { DnsFacts, Question, ZoneFacts } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import { nameOfOctets } from '../dns/names.ts';
import type { KeyState } from '../email/dkim/published.ts';
import { keyOwner, publishedKey } from '../email/dkim/published.ts';
import type { KeyDefect } from '../email/dkim/usability.ts';
import type { DmarcVerdict } from '../email/dmarc/evaluate/evaluate.ts';
import { evaluateDmarc } from '../email/dmarc/evaluate/evaluate.ts';
import { checkHost } from '../email/spf/evaluate/check-host.ts';
import { cachedReader } from '../email/spf/evaluate/select-record.ts';
import type { SpfVerdict } from '../email/spf/evaluate/verdict.ts';
import { notingFacts } from './noting-facts.ts';

/** The properties of a message that a receiver checks. */
export interface MailQuestion {
  readonly ip: IpAddress;
  /** The address of MAIL FROM; '' for the null sender. */
  readonly mailFrom: string;
  /** '' if it is unknown. */
  readonly helo: string;
  /** The domain of the From header; by default, that of MAIL FROM. */
  readonly headerFrom: DomainName | undefined;
  /** The signatures of the message, assumed to be valid if their keys are published. */
  readonly dkim: readonly SignatureQuestion[];
}

export interface SignatureQuestion {
  readonly domain: DomainName;
  readonly selector: string | undefined;
}

export interface Simulation {
  readonly spf: SpfVerdict;
  /** The result for the HELO name, if MAIL FROM was checked first. RFC 7208 §2.3. */
  readonly helo: SpfVerdict | undefined;
  readonly dkim: readonly SignatureVerdict[];
  /** `undefined` without a From domain. */
  readonly dmarc: DmarcVerdict | undefined;
  /** The result for a receiver that follows RFC 7489, if it differs. */
  readonly dmarcOfRfc7489: DmarcVerdict | undefined;
  readonly verdict: Verdict;
  /** Queries without an answer on which the verdict may depend, each once. */
  readonly unanswered: readonly Question[];
}

export interface SignatureVerdict extends SignatureQuestion {
  /** not-asked: no selector is given, so the signature is assumed to be valid. */
  readonly key: KeyState | 'not-asked';
  /** Why no signature verifies with it. */
  readonly defects: readonly KeyDefect[];
}

/**
 * accepted: DNS gives no reason to reject the message. rejected, quarantined: the policy of its From domain requests that.
 * doubtful: no policy requests anything, but SPF fails for the domain or the HELO name, or cannot be evaluated, and some
 * receivers reject mail for that alone. unknown: an answer is missing.
 */
export type Verdict = 'accepted' | 'rejected' | 'quarantined' | 'doubtful' | 'unknown';

/** Whether a message would pass, as far as its receiver can tell from DNS: SPF, the keys of its signatures, and DMARC. */
export function simulate(mail: MailQuestion, facts: ZoneFacts): Simulation {
  const { facts: asking, unanswered } = notingFacts(facts);
  const options = { facts: asking, read: cachedReader(), trace: true };
  const spf = checkHost(mail, options);
  const helo =
    spf.identity === 'mailfrom' && mail.helo !== ''
      ? checkHost({ ...mail, mailFrom: '' }, options)
      : undefined;
  const dkim = mail.dkim.map((signature) => ({ ...signature, ...keyOf(signature, asking) }));
  const spfDomain = nameOfOctets(spf.domain);
  // An invalid domain has no policy.
  const isDomain = spf.identity === 'mailfrom' && spf.reason?.code !== 'malformed-domain';
  const from = mail.headerFrom ?? (isDomain ? spfDomain : undefined);
  const authenticated =
    from === undefined
      ? undefined
      : {
          from,
          spf: { result: spf.result, domain: spfDomain },
          dkim: dkim
            .filter(({ key }) => key === 'published' || key === 'not-asked')
            .map(({ domain }) => domain),
        };
  const dmarc = authenticated && evaluateDmarc(authenticated, asking);
  const older = authenticated && evaluateDmarc(authenticated, facts, 'RFC 7489');
  const isUndecided = dkim.some(({ key }) => key === 'unknown') && dmarc?.result === 'fail';
  return {
    spf,
    helo,
    dkim,
    dmarc,
    dmarcOfRfc7489: older !== undefined && dmarc !== undefined && differs(older, dmarc) ? older : undefined,
    verdict: isUndecided ? 'unknown' : verdictOf(spf, helo, dmarc),
    unanswered: unanswered(),
  };
}

function keyOf(
  { domain, selector }: SignatureQuestion,
  facts: DnsFacts,
): Pick<SignatureVerdict, 'key' | 'defects'> {
  if (selector === undefined) return { key: 'not-asked', defects: [] };
  const { state, defects } = publishedKey(keyOwner(selector, domain), facts);
  return { key: state, defects };
}

function verdictOf(spf: SpfVerdict, helo: SpfVerdict | undefined, dmarc: DmarcVerdict | undefined): Verdict {
  switch (dmarc?.result) {
    case 'pass':
      return 'accepted';
    case 'fail':
      if (dmarc.toApply === 'reject') return 'rejected';
      if (dmarc.toApply === 'quarantine') return 'quarantined';
      return dmarc.toApply === 'none' ? bySpfAlone(spf, helo) : 'unknown';
    case 'temperror':
    case 'pending':
      return 'unknown';
    case 'none':
    case undefined:
      return bySpfAlone(spf, helo);
  }
}

function bySpfAlone({ result }: SpfVerdict, helo: SpfVerdict | undefined): Verdict {
  switch (result) {
    case 'fail':
    case 'permerror':
      return 'doubtful';
    case 'pending':
    case 'temperror':
      return 'unknown';
    default:
      return helo?.result === 'fail' ? 'doubtful' : 'accepted';
  }
}

function differs(a: DmarcVerdict, b: DmarcVerdict): boolean {
  return (
    a.result !== b.result ||
    (a.result === 'fail' && (a.toApply !== b.toApply || a.percentage !== b.percentage))
  );
}
