import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import type { DomainName } from '../../dns/names.ts';
import { policyKindOf, type PolicyKind } from '../../email/policies.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { EditableRecords } from '../record-fix.ts';
import type { ZoneFacts } from '../../dns/facts.ts';
import { featureText } from '../texts.ts';

/** A record that a generator proposes, in DNS terms. It has either `strings` (decoded) or `data` (presentation form). */
export interface DraftRecord {
  readonly owner: DomainName;
  readonly type: 'TXT' | 'MX' | 'CNAME';
  readonly strings?: readonly string[];
  readonly data?: string;
  /** Whether a record of the same owner name and type already serves the same purpose. */
  readonly isLike: (record: DnsRecord) => boolean;
  /** A sentence that the user must know if the record is added. */
  readonly note?: string;
  /** A sentence on why the record cannot be added if none like it exists. */
  readonly fault?: string;
}

/** A file to publish with the records. */
export interface DraftFile {
  /** `.well-known/mta-sts.txt` */
  readonly name: string;
  readonly url: string;
  readonly text: string;
}

export interface Draft {
  readonly records: readonly DraftRecord[];
  readonly files?: readonly DraftFile[];
  /** Sentences on what remains to be done, whichever of the records already exist. */
  readonly notes?: readonly string[];
}

/** `fault`: a sentence on why nothing can be generated. */
export type Drafted = Draft | { readonly fault: string };

/** The input of a generator. */
export interface DraftContext {
  readonly domain: DomainName;
  readonly records: EditableRecords;
  readonly facts: ZoneFacts;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** A policy as a TXT record. A record of the same kind at the owner name is like it. */
export function policyRecord(kind: PolicyKind, owner: DomainName, text: string): DraftRecord {
  return {
    owner,
    type: 'TXT',
    strings: inStrings(text),
    isLike: ({ rdata }) => rdata.kind === 'text' && policyKindOf(rdata.value.text, owner) === kind,
  };
}

/** The null MX. RFC 7505 §3: it must be the only MX of its name. */
export function nullMx(owner: DomainName): DraftRecord {
  return { owner, type: 'MX', data: '0 .', isLike: () => true };
}

/** Splits a text into strings of at most 255 octets. RFC 1035 §3.3. */
function inStrings(text: string): readonly string[] {
  const strings: string[] = [];
  for (let at = 0; at < text.length; at += MAX_CHARACTER_STRING)
    strings.push(text.slice(at, at + MAX_CHARACTER_STRING));
  return strings;
}

/** An email address for reports, with only characters that need no escape in a URI. */
const ADDRESS = /^[A-Za-z0-9._+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/;

export function faultOfAddress(address: string): string | undefined {
  return ADDRESS.test(address) ? undefined : featureText('notAnAddress');
}
