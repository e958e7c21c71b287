import { childOf, isBelow, isKnown, labelsOf, relativeTo, type DomainName } from '../../dns/names.ts';
import { leadsTo } from '../../domain/aliases.ts';
import { DOMAINKEY, dkimNameOf } from '../../email/dkim/names.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { isSpf } from '../../email/spf/parse.ts';
import { oncePerList } from '../../records/once-per-list.ts';
import type { RuleFix, Severity } from '../../records/report.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/**
 * A DKIM key where no verifier looks for one. This rule speaks for all DKIM text at a wrong name;
 * zone-underscore-missing and txt-policy-at-wrong-owner leave it alone.
 *
 * Providers keep keys at names of their own, and the CNAMEs that lead there stand in their customers' zones. So a name
 * is wrong only where nothing of that kind can be meant.
 */
export default defineRule({
  subject: 'dkim',
  severity: 'error',
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
  check(_record, context) {
    const owner = context.record?.owner;
    const place = owner === undefined ? undefined : wrongPlace(owner, context);
    if (place === undefined) return;
    const { message, label = '', severity = 'error', rightName } = place;
    const fix = rightName === undefined ? undefined : rename(rightName);
    context.report({ at: { part: 'owner' }, message, data: { label }, severity, fix });
  },
});

interface WrongPlace {
  readonly message: 'noSelector' | 'misspelt' | 'apex' | 'elsewhere';
  readonly label?: string;
  readonly severity?: Severity;
  /** Where the key was meant to be, if that can be told and nothing is there yet. */
  readonly rightName?: DomainName | undefined;
}

function wrongPlace(owner: DomainName, context: RuleContext): WrongPlace | undefined {
  const name = dkimNameOf(owner);
  // Whatever the domain is, nobody asks for a name that begins so.
  if (name.kind === 'bare') return { message: 'noSelector', rightName: swapped(name.domain, context) };
  const { apex } = context;
  if (apex === undefined || !isKnown(owner) || labelsOf(owner).includes('*')) return undefined;
  if (name.kind === 'misspelt') {
    const { selector, label, domain } = name;
    if (domain !== apex && !(isBelow(domain, apex) && usesMail(domain, context))) return undefined;
    if (isTarget(owner, apex, context)) return undefined;
    if (selector === '') return { message: 'misspelt', label };
    const rightName = keyName(selector, domain);
    return isFree(rightName, context) ? { message: 'misspelt', label, rightName } : undefined;
  }
  if (name.kind !== 'other') return undefined;
  if (owner === apex) return isTarget(owner, apex, context) ? undefined : { message: 'apex' };
  const selector = relativeTo(owner, apex);
  // Deeper names are likelier to be the targets of CNAMEs.
  if (selector === undefined || !/^[a-z0-9-]+$/.test(selector)) return undefined;
  if (context.keyNames(apex).length > MANY_KEYS || isTarget(owner, apex, context)) return undefined;
  const rightName = keyName(selector, apex);
  return isFree(rightName, context) ? { message: 'elsewhere', severity: 'warning', rightName } : undefined;
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

/** A key that is also at the right name may stand at this one for a reason: a CNAME that leads to it, for one. */
function isFree(name: DomainName, context: RuleContext): boolean {
  return context.recordsAt(name).length === 0;
}

const areForMail = oncePerList((records) =>
  records.some(({ type, rdata }) => type === 'MX' || (rdata.kind === 'text' && isSpf(rdata.value.text))),
);

function usesMail(domain: DomainName, context: RuleContext): boolean {
  return areForMail(context.recordsAt(domain));
}

function rename(name: DomainName): RuleFix {
  return { title: `Move the key to ${name}`, safety: 'review', edits: [{ kind: 'rename-owner', name }] };
}
