import { isAtOrBelow, labelsOf, type DomainName } from '../../dns/names.ts';
import { exchangeOf } from '../../email/mx/exchange.ts';
import { platformHosts, platformOf } from '../../email/mx/platforms.ts';
import { areOneSlipApart } from '../../text/nearest-name.ts';
import { defineRule } from '../rule.ts';

/** The host of an MX is one slip away from a platform's. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'warning',
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

const HOSTS = platformHosts()
  .filter(({ length }) => length >= SHORTEST)
  .map((name) => ({ name, labels: labelsOf(name).length }));

function meantBy(host: DomainName): DomainName | undefined {
  const labels = labelsOf(host);
  /** The last labels of the host, by their number. */
  const ends: DomainName[] = [];
  for (const { name, labels: count } of HOSTS) {
    const at = labels.length - count;
    if (at < 0) continue;
    const end = (ends[count] ??= labels.slice(at).join('.'));
    if (areOneSlipApart(end, name)) return [...labels.slice(0, at), name].join('.');
  }
  return undefined;
}
