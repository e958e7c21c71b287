import { isAtOrBelow, labelsOf, type DomainName } from '../../dns/names.ts';
import { slipsBetween } from '../../text/nearest-name.ts';
import { defineRule } from '../rule.ts';
import { exchangeOf } from './shared/exchange.ts';
import { platformHosts, platformOf } from './shared/platforms.ts';

/** The host of an MX is one slip away from a platform's. */
export default defineRule({
  id: 'mx-provider-typo',
  subject: 'record',
  types: ['MX'],
  severity: 'warning',
  since: '0.1.0',
  specs: ['RFC 5321 §5.1'],
  why: 'Mail goes to a host that does not exist, and comes back, or to whoever registered the misspelt name.',
  symptoms: ['550 5.4.4', '550 5.1.2'],
  messages: {
    typo: '"{host}" is nearly "{meant}", and was probably meant to be.',
  },
  check({ record }, context) {
    const field = exchangeOf(record);
    if (field === undefined || platformOf(field.value) !== undefined) return;
    // A host of one's own can have any name.
    if (context.recordsAt(field.value).length > 0) return;
    if (context.apex !== undefined && isAtOrBelow(field.value, context.apex)) return;
    const meant = meantBy(field.value);
    if (meant === undefined) return;
    context.report({
      at: { source: field.range },
      message: 'typo',
      data: { host: field.value, meant },
      fix: { title: `Use "${meant}"`, safety: 'review', edits: [{ kind: 'set-name', field, name: meant }] },
    });
  },
});

/** Shorter names have neighbours that are somebody's own. */
const SHORTEST = 12;

function meantBy(host: DomainName): DomainName | undefined {
  const labels = labelsOf(host);
  for (const known of platformHosts()) {
    if (known.length < SHORTEST) continue;
    const at = labels.length - labelsOf(known).length;
    if (at < 0 || slipsBetween(labels.slice(at).join('.'), known) !== 1) continue;
    return [...labels.slice(0, at), known].join('.');
  }
  return undefined;
}
