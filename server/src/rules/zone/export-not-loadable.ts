import type { DomainName } from '../../dns/names.ts';
import { fieldOf } from '../../records/record.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RuleFix } from '../../records/report.ts';
import type { ZoneExport } from '../../records/zone-export.ts';
import { defineRule } from '../rule.ts';

/** A name server would reject this export of a control panel, or load it as something else. */
export default defineRule({
  subject: 'record',
  types: ['SOA', 'NS'],
  severity: 'info',
  specs: ['RFC 1035 §5.1', 'RFC 1035 §5.2'],
  why: 'The file shows what the panel publishes, and mailtxt checks those records. A name server would reject the unchanged file or serve other names.',
  messages: {
    'root-origin':
      'The SOA in this export{panel} is named "@" after "$ORIGIN .", so it would load as the root zone.',
    'soa-owner': 'The SOA owner name in this export{panel} has no trailing dot, so the zone would not load.',
    ages: 'This export{panel} has fields such as "[AGE:3700000]", which other name servers reject.',
    targets: 'Targets in this export{panel} have no trailing dot, so "{zone}" would be appended to them.',
    'name-servers': 'This export{panel} has placeholders instead of its name servers (NS).',
  },
  check({ record }, context) {
    const { exported, apex } = context;
    if (exported?.obstacle === undefined || apex === undefined || record.owner !== apex) return;
    // Placeholders are reported at the placeholder, and everything else at the SOA record.
    const isAboutServers = exported.obstacle === 'name-servers';
    if (isAboutServers !== (record.type === 'NS')) return;
    if (isAboutServers && context.recordsAt(apex, 'NS')[0]?.anchor.id !== record.anchor.id) return;
    const panel = exported.panel === undefined ? '' : ` from ${exported.panel}`;
    context.report({
      at: { part: 'type' },
      message: exported.obstacle,
      data: { panel, zone: apex },
      fix: fixFor(exported, record, apex),
    });
  },
});

/** Only the SOA record has a fix: there may be any number of the other obstacles. */
function fixFor({ obstacle }: ZoneExport, soa: DnsRecord, apex: DomainName): RuleFix | undefined {
  if (obstacle !== 'root-origin' && obstacle !== 'soa-owner') return undefined;
  const names = ['mname', 'rname'].flatMap((name) => {
    const field = fieldOf(soa, name);
    const isBare = field !== undefined && !field.text.text.endsWith('.');
    return isBare ? [{ kind: 'set-name', field, name: field.value } as const] : [];
  });
  return {
    title: `Use "${apex}." as the owner name of the SOA record`,
    safety: 'review',
    edits: [{ kind: 'rename-owner', name: apex }, ...names],
  };
}
