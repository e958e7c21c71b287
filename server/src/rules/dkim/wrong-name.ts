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
 * A DKIM key where no verifier looks for one. This rule speaks for all DKIM text at a wrong name;
 * zone-underscore-missing and txt-policy-at-wrong-owner leave it alone.
 *
 * Providers keep keys at names of their own, and the CNAMEs that lead there stand in their customers' zones. So a name
 * is wrong only where nothing of that kind can be meant.
 */
export default wrongOwner({
  subject: 'dkim',
  specs: ['RFC 6376 §3.6.2.1'],
  why:
    'For a signature with s=SELECTOR and d=DOMAIN, receivers ask for SELECTOR._domainkey.DOMAIN and nothing else. A key at ' +
    'any other name is not found, and every signature fails.',
  symptoms: UNUSABLE_KEY,
  messages: {
    noSelector: 'A key at "_domainkey" itself has no selector; receivers ask for SELECTOR._domainkey.',
    misspelt: 'Receivers ask for "_domainkey", not "{label}".',
    apex: 'Receivers look for no key at the domain itself, only at SELECTOR._domainkey.',
    elsewhere: 'Receivers look for keys only below "_domainkey", so they do not find this one.',
  },
  find(_record, owner, context) {
    const place = wrongPlace(owner, context);
    return place && { ...place, data: { label: place.label ?? '' } };
  },
});

interface WrongPlace {
  readonly message: 'noSelector' | 'misspelt' | 'apex' | 'elsewhere';
  readonly label?: string;
  readonly severity?: Severity;
  /** Where the key was meant to be, if that can be told and nothing is there yet. */
  readonly right?: DomainName | undefined;
}

function wrongPlace(owner: DomainName, context: RuleContext): WrongPlace | undefined {
  const name = dkimNameOf(owner);
  // Whatever the domain is, nobody asks for a name that begins so.
  if (name.kind === 'bare') return { message: 'noSelector', right: swapped(name.domain, context) };
  const { apex } = context;
  if (apex === undefined || !isKnown(owner) || labelsOf(owner).includes('*')) return undefined;
  if (name.kind === 'misspelt') {
    const { selector, label, domain } = name;
    if (domain !== apex && !(isBelow(domain, apex) && usesMail(domain, context))) return undefined;
    if (isTarget(owner, apex, context)) return undefined;
    if (selector === '') return { message: 'misspelt', label };
    const right = keyName(selector, domain);
    // A key that is also at the right name may be at this one for a reason: a CNAME that leads to it, for one.
    return isFree(right, context) ? { message: 'misspelt', label, right } : undefined;
  }
  if (name.kind !== 'other') return undefined;
  if (owner === apex) return isTarget(owner, apex, context) ? undefined : { message: 'apex' };
  const selector = relativeTo(owner, apex);
  // Deeper names are likelier to be the targets of CNAMEs.
  if (selector === undefined || !/^[a-z0-9-]+$/.test(selector)) return undefined;
  if (context.keyNames(apex).length > MANY_KEYS || isTarget(owner, apex, context)) return undefined;
  const right = keyName(selector, apex);
  return isFree(right, context) ? { message: 'elsewhere', severity: 'warning', right } : undefined;
}

/** `_domainkey.s1.example.com` for `s1._domainkey.example.com`. */
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

/** Keys of a zone that are looked through. One with more is a provider's, and its customers' CNAMEs lead anywhere in it. */
const MANY_KEYS = 200;

/** Whether a selector of the zone leads to the name. */
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
