import type { DnsFacts } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import type { Policies, PolicyKind } from '../email/policies.ts';
import type { SpfFaultCode, SpfTerm } from '../email/spf/model.ts';
import type { Fault, FaultCode } from '../records/format.ts';
import type { NameServer } from '../records/document.ts';
import type { DnsRecord, RdataField, TextRdata } from '../records/record.ts';
import type { ServiceSource } from '../records/sending-source.ts';
import type { MappedText } from '../text/mapped-text.ts';
import type { KnownSender } from '../senders/known-sender.ts';
import type { Range } from '../text/range.ts';

/** error: mail is rejected or a record is not what its author meant, for certain. warning: likely, or soon. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** safe: keeps the meaning, or restores the only one it can have had. review: changes who may send or what receivers do. */
export type Safety = 'safe' | 'review';

/**
 * What a rule is run on. The smallest that can see the fault: only rules whose subject changed run again.
 * A policy (`spf`, `dkim` …) is one TXT record that is meant to be one: `isSpf` and its like decide.
 */
export interface Subjects extends Policies {
  /** Something that the reader of the format could not accept. */
  fault: FaultSubject;
  /** One record of the types that the rule names. */
  record: RecordSubject;
  /** One TXT record (or SPF, type 99), whatever it holds. */
  txt: TextSubject;
  /**
   * All records at one name. Run when the name has a record of the types that the rule names; a rule that names none is
   * run where some type stands more than once.
   */
  owner: OwnerSubject;
}
export type SubjectName = keyof Subjects;

/**
 * What a subject can have that a rule is about. Codes of faults, and
 * - txt: a character that is no printable ASCII, a blank at an end, a string without quotes;
 * - spf: kinds of terms, and `macro` for a percent sign anywhere;
 * - dkim: what tags are meant as, and kinds of key;
 * - of other policies: the names of their tags.
 */
export interface Features extends Record<PolicyKind, string> {
  fault: FaultCode;
  record: never;
  txt: 'odd-character' | 'edge-blank' | 'unquoted';
  spf: SpfFaultCode | SpfTerm['kind'] | 'macro';
  owner: never;
}

export interface FaultSubject {
  readonly fault: Fault;
}

export interface RecordSubject {
  readonly record: DnsRecord;
}

export interface TextSubject {
  readonly record: DnsRecord;
  readonly rdata: TextRdata;
  /** The strings end to end. */
  readonly value: MappedText;
}

export interface OwnerSubject {
  readonly name: DomainName;
  /** In the order of the file. */
  readonly records: readonly DnsRecord[];
  ofType(type: string): readonly DnsRecord[];
}

/** Where a finding stands. */
export type Place =
  /** In the decoded value of the record's strings (subjects txt, spf, dkim, dmarc, or with `record`, any text record). */
  | Range
  /** A part of a record. `owner` is the whole record when the owner is inherited, `ttl` when it states none. */
  | { readonly part: 'record' | 'owner' | 'ttl' | 'type' | 'rdata'; readonly record?: DnsRecord }
  /** In the record's source, counted from its anchor. */
  | { readonly source: Range; readonly record?: DnsRecord };

/**
 * One change of a fix, in the terms of DNS; the record's format writes it in its own quoting.
 * `record` is the subject's where it is left out.
 */
export type FixEdit =
  /** In the decoded value of the strings. A string that grows past 255 octets is split again by the format. */
  | { readonly range: Range; readonly text: string; readonly record?: DnsRecord }
  /** All strings anew, decoded. `comment`: the comment behind them (`TextRdata.comment`) goes too. */
  | {
      readonly kind: 'set-strings';
      readonly strings: readonly string[];
      readonly comment?: 'remove';
      readonly record?: DnsRecord;
    }
  | { readonly kind: 'rename-owner'; readonly name: DomainName; readonly record?: DnsRecord }
  | {
      readonly kind: 'set-name';
      readonly field: RdataField;
      readonly name: DomainName;
      readonly record?: DnsRecord;
    }
  /** A field that is one word of digits or letters: `text` in presentation form. */
  | {
      readonly kind: 'set-field';
      readonly field: RdataField;
      readonly text: string;
      readonly record?: DnsRecord;
    }
  | { readonly kind: 'set-type'; readonly type: string; readonly record?: DnsRecord }
  | { readonly kind: 'set-ttl'; readonly seconds: number; readonly record?: DnsRecord }
  /** Have the service show the record itself, where it answers with addresses of its own. */
  | { readonly kind: 'show-itself'; readonly record?: DnsRecord }
  /** The record and the line it stood on. */
  | { readonly kind: 'remove'; readonly record?: DnsRecord }
  /** A comment on a line of its own before the record: one line, without the comment sign. */
  | { readonly kind: 'comment'; readonly text: string; readonly record?: DnsRecord }
  /** A new record behind this one. Exactly one of `strings` (decoded) and `data` (presentation form). */
  | {
      readonly kind: 'add';
      readonly owner: DomainName;
      readonly type: string;
      readonly strings?: readonly string[];
      readonly data?: string;
      readonly record?: DnsRecord;
    }
  /** For faults, whose place is no record: counted from the fault's anchor, in the document's own characters. */
  | { readonly kind: 'source'; readonly range: Range; readonly text: string };

