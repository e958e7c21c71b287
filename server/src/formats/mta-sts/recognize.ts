import type { DomainName } from '../../dns/names.ts';
import { canonicalName, faultOfName, labelsOf } from '../../dns/names.ts';

/** Whether a file with that name is an MTA-STS policy. The name is part of the URL that it is fetched from. */
export function isStsPolicyPath(path: string): boolean {
  return /(?:^|\/)mta-sts\.txt$/i.test(path);
}

/** `mta-sts.DOMAIN`, the host that serves the policy, if a folder in the path has its name. */
export function policyHostFromPath(path: string): DomainName | undefined {
  for (const folder of path.split('/').slice(0, -1).reverse()) {
    if (!/^mta-sts\.[a-z0-9.-]+$/i.test(folder)) continue;
    const host = canonicalName(folder);
    if (labelsOf(host).length >= 3 && faultOfName(host) === undefined) return host;
  }
  return undefined;
}
