import type { RecordView } from '../domain/view.ts';
import type { Policies, PolicyKind } from '../email/policies.ts';
import type { SpfFaultCode, SpfTerm } from '../email/spf/model.ts';
import type { FaultCode } from '../records/format.ts';
import type { Place, Related, RuleFix, Severity } from '../records/report.ts';
import type { FaultSubject, OwnerSubject, RecordSubject, TextSubject } from '../records/subjects.ts';

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

export interface RuleContext<M extends string = string> extends RecordView {
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