export interface RuleFix {
  /** What it does, as an order: `Use "~all"`. */
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly FixEdit[];
}

export interface Related {
  readonly at: Place;
  readonly message: string;
}

export interface Report<M extends string = string> {
  readonly at: Place;
  readonly message: M;
  /** For the `{name}` places of the message. */
  readonly data?: Readonly<Record<string, string | number>>;
  readonly fix?: RuleFix | undefined;
  /** Where there is more than one way out; the first is preferred. */
  readonly fixes?: readonly RuleFix[];
  readonly related?: readonly Related[];
  /** Where the rule's own severity does not fit this case. The user's setting wins over both. */
  readonly severity?: Severity;
}

export interface RuleContext<M extends string = string> {
  /** The record that the subject was read from. For `owner`, the first one; for `fault`, there is none. */
  readonly record: DnsRecord | undefined;
  /** The zone's name, where it is known for certain enough to judge names by it. */
  readonly apex: DomainName | undefined;
  /** False where the file holds templates or includes that were not read: absence proves nothing then. */
  readonly zoneIsWhole: boolean;
  /** The program that the zone is written for, where it takes things that BIND refuses and can be told by its own types. */
  readonly server: NameServer | undefined;
  /** The zone's records of that name. The question is remembered: the rule runs again when the answer changes. */
  recordsAt(name: DomainName, type?: string): readonly DnsRecord[];
  /**
   * The NS records that delegate `name`, or a name above it, away from this zone; none at the zone's own name.
   * Cheap: zones delegate few names.
   */
  delegationAbove(name: DomainName): readonly DnsRecord[];
  /**
   * The names of this zone at which DKIM keys of the domain, and of those below it, stand or were meant to; and the names
   * that are delegated away, below which others may stand. Sorted. The question is remembered.
   */
  keyNames(domain: DomainName): readonly DomainName[];
  /** What is known of the DNS. Who asks is run again when an answer changes; what is pending is never a fault. */
  readonly facts: DnsFacts;
  /** Who is known to send mail, for any domain: declared or seen. Empty where nobody said anything. */
  readonly senders: readonly KnownSender[];
  /**
   * The services that are set up with that domain in MAIL FROM, in the documents that are judged together. Whether they send
   * nobody has said. The question is remembered.
   */
  sourcesWith(envelope: DomainName): readonly ServiceSource[];
  /** What several rules of one run need of the same thing, worked out once for all of them. */
  derive<S, T>(how: (subject: S, context: RuleContext) => T, subject: S): T;
  report(report: Report<M>): void;
}

export interface Rule<S extends SubjectName = SubjectName, M extends string = string> {
  /** Equal to its file name with the folder before it: `spf/all-pass.ts` is `spf-all-pass`. Names the fault, not the cure. */
  readonly id: string;
  readonly subject: S;
  /** For the subjects `record` and `owner`: which types concern it. */
  readonly types?: readonly string[];
  /** For the subject `owner`: how many records of one of its types must stand at the name; 1 when left out. */
  readonly atLeast?: number;
  /**
   * The rule is run only on a subject that has one of these; on every subject when left out. It changes no finding: it
   * spares the rule those subjects of which it has nothing to say.
   */
  readonly needs?: readonly Features[S][];
  readonly severity: Severity;
  readonly since: string;
  /** `RFC 7208 §5.1`; the first is where `url` leads. */
  readonly specs: readonly string[];
  /** Why it matters, in a sentence or two, with the bounce it leads to where there is one. */
  readonly why: string;
  /** SMTP replies that lead here: `550 5.7.23`. */
  readonly symptoms?: readonly string[];
  /** What is wrong, by name. `{term}` is filled from the report's data. */
  readonly messages: Readonly<Record<M, string>>;
  check(subject: Subjects[S], context: RuleContext<M>): void;
}

/** One rule of a known subject; the union lets a `switch` on `subject` narrow `check`. */
export type AnyRule = { [S in SubjectName]: Rule<S> }[SubjectName];

export function defineRule<S extends SubjectName, M extends string>(rule: Rule<S, M>): AnyRule {
  // The message names are the rule's own affair: outside it they are any string.
  return rule as unknown as AnyRule;
}
