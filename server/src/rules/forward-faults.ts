import type { Policies, PolicyKind } from '../email/policies.ts';
import type { Fault } from '../records/format.ts';
import { mending } from '../records/repair.ts';
import type { FindingPlace, Related, RuleFix, Severity } from '../records/report.ts';
import { quote } from '../text/quote.ts';
import type { Range } from '../text/range.ts';
import { placeholdersOf, type Placeholder } from './placeholders.ts';
import {
  defineRule,
  type AnyRuleDefinition,
  type Messages,
  type RuleContext,
  type RuleFacts,
  type Subjects,
} from './rule.ts';

/** What is read with recovery: a policy, or a file of any format. */
type ReadSubject = PolicyKind | 'fault';

/** A fault of that policy's parser, or of a format's reader. */
export type FaultIn<K extends ReadSubject> = K extends PolicyKind ? Policies[K]['faults'][number] : Fault;

/** The fault with that code. */
export type FaultWith<K extends ReadSubject, C> = Extract<FaultIn<K>, { readonly code: C }>;

/** One message, or one for each `reason` that the fault can have. */
type Message = string | Readonly<Record<string, string>>;

/** What a placeholder can name: a field that is a text, a number or a range, or `typed`, the text at the fault's own range. */
type FieldOf<F> = 'typed' | { [P in keyof F]: F[P] extends string | number | Range ? P : never }[keyof F];

/** Those of the faults that can have that reason. */
type WithReason<F, A> = F extends { readonly reason: infer R } ? (A extends R ? F : never) : never;

type CheckedText<F, T, D> = T extends string
  ? Placeholder<T> extends FieldOf<F> | D
    ? T
    : Misspelled<Placeholder<T>>
  : string;
type Misspelled<P> = { readonly 'the fault has no such field': P };

type CheckedMessage<F, T, D> = T extends string
  ? CheckedText<F, T, D>
  : F extends { readonly reason: infer R extends string }
    ? { readonly [A in R]: A extends keyof T ? CheckedText<WithReason<F, A>, T[A], D> : string }
    : never;

type Checked<K extends ReadSubject, M, D> = {
  readonly [C in keyof M]: C extends FaultIn<K>['code'] ? CheckedMessage<FaultWith<K, C>, M[C], D> : never;
};

interface Forwarding<K extends ReadSubject, M, D extends string> extends RuleFacts {
  readonly subject: K;
  /**
   * By the code of the fault, and by its `reason` where it has one. A placeholder is a field of the fault, quoted, or what
   * is typed there where the field is a range; `{typed}`, what is typed at the fault's own range; or what `data` gives.
   */
  readonly messages: M;
  /** Those of the codes that it reports; all when left out. */
  readonly codes?: readonly (keyof M & string)[];
  /** Where a code is graver or lighter than the rule. */
  readonly severities?: {
    readonly [C in keyof M]?: Severity | ((fault: FaultWith<K, C>, subject: Subjects[K]) => Severity);
  };
  /** Whether the fault is this rule's to report. */
  when?(fault: FaultWith<K, keyof M>, subject: Subjects[K], context: RuleContext): boolean;
  /** Where to report it; at its range when left out. */
  at?(fault: FaultWith<K, keyof M>, subject: Subjects[K]): FindingPlace;
  data?(fault: FaultWith<K, keyof M>, subject: Subjects[K]): Readonly<Record<D, string | number>>;
  /** The fix that the reader of the file knows, where it is left out. */
  fix?(fault: FaultWith<K, keyof M>, subject: Subjects[K], context: RuleContext): RuleFix | undefined;
  /** Where there is more than one; the first is preferred. */
  fixes?(fault: FaultWith<K, keyof M>, subject: Subjects[K]): readonly RuleFix[];
  related?(fault: FaultWith<K, keyof M>, subject: Subjects[K]): readonly Related[];
}

/**
 * A rule that reports faults of a parser as they are. The compiler checks that the parser has faults with these codes,
 * that each reason has its message, and that each placeholder is a field of the fault.
 */
export function forwardFaults<
  K extends ReadSubject,
  const M extends Readonly<Record<string, Message>>,
  D extends string = never,
