import type { DomainName } from '../../dns/names.ts';
import { fieldOf } from '../../records/record.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RuleFix } from '../../records/report.ts';
import type { ZoneExport } from '../../records/zone-export.ts';
import { defineRule } from '../rule.ts';

/** An export of a control panel that a name server would refuse, or load as something else. */
export default defineRule({
  subject: 'record',
  types: ['SOA', 'NS'],
  severity: 'info',
  specs: ['RFC 1035 §5.1', 'RFC 1035 §5.2'],
  why: 'The file documents what the panel publishes, and mailtxt checks it as the panel means it. A name server that loads the file as it is refuses it or serves other names.',
  messages: {
    'root-origin':
      'After "$ORIGIN ." this export{panel} names its SOA "@", so name servers would load it as the root zone.',
    'soa-owner':
      'The SOA of this export{panel} has no trailing dot at its name, so name servers would refuse the zone.',
    ages: 'This export{panel} has fields such as "[AGE:3700000]", which other name servers refuse.',
    targets:
      'Targets in this export{panel} have no trailing dot, so name servers would append "{zone}" to them.',
    'name-servers':
      'This export{panel} has placeholders for its name servers (NS), which have to be replaced.',
  },
  check({ record }, context) {
    const { exported, apex } = context;
    if (exported?.obstacle === undefined || apex === undefined || record.owner !== apex) return;
    // The placeholder itself is the place, and the SOA is for all else.
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

/** The SOA is all that keeps such a file from being loaded; of the other obstacles there may be any number. */
function fixFor({ obstacle }: ZoneExport, soa: DnsRecord, apex: DomainName): RuleFix | undefined {
  if (obstacle !== 'root-origin' && obstacle !== 'soa-owner') return undefined;
  const names = ['mname', 'rname'].flatMap((name) => {
    const field = fieldOf(soa, name);
    const isBare = field !== undefined && !field.text.text.endsWith('.');
    return isBare ? [{ kind: 'set-name', field, name: field.value } as const] : [];
  });
  return {
    title: `Write "${apex}." as the name of the SOA record`,
    safety: 'review',
    edits: [{ kind: 'rename-owner', name: apex }, ...names],
  };
}
