import type { QuestionType } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { unregisteredDomainOf } from '../../domain/unregistered.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { isDmarc } from '../../email/dmarc/parse.ts';
import { exchangeOf } from '../../email/mx/exchange.ts';
import { parsePolicy } from '../../email/policies.ts';
import { deleting } from '../../email/spf/edits.ts';
import { isSpf } from '../../email/spf/parse.ts';
import { fieldOf, type DnsRecord } from '../../records/record.ts';
import type { FindingPlace, RuleFix } from '../../records/report.ts';
import { defineRule } from '../rule.ts';

/** A mail record names a domain that does not exist. */
export default defineRule({
  subject: 'record',
  types: ['TXT', 'MX', 'CNAME'],
  severity: 'error',
  specs: ['RFC 7208 §11', 'RFC 5321 §5.1', 'RFC 6376 §3.6.2'],
  why: 'An attacker can register the domain, and then pass SPF or DKIM as your domain, or receive its mail or reports.',
  messages: {
    free: '"{domain}" does not exist{when}, so anyone may be able to register it.',
  },
  check({ record }, context) {
    if (record.conditional) return;
    for (const { target, type, at, fix } of targetsIn(record)) {
      const found = unregisteredDomainOf(target, type, context);
      if (found === undefined) continue;
      const data = { domain: found.domain, when: asOf(found.source) };
      context.report({ at, message: 'free', data, fix: fix?.() });
    }
  },
});

/** A name that an attacker may get hold of, and the type by which it is queried. */
interface Target {
  readonly target: DomainName;
  readonly type: QuestionType;
  readonly at: FindingPlace;
  /** Created only when there is something to fix, because most names exist. */
  readonly fix?: () => RuleFix;
}

function targetsIn(record: DnsRecord): readonly Target[] {
  if (record.type === 'MX') {
    const field = exchangeOf(record);
    return field === undefined || field.value === ''
      ? []
      : [{ target: field.value, type: 'A', at: { source: field.range } }];
  }
  if (record.type === 'CNAME') {
    const field = dkimNameOf(record.owner).kind === 'key' ? fieldOf(record, 'cname') : undefined;
    return field === undefined ? [] : [{ target: field.value, type: 'TXT', at: { source: field.range } }];
  }
  if (record.rdata.kind !== 'text') return [];
  const { value } = record.rdata;
  if (isSpf(value.text)) return includedIn(record);
  if (!isDmarc(value.text, record.owner)) return [];
  const { rua, ruf } = parsePolicy('dmarc', value);
  return [...rua, ...ruf].flatMap(({ domain, range }) =>
    domain === undefined || domain === '' ? [] : [{ target: domain, type: 'MX', at: range }],
  );
}

function includedIn({ rdata }: DnsRecord): readonly Target[] {
  if (rdata.kind !== 'text') return [];
  const spf = parsePolicy('spf', rdata.value);
  if (spf.permerror) return [];
  // Receivers never look up terms after "all".
  return [...spf.directives, ...(spf.redirect === undefined ? [] : [spf.redirect])].flatMap((term) => {
    if ((term.kind !== 'include' && term.kind !== 'redirect') || term.domain?.name === undefined) return [];
    const typed = spf.value.text.slice(term.range.start, term.range.end);
    const fix = (): RuleFix => deleting(spf, term.range, `Delete "${typed}"`, 'review');
    return [{ target: term.domain.name, type: 'TXT', at: term.range, fix }];
  });
}
