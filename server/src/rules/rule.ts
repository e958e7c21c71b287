import type { RecordView } from '../domain/view.ts';
import type { Policies, PolicyKind } from '../email/policies.ts';
import type { SpfFaultCode, SpfTerm } from '../email/spf/model.ts';
import type { FaultCode } from '../records/format.ts';
import type { FindingPlace, Related, RuleFix, Severity } from '../records/report.ts';
import type { FaultSubject, OwnerSubject, RecordSubject, TextSubject } from '../records/subjects.ts';
import type { Placeholder } from '../text/placeholders.ts';

/**
 * What a rule is run on. A rule has the smallest subject that can show its fault, because only rules whose subject changed
 * run again. A policy (`spf`, `dkim` …) is one TXT record that is meant as such: `isSpf` and similar functions decide.
 */
export interface Subjects extends Policies {
  /** A part of a file that the reader of the format could not accept. */
  fault: FaultSubject;
  /** One record of the types that the rule names. */
  record: RecordSubject;
  /** One TXT record (or SPF, type 99) with any content. */
  txt: TextSubject;
  /**
   * All records at one name. The rule runs if the name has a record of the types that the rule lists. A rule that lists no
   * types runs if the name has several records of one type.
   */
  owner: OwnerSubject;
}
export type SubjectName = keyof Subjects;

/**
 * Features of a subject that a rule can require: codes of faults, and
 * - txt: a character that is not printable ASCII, a space at either end, a string without quotes;
 * - spf: kinds of terms, and `macro` for a percent sign anywhere;
 * - dkim: the tags that are meant, and kinds of key;
 * - other policies: the names of their tags.
 */
export interface Features extends Record<PolicyKind, string> {
  fault: FaultCode;
  record: never;
  txt: 'odd-character' | 'edge-blank' | 'unquoted';
  spf: SpfFaultCode | SpfTerm['kind'] | 'macro';
  owner: never;
}

/** The messages of a rule by name, with placeholders ({@link Placeholder}) for the data of the report. */
export type Messages = Readonly<Record<string, string>>;

/** The value of a placeholder. Domain names are shown without their unknown parts. */
export type MessageValue = string | number;

/** Values for exactly the placeholders of the messages. Without placeholders there are no data. */
type MessageData<Text extends string> = string extends Text
  ? { readonly data?: Readonly<Record<string, MessageValue>> }
  : [Placeholder<Text>] extends [never]
    ? { readonly data?: never }
    : { readonly data: { readonly [Name in Placeholder<Text>]: MessageValue } };

interface ReportParts {
  readonly at: FindingPlace;
  readonly fix?: RuleFix | undefined;
  /** The fixes, if there are several. The first is preferred. */
  readonly fixes?: readonly RuleFix[];
  readonly related?: readonly Related[];
  /** Severity of this report, if that of the rule does not fit. The user's setting overrides both. */
  readonly severity?: Severity;
}

/** A report of any rule. */
export interface Report extends ReportParts {
  /** The name of the message. */
  readonly message: string;
  readonly data?: Readonly<Record<string, MessageValue>> | undefined;
}

/**
 * A report of a rule with the messages `M`. The data are checked against the text of the message: a missing or misspelled
 * placeholder does not compile. If the message is one of several, the data fill the placeholders of all of them.
 */
export type ReportOf<M extends Messages, K extends keyof M> = ReportParts & {
  readonly message: K;
} & MessageData<M[K]>;

export interface RuleContext<M extends Messages = Messages> extends RecordView {
  report<K extends keyof M & string>(report: ReportOf<M, K>): void;
}

/** The content of a rule file. Its group, name and id follow from the path of the file: see `nameRule`. */
export interface RuleDefinition<S extends SubjectName = SubjectName, M extends Messages = Messages> {
  readonly subject: S;
  /** For the subjects `record` and `owner`: the record types that the rule checks. */
  readonly types?: readonly string[];
  /** For the subject `owner`: how many records of one of these types the name must have. 1 by default. */
  readonly atLeast?: number;
  /**
   * The rule runs only on a subject that has one of these features, and on every subject by default. This changes no finding.
   * It only skips subjects in which the rule would find nothing.
   */
  readonly needs?: readonly Features[S][];
  readonly severity: Severity;
  /** Off unless the user turns preview rules on, or sets the severity of this rule. The rule may change in any release. */
  readonly preview?: true;
  /** Off unless the user sets its severity: the finding is true, but few users need it. */
  readonly offByDefault?: true;
  /**
   * The finding may apply to many records for the same reason. A file then shows one finding for all that have the same
   * message and the same values of these placeholders. With an empty list, it shows one finding for the rule.
   */
  readonly sameWhere?: readonly string[];
  /** The rule compares the zone with its last commit, so any edit may cause a finding, which does not rule out a fix. */
  readonly isAboutChange?: true;
  /** The reported text has no effect, and deleting it would change nothing. Editors show such text faded. */
  readonly isUnnecessary?: true;
  /** The version in which the rule was first released. `FIRST_VERSION` by default. */
  readonly since?: string;
  /** `RFC 7208 §5.1` */
  readonly specs: readonly string[];
  /** Why the fault matters, in one or two sentences, with the bounce that it causes, if any. */
  readonly why: string;
  /** SMTP replies that the fault can cause: `550 5.7.23`. */
  readonly symptoms?: readonly string[];
  /** Messages by name. `{term}` is filled from the data of the report. */
  readonly messages: M;
  check(subject: Subjects[S], context: RuleContext<M>): void;
}

/** The parts of a definition that do not depend on how the rule checks. */
export type RuleFacts = Pick<
  RuleDefinition,
  'severity' | 'preview' | 'isUnnecessary' | 'since' | 'specs' | 'why' | 'symptoms'
>;

export interface Rule<S extends SubjectName = SubjectName> extends RuleDefinition<S> {
  /** Group and name, as in `spf-all-pass`. Names the fault, not the fix. */
  readonly id: string;
  /** The folder of its file: `spf`. */
  readonly group: string;
  /** The name of its file and page, without the extension: `all-pass`. */
  readonly name: string;
  readonly since: string;
}

/** One rule of a known subject. The union allows a `switch` on `subject` to narrow `check`. */
export type AnyRule = { [S in SubjectName]: Rule<S> }[SubjectName];
export type AnyRuleDefinition = { [S in SubjectName]: RuleDefinition<S> }[SubjectName];

/** The version of the first release, which contains every rule that states no other version. */
export const FIRST_VERSION = '0.1.0';

export function defineRule<S extends SubjectName, const M extends Messages>(
  definition: RuleDefinition<S, M>,
): AnyRuleDefinition {
  // Outside the rule, a message name is any string.
  return definition as unknown as AnyRuleDefinition;
}

/** The rule of `rules/GROUP/NAME.ts`. */
export function nameRule(group: string, name: string, definition: AnyRuleDefinition): AnyRule {
  return { since: FIRST_VERSION, ...definition, id: `${group}-${name}`, group, name };
}
