import type { Policies, PolicyKind } from '../email/policies.ts';
import type { Fault } from '../records/format.ts';
import { repairFix } from '../records/repair.ts';
import type { FindingPlace, Related, RuleFix, Severity } from '../records/report.ts';
import { quote } from '../text/quote.ts';
import type { Range } from '../text/range.ts';
import { placeholdersOf, type Placeholder } from '../text/placeholders.ts';
import {
  defineRule,
  type AnyRuleDefinition,
  type Messages,
  type RuleContext,
  type RuleFacts,
  type Subjects,
} from './rule.ts';

/** What is parsed with recovery: a policy, or a file of any format. */
type ReadSubject = PolicyKind | 'fault';

/** A fault that the parser of that policy, or the reader of a format, reports. */
export type FaultIn<K extends ReadSubject> = K extends PolicyKind ? Policies[K]['faults'][number] : Fault;

/** The fault with a certain code. */
export type FaultWith<K extends ReadSubject, C> = Extract<FaultIn<K>, { readonly code: C }>;

/** One message, or one for each `reason` that the fault can have. */
type Message = string | Readonly<Record<string, string>>;

/** The names for placeholders: fields that are a string, a number or a range, and `typed`, the source text of the fault. */
type FieldOf<F> = 'typed' | { [P in keyof F]: F[P] extends string | number | Range ? P : never }[keyof F];

/** The faults that can have that reason. */
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
   * Messages by the code of the fault, and by its `reason` if it has one. A placeholder is a field of the fault, quoted (for
   * a range, the source text there); `{typed}`, the source text at the range of the fault; or a value that `data` returns.
   */
  readonly messages: M;
  /** The codes that the rule reports. All by default. */
  readonly codes?: readonly (keyof M & string)[];
  /** Severities of codes that are more or less severe than the rule. */
  readonly severities?: {
    readonly [C in keyof M]?: Severity | ((fault: FaultWith<K, C>, subject: Subjects[K]) => Severity);
  };
  /** Whether this rule reports the fault. */
  when?(fault: FaultWith<K, keyof M>, subject: Subjects[K], context: RuleContext): boolean;
  /** Where to report the fault. By default, at its range. */
  at?(fault: FaultWith<K, keyof M>, subject: Subjects[K]): FindingPlace;
  data?(fault: FaultWith<K, keyof M>, subject: Subjects[K]): Readonly<Record<D, string | number>>;
  /** The fix. By default, the one that the reader of the file suggests. */
  fix?(fault: FaultWith<K, keyof M>, subject: Subjects[K], context: RuleContext): RuleFix | undefined;
  /** The fixes, if there are several. The first is preferred. */
  fixes?(fault: FaultWith<K, keyof M>, subject: Subjects[K]): readonly RuleFix[];
  related?(fault: FaultWith<K, keyof M>, subject: Subjects[K]): readonly Related[];
}

/**
 * Defines a rule that reports the faults of a parser as they are. The compiler checks that the parser has faults with these
 * codes, that each reason has a message, and that each placeholder is a field of the fault.
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
    // The type of the argument ensures that the keys are codes of this subject.
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

/** A forwarding for any subject. Which one it is does not matter here. */
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

/** Ranges of a policy are in its decoded value. Ranges of a file are in its source text. */
function placeOf(fault: AnyFault): FindingPlace {
  return 'anchor' in fault ? { source: fault.range } : fault.range;
}

function readersFix(fault: AnyFault): RuleFix | undefined {
  return 'anchor' in fault ? repairFix(fault) : undefined;
}

function typedAt({ start, end }: Range, read: AnyRead): string {
  return 'fault' in read ? read.fault.text : read.value.text.slice(start, end);
}

/** Data for the placeholders of the message only, because findings keep their data. */
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
    if (isRange(place)) {
      const typed = typedAt(place, read);
      // Not quoted twice: `found "10"` for a quoted number.
      data[key] = quote(
        message.includes(`"{${key}}"`) && /^"[^"]+"$/.test(typed) ? typed.slice(1, -1) : typed,
      );
    } else if (typeof given === 'number') data[key] = given;
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

/** Messages by name. The message for a reason is named `code/reason`. */
function byName(messages: Readonly<Record<string, Message>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(messages).flatMap(([code, message]) =>
      typeof message === 'string'
        ? [[code, message]]
        : Object.entries(message).map(([reason, text]) => [`${code}/${reason}`, text]),
    ),
  );
}