>(
  rule: Omit<Forwarding<K, M, D>, 'messages'> & { readonly messages: M & Checked<K, M, D> },
): AnyRuleDefinition {
  const forwarding = rule as unknown as AnyForwarding;
  const { subject, codes, severity, preview, isUnnecessary, since, specs, why, symptoms } = forwarding;
  const messages = codes === undefined ? forwarding.messages : chosen(forwarding.messages, codes);
  return defineRule<ReadSubject, Messages>({
    subject,
    // The keys are codes of this subject, which the type of the argument ensures.
    needs: Object.keys(messages),
    severity,
    specs,
    why,
    ...(preview !== undefined && { preview }),
    ...(isUnnecessary !== undefined && { isUnnecessary }),
    ...(since !== undefined && { since }),
    ...(symptoms !== undefined && { symptoms }),
    messages: byName(messages),
    check(read, context) {
      for (const fault of 'fault' in read ? [read.fault] : read.faults) {
        if (!Object.hasOwn(messages, fault.code)) continue;
        if (forwarding.when?.(fault, read, context) ?? true) forward(forwarding, fault, read, context);
      }
    },
  });
}

type AnyRead = Subjects[ReadSubject];
type AnyFault = FaultIn<ReadSubject>;

/** The same for any subject: which one it is does not matter here. */
interface AnyForwarding extends RuleFacts {
  readonly subject: ReadSubject;
  readonly messages: Readonly<Record<string, Message>>;
  readonly codes?: readonly string[];
  readonly severities?: Readonly<Record<string, Severity | ((fault: AnyFault, read: AnyRead) => Severity)>>;
  when?(fault: AnyFault, read: AnyRead, context: RuleContext): boolean;
  at?(fault: AnyFault, read: AnyRead): FindingPlace;
  data?(fault: AnyFault, read: AnyRead): Readonly<Record<string, string | number>>;
  fix?(fault: AnyFault, read: AnyRead, context: RuleContext): RuleFix | undefined;
  fixes?(fault: AnyFault, read: AnyRead): readonly RuleFix[];
  related?(fault: AnyFault, read: AnyRead): readonly Related[];
}

function forward(rule: AnyForwarding, fault: AnyFault, read: AnyRead, context: RuleContext): void {
  const { reason } = fault as { readonly reason?: string };
  const words = rule.messages[fault.code];
  const [message, text] =
    typeof words === 'object' ? [`${fault.code}/${reason}`, words[reason ?? '']] : [fault.code, words];
  const own = rule.severities?.[fault.code];
  const severity = typeof own === 'function' ? own(fault, read) : own;
  const related = rule.related?.(fault, read);
  const fixes = rule.fixes?.(fault, read);
  context.report({
    at: rule.at?.(fault, read) ?? placeOf(fault),
    message,
    data: dataFor(text ?? '', fault, read, rule.data?.(fault, read)),
    fix: rule.fix === undefined ? readersFix(fault) : rule.fix(fault, read, context),
    ...(severity !== undefined && { severity }),
    ...(fixes !== undefined && { fixes }),
    ...(related !== undefined && { related }),
  });
}

/** Ranges of a policy are in its decoded value, and those of a file in its text. */
function placeOf(fault: AnyFault): FindingPlace {
  return 'anchor' in fault ? { source: fault.range } : fault.range;
}

function readersFix(fault: AnyFault): RuleFix | undefined {
  return 'anchor' in fault ? mending(fault) : undefined;
}

function typedAt({ start, end }: Range, read: AnyRead): string {
  return 'fault' in read ? read.fault.text : read.value.text.slice(start, end);
}

/** Only what the message has places for: findings keep it. */
function dataFor(
  message: string,
  fault: AnyFault,
  read: AnyRead,
  more: Readonly<Record<string, string | number>> | undefined,
): Readonly<Record<string, string | number>> {
  const data: Record<string, string | number> = {};
  for (const key of placeholdersOf(message)) {
    const given = more?.[key] ?? (fault as unknown as Readonly<Record<string, unknown>>)[key];
    const place = key === 'typed' ? fault.range : given;
    if (isRange(place)) data[key] = quote(typedAt(place, read));
    else if (typeof given === 'number') data[key] = given;
    else if (typeof given === 'string') data[key] = quote(given);
  }
  return data;
}

function isRange(field: unknown): field is Range {
  return typeof field === 'object' && field !== null && 'start' in field && 'end' in field;
}

function chosen(
  messages: Readonly<Record<string, Message>>,
  codes: readonly string[],
): Readonly<Record<string, Message>> {
  return Object.fromEntries(Object.entries(messages).filter(([code]) => codes.includes(code)));
}

/** A message for a reason is named `code/reason`. */
function byName(messages: Readonly<Record<string, Message>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(messages).flatMap(([code, message]) =>
      typeof message === 'string'
        ? [[code, message]]
        : Object.entries(message).map(([reason, text]) => [`${code}/${reason}`, text]),
    ),
  );
}
