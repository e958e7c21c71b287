import { certainlyDistinct } from '../../../dns/distinct-texts.ts';
import type { AnswerSource, DnsFacts } from '../../../dns/facts.ts';
import { isFailure } from '../../../dns/facts.ts';
import type { DomainName } from '../../../dns/names.ts';
import { HOLE, MappedText } from '../../../text/mapped-text.ts';
import type { DmarcRecord } from '../model.ts';
import { policyOwner } from '../owner.ts';
import { parseDmarc } from '../parse.ts';
import type { DmarcReader, PolicyReading } from '../reading.ts';
import { readAs } from '../reading.ts';

/** What a receiver finds at `_dmarc` of one domain. */
export type Published =
  | PublishedPolicy
  /** none: no record, or none that the receiver may use. Several records count as none (RFC 9989 §4.10, RFC 7489 §6.6.3). */
  | { readonly kind: 'none'; readonly domain: DomainName; readonly because: 'absent' | 'several' | 'invalid' }
  /** unknown: there is no answer, or an unresolved value decides. failure: a DNS server failed. */
  | { readonly kind: 'unknown' | 'failure'; readonly domain: DomainName };

export interface PublishedPolicy {
  readonly kind: 'policy';
  readonly domain: DomainName;
  readonly record: DmarcRecord;
  readonly reading: PolicyReading;
  readonly source: AnswerSource;
}

/** Whether a text begins like DMARC of this version. RFC 9989 §4.10: others are discarded. */
export function beginsAsDmarc(text: string): boolean {
  return /^v[ \t]*=[ \t]*DMARC1(?:[ \t]*;|[ \t]*$)/.test(text);
}

/** Whether a text with an unknown beginning can be such a record. */
function mayBegin(text: string): boolean {
  const hole = text.indexOf(HOLE);
  return hole >= 0 && hole <= 'v=DMARC1'.length && 'v=DMARC1'.startsWith(text.slice(0, hole));
}

export function publishedAt(domain: DomainName, facts: DnsFacts, reader: DmarcReader): Published {
  const answer = facts.ask(policyOwner(domain), 'TXT');
  if (answer.status === 'pending') return { kind: 'unknown', domain };
  if (isFailure(answer)) return { kind: 'failure', domain };
  if (answer.status !== 'data') return { kind: 'none', domain, because: 'absent' };
  const found = answer.data.filter((strings) => beginsAsDmarc(strings.join('')));
  const [strings] = found;
  if (strings === undefined) {
    const isOpen = answer.data.some((one) => mayBegin(one.join('')));
    return isOpen ? { kind: 'unknown', domain } : { kind: 'none', domain, because: 'absent' };
  }
  if (certainlyDistinct(found, (one) => one).length > 1) return { kind: 'none', domain, because: 'several' };
  const text = strings.join('');
  if (found.some((other) => other.join('') !== text)) return { kind: 'unknown', domain };
  const record = parseDmarc(new MappedText(text, []));
  const reading = readAs(record, reader);
  switch (reading.kind) {
    case 'policy':
      return { kind: 'policy', domain, record, reading, source: answer.source };
    case 'ignored':
      return { kind: 'none', domain, because: 'invalid' };
    case 'unknown':
      return { kind: 'unknown', domain };
  }
}
