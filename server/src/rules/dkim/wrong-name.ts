import { childOf, isBelow, isKnown, labelsOf, relativeTo, type DomainName } from '../../dns/names.ts';
import { leadsTo } from '../../domain/aliases.ts';
import { DOMAINKEY, dkimNameOf } from '../../email/dkim/names.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { isSpf } from '../../email/spf/parse.ts';
import { oncePerList } from '../../records/once-per-list.ts';
import type { Severity } from '../../records/report.ts';
import type { RuleContext } from '../rule.ts';
import { isFree, wrongOwner } from '../wrong-owner.ts';

/**
 * A DKIM key is at a name that receivers do not query. This rule reports all DKIM keys at wrong names, and
 * zone-underscore-missing and txt-policy-at-wrong-owner report none.
 *
 * Providers keep keys at names of their own, and the CNAMEs that point there are in the zones of their customers. A name is
 * therefore wrong only if it cannot be the target of such a CNAME.
 */
export default wrongOwner({
  subject: 'dkim',
  specs: ['RFC 6376 §3.6.2.1'],
  why:
    'For a signature with s=SELECTOR and d=DOMAIN, receivers query only SELECTOR._domainkey.DOMAIN. They do not find a key at ' +
    'any other name, and every signature fails.',
  symptoms: UNUSABLE_KEY,
  messages: {
    noSelector: 'A key at "_domainkey" itself has no selector, but receivers query SELECTOR._domainkey.',
    misspelled: 'Receivers query "_domainkey", not "{label}".',
    apex: 'Receivers do not look for a key at the domain itself, only at SELECTOR._domainkey.',
    elsewhere: 'Receivers look for keys only below "_domainkey", so they do not find this one.',
  },
  find(_record, owner, context) {
    const place = wrongPlace(owner, context);
    return place && { ...place, data: { label: place.label ?? '' } };
  },
});

interface WrongPlace {
  readonly message: 'noSelector' | 'misspelled' | 'apex' | 'elsewhere';
  readonly label?: string;
  readonly severity?: Severity;
  /** The name that was meant, if it is certain and nothing is there yet. */
  readonly right?: DomainName | undefined;
}

function wrongPlace(owner: DomainName, context: RuleContext): WrongPlace | undefined {
  const name = dkimNameOf(owner);
  // Receivers never query a name that begins with _domainkey, whatever the domain is.
  if (name.kind === 'bare') return { message: 'noSelector', right: swapped(name.domain, context) };
  const { apex } = context;
  if (apex === undefined || !isKnown(owner) || labelsOf(owner).includes('*')) return undefined;
  if (name.kind === 'misspelled') {
    const { selector, label, domain } = name;
    if (domain !== apex && !(isBelow(domain, apex) && usesMail(domain, context))) return undefined;
    if (isTarget(owner, apex, context)) return undefined;
    if (selector === '') return { message: 'misspelled', label };
    const right = keyName(selector, domain);
    // If the right name has a record, the key may be here for a reason, for example as the target of a CNAME.
    return isFree(right, context) ? { message: 'misspelled', label, right } : undefined;
  }
  if (name.kind !== 'other') return undefined;
  if (owner === apex) return isTarget(owner, apex, context) ? undefined : { message: 'apex' };
  const selector = relativeTo(owner, apex);
  // Deeper names are more likely to be targets of CNAMEs.
  if (selector === undefined || !/^[a-z0-9-]+$/.test(selector)) return undefined;
  if (context.keyNames(apex).length > MANY_KEYS || isTarget(owner, apex, context)) return undefined;
  const right = keyName(selector, apex);
  return isFree(right, context) ? { message: 'elsewhere', severity: 'warning', right } : undefined;
}

/** The right name for two labels in the wrong order: `s1._domainkey.example.com` for `_domainkey.s1.example.com`. */
function swapped(domain: DomainName, context: RuleContext): DomainName | undefined {
  const selector = context.apex === undefined ? undefined : relativeTo(domain, context.apex);
  if (context.apex === undefined || selector === undefined || !/^[a-z0-9-]+$/.test(selector))
    return undefined;
  const name = keyName(selector, context.apex);
  return isFree(name, context) ? name : undefined;
}

function keyName(selector: string, domain: DomainName): DomainName {
  return `${selector}.${childOf(DOMAINKEY, domain)}`;
}

/** The number of keys searched in a zone. A zone with more is a provider's, and CNAMEs of customers point anywhere in it. */
const MANY_KEYS = 200;

/** Whether a selector of the zone points to the name. */
function isTarget(name: DomainName, apex: DomainName, context: RuleContext): boolean {
  return context
    .keyNames(apex)
    .slice(0, MANY_KEYS)
    .some((selector) => leadsTo(selector, name, context));
}

const areForMail = oncePerList((records) =>
  records.some(({ type, rdata }) => type === 'MX' || (rdata.kind === 'text' && isSpf(rdata.value.text))),
);

function usesMail(domain: DomainName, context: RuleContext): boolean {
  return areForMail(context.recordsAt(domain));
}
