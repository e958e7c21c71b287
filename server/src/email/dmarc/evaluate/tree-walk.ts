import type { DnsFacts } from '../../../dns/facts.ts';
import type { DomainName } from '../../../dns/names.ts';
import { labelsOf, parentOf } from '../../../dns/names.ts';
import { isPublicSuffix } from '../public-suffix.ts';
import type { Published, PublishedPolicy } from './published.ts';
import { publishedAt } from './published.ts';

/** A name with more labels is shortened to 7 after the first query: RFC 9989 §4.10. */
const MAX_LABELS = 7;

/** The records from a domain up to the top: RFC 9989 §4.10. At most 8 queries. */
export interface TreeWalk {
  readonly domain: DomainName;
  /** From the domain itself upwards. */
  readonly steps: readonly Published[];
}

export function walkTree(domain: DomainName, facts: DnsFacts): TreeWalk {
  const steps: Published[] = [];
  let at: DomainName | undefined = domain;
  while (at !== undefined && at !== '') {
    const step = unlessSuffix(publishedAt(at, facts, 'RFC 9989'));
    steps.push(step);
    if (step.kind === 'policy' && (step.reading.psd === 'y' || step.reading.psd === 'n')) break;
    const labels: readonly string[] = labelsOf(at);
    at = labels.length > MAX_LABELS + 1 ? labels.slice(-MAX_LABELS).join('.') : parentOf(at);
  }
  return { domain, steps };
}

/**
 * A registry that publishes a policy has psd=y, and then the name below it is the organizational domain, just as if the registry
 * published no policy. So a missing answer makes no difference.
 */
function unlessSuffix(step: Published): Published {
  const isHarmless = step.kind === 'unknown' && isPublicSuffix(step.domain);
  return isHarmless ? { kind: 'none', domain: step.domain, because: 'absent' } : step;
}

/** Whether a step that could change the result of the walk is unknown. */
export function isOpen({ steps }: TreeWalk): 'unknown' | 'failure' | undefined {
  const open = steps.find(({ kind }) => kind === 'unknown' || kind === 'failure');
  return open?.kind === 'unknown' || open?.kind === 'failure' ? open.kind : undefined;
}

/** RFC 9989 §4.10.2. Without any record, the domain is its own organizational domain. */
export function organizationalDomain({ domain, steps }: TreeWalk): DomainName {
  const policies = steps.filter((step): step is PublishedPolicy => step.kind === 'policy');
  const top = policies.at(-1);
  if (top === undefined) return domain;
  return top.reading.psd === 'y' ? oneBelow(top.domain, domain) : top.domain;
}

/** The name one label below `suffix` toward `domain`; the suffix if it is the domain. */
function oneBelow(suffix: DomainName, domain: DomainName): DomainName {
  return labelsOf(domain)
    .slice(-(labelsOf(suffix).length + 1))
    .join('.');
}

/** The policy for mail from the domain: its own, or that of its organizational domain, or of the public suffix. */
export function policyFor(walk: TreeWalk): PublishedPolicy | undefined {
  const policies = walk.steps.filter((step): step is PublishedPolicy => step.kind === 'policy');
  const organizational = organizationalDomain(walk);
  return (
    policies.find(({ domain }) => domain === walk.domain) ??
    policies.find(({ domain }) => domain === organizational) ??
    policies.find(({ reading }) => reading.psd === 'y')
  );
}
