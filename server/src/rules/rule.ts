import type { RecordView } from '../domain/view.ts';
import type { Policies, PolicyKind } from '../email/policies.ts';
import type { SpfFaultCode, SpfTerm } from '../email/spf/model.ts';
import type { FaultCode } from '../records/format.ts';
import type { FindingPlace, Related, RuleFix, Severity } from '../records/report.ts';
import type { FaultSubject, OwnerSubject, RecordSubject, TextSubject } from '../records/subjects.ts';
import type { Placeholder } from './placeholders.ts';

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

/** The texts of a rule's messages by name, with placeholders ({@link Placeholder}) for the data of the report. */
export type Messages = Readonly<Record<string, string>>;

/** What a placeholder is replaced by. Names of domains are shown without what is unknown of them. */
export type MessageValue = string | number;

/** Exactly the placeholders of the messages; where they have none, there are no data. */
type MessageData<Text extends string> = string extends Text
  ? { readonly data?: Readonly<Record<string, MessageValue>> }
  : [Placeholder<Text>] extends [never]
    ? { readonly data?: never }
    : { readonly data: { readonly [Name in Placeholder<Text>]: MessageValue } };

interface ReportParts {
  readonly at: FindingPlace;
  readonly fix?: RuleFix | undefined;
  /** Where there is more than one way out; the first is preferred. */
  readonly fixes?: readonly RuleFix[];
  readonly related?: readonly Related[];
  /** Where the rule's own severity does not fit this case. The user's setting wins over both. */
  readonly severity?: Severity;
}

/** What a rule reports, whichever rule it is. */
export interface Report extends ReportParts {
  /** The name of the message. */
  readonly message: string;
  readonly data?: Readonly<Record<string, MessageValue>> | undefined;
}

/**
 * What a rule with the messages `M` may report. The data are checked against the text of the message: a placeholder that is
 * missing or misspelled does not compile. Where the message is one of several, the data fill the placeholders of all of them.
 */
export type ReportOf<M extends Messages, K extends keyof M> = ReportParts & {
  readonly message: K;
} & MessageData<M[K]>;

export interface RuleContext<M extends Messages = Messages> extends RecordView {
  report<K extends keyof M & string>(report: ReportOf<M, K>): void;
}

/** What the file of a rule says. Its group, name and id follow from where the file is: see `nameRule`. */
export interface RuleDefinition<S extends SubjectName = SubjectName, M extends Messages = Messages> {
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
  /** Off unless the user turns preview rules on, or sets the severity of this rule: it may still change in any release. */
  readonly preview?: true;
  /** Off unless the user sets its severity: true, and few want to be told. */
  readonly offByDefault?: true;
  /**
   * What it finds may be true of many records for one reason. Then a file shows one finding for all that have the same message
   * and the same values of these placeholders; none: for all of the rule.
   */
  readonly sameWhere?: readonly string[];
  /** It compares the zone with its last commit, so that any edit may bring it: it is no argument against a fix that does. */
  readonly isAboutChange?: true;
  /** What it finds has no effect: nothing would change if it were deleted. Editors show such text faded. */
  readonly isUnnecessary?: true;
  /** The version that the rule was first released in; `FIRST_VERSION` when left out. */
  readonly since?: string;
  /** `RFC 7208 §5.1` */
  readonly specs: readonly string[];
  /** Why it matters, in a sentence or two, with the bounce it leads to where there is one. */
  readonly why: string;
  /** SMTP replies that lead here: `550 5.7.23`. */
  readonly symptoms?: readonly string[];
  /** What is wrong, by name. `{term}` is filled from the report's data. */
  readonly messages: M;
  check(subject: Subjects[S], context: RuleContext<M>): void;
}

/** What the definition of a rule may state of it, however the rule checks. */
export type RuleFacts = Pick<
  RuleDefinition,
  'severity' | 'preview' | 'isUnnecessary' | 'since' | 'specs' | 'why' | 'symptoms'
>;

export interface Rule<S extends SubjectName = SubjectName> extends RuleDefinition<S> {
  /** Group and name, as in `spf-all-pass`. Names the fault, not the fix. */
  readonly id: string;
  /** The folder of its file: `spf`. */
  readonly group: string;
  /** The name of its file, and of its page, without the ending: `all-pass`. */
  readonly name: string;
  readonly since: string;
}

/** One rule of a known subject; the union lets a `switch` on `subject` narrow `check`. */
export type AnyRule = { [S in SubjectName]: Rule<S> }[SubjectName];
export type AnyRuleDefinition = { [S in SubjectName]: RuleDefinition<S> }[SubjectName];

/** The version of the first release, in which rules are that state no other. */
export const FIRST_VERSION = '0.1.0';

export function defineRule<S extends SubjectName, const M extends Messages>(
  definition: RuleDefinition<S, M>,
): AnyRuleDefinition {
  // The message names are the rule's own affair: outside it they are any string.
  return definition as unknown as AnyRuleDefinition;
}

/** The rule of `rules/GROUP/NAME.ts`. */
export function nameRule(group: string, name: string, definition: AnyRuleDefinition): AnyRule {
  return { since: FIRST_VERSION, ...definition, id: `${group}-${name}`, group, name };
}
