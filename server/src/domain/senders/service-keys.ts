import type { DomainName } from '../../dns/names.ts';
import { keyOwner } from '../../email/dkim/published.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RuleFix } from '../../records/report.ts';
import type { Service } from '../../senders/services/model.ts';
import { targetOfKey } from '../../senders/services/catalog.ts';

/**
 * Adds the aliases for the service's keys at `selectors` after `record`. `undefined` if the names differ for each
 * customer, so that only the service knows them.
 */
export function addingKeysOf(
  service: Service | undefined,
  selectors: ReadonlySet<string>,
  domain: DomainName,
  record: DnsRecord,
): RuleFix | undefined {
  const wanted = (service?.dkim?.keys ?? []).filter(
    ({ selector, older }) => !older && selectors.has(selector),
  );
  const edits = wanted.flatMap((key) => {
    const target = targetOfKey(key, domain);
    if (target === undefined || key.type !== 'CNAME') return [];
    return [
      {
        kind: 'add',
        owner: keyOwner(key.selector, domain),
        type: 'CNAME',
        data: `${target}.`,
        record,
      } as const,
    ];
  });
  // Adding only some would be worse than none, because the service rotates between them.
  if (edits.length === 0 || edits.length < wanted.length) return undefined;
  return { title: `Add the DKIM keys of ${service?.name ?? 'it'}`, safety: 'review', edits };
}
