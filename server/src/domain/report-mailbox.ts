import { isAtOrBelow, isKnown, parentOf, type DomainName } from '../dns/names.ts';
import { isVoid } from '../dns/facts.ts';
import { registeredDomain } from '../email/dmarc/public-suffix.ts';
import { hostOf, isNullMx } from '../email/mx/exchange.ts';
import type { RecordView } from './view.ts';

/**
 * The domain that plausibly has a mailbox for reports about `domain`: the organizational domain, or else the domain
 * itself or its nearest parent domain that receives mail. If it is unknown which domains receive mail, the domain
 * itself, provided that it is the organizational domain. `undefined` means that the owner has to choose one.
 */
export function reportMailboxDomain(
  domain: DomainName,
  view: Pick<RecordView, 'recordsAt' | 'facts'>,
): DomainName | undefined {
  if (domain === '' || !isKnown(domain)) return undefined;
  const organization = registeredDomain(domain) ?? domain;
  if (takesMail(organization, view) === true) return organization;
  for (let at: DomainName | undefined = domain; at !== undefined; at = parentOf(at)) {
    if (at === organization || !isAtOrBelow(at, organization)) break;
    if (takesMail(at, view) === true) return at;
  }
  return domain === organization && takesMail(domain, view) !== false ? domain : undefined;
}

/** Whether it has an MX that points to a host; `undefined` if unknown. */
function takesMail(domain: DomainName, view: Pick<RecordView, 'recordsAt' | 'facts'>): boolean | undefined {
  const exchanges = view.recordsAt(domain, 'MX');
  if (exchanges.some(isNullMx)) return false;
  if (exchanges.some((record) => !record.conditional && hostOf(record) !== undefined)) return true;
  const answer = view.facts.ask(domain, 'MX');
  if (answer.status === 'data') return answer.data.some(({ exchange }) => exchange !== '');
  return isVoid(answer) ? false : undefined;
}
