import type { DomainName } from '../dns/names.ts';
import { dkimNameOf } from '../email/dkim/names.ts';
import type { SpfRecord, SpfTerm } from '../email/spf/model.ts';
import {
  serviceOfKeyTarget,
  serviceOfMailServer,
  serviceOfReturnPath,
  servicesOfInclude,
} from '../senders/services/catalog.ts';

/** Services to name in the line above a record. Further ones are counted. */
const MOST_NAMED = 3;

/** The service of an SPF term, by its name in the catalog: `Google Workspace`. */
export function serviceNameOfTerm(term: SpfTerm): string | undefined {
  switch (term.kind) {
    case 'include':
    case 'redirect':
      return term.domain?.name === undefined ? undefined : servicesOfInclude(term.domain.name)[0]?.name;
    case 'a':
    case 'mx':
      return term.domain?.name === undefined ? undefined : serviceOfMailServer(term.domain.name)?.name;
    default:
      return undefined;
  }
}

/** The services of a record's terms, for one line: `Google Workspace, Mailchimp`; `undefined` if none is known. */
export function serviceNamesIn({ directives, redirect }: SpfRecord): string | undefined {
  const terms: readonly SpfTerm[] = redirect === undefined ? directives : [...directives, redirect];
  const names = [...new Set(terms.map(serviceNameOfTerm))].filter((name) => name !== undefined);
  if (names.length === 0) return undefined;
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return `${names.slice(0, MOST_NAMED).join(', ')}${more}`;
}

/** The service that a record points to: the one that receives mail, has a DKIM key, or has a return path. */
export function serviceNameOfTarget(owner: DomainName, type: string, target: DomainName): string | undefined {
  if (type === 'MX') return (serviceOfMailServer(target) ?? serviceOfReturnPath(owner, 'MX', target))?.name;
  if (type !== 'CNAME') return undefined;
  if (dkimNameOf(owner).kind === 'key') return serviceOfKeyTarget(target)?.name;
  return serviceOfReturnPath(owner, 'CNAME', target)?.name;
}
