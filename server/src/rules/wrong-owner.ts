import { isKnown, labelsOf, type DomainName } from '../dns/names.ts';
import { leadsTo } from '../domain/aliases.ts';
import { activationSafety } from '../email/policy-text.ts';
import { isAskedFor, LABELS, meantName, type UnderscoredKind } from '../email/underscored-names.ts';
import type { RuleFix, Safety } from '../records/report.ts';
import type { Policies, PolicyKind } from '../email/policies.ts';
import {
  defineRule,
  type AnyRuleDefinition,
  type Messages,
  type ReportOf,
  type RuleContext,
  type RuleFacts,
} from './rule.ts';

/** What is wrong with the owner name of a record. */
export type Misplaced<M extends Messages> = Pick<
  ReportOf<M, keyof M & string>,
  'message' | 'data' | 'severity'
> & {
  /** The name at which the record belongs, if that is known. */
  readonly right?: DomainName | undefined;
  /** Safety of moving the record there. */
  readonly safety?: Safety;
};

interface WrongOwner<S extends PolicyKind, M extends Messages> extends Omit<RuleFacts, 'severity'> {
  readonly subject: S;
  readonly messages: M;
  readonly find: (policy: Policies[S], owner: DomainName, context: RuleContext) => Misplaced<M> | undefined;
}

/** Reports a record at a name that is never queried for its kind. The fix moves it, if nothing is at the right name. */
export function wrongOwner<S extends PolicyKind, const M extends Messages>({
  find,
  ...rule
}: WrongOwner<S, M>): AnyRuleDefinition {
  return defineRule<S, Messages>({
    ...rule,
    severity: 'error',
    check(policy, context) {
      const owner = context.record?.owner;
      const misplaced = owner === undefined ? undefined : find(policy, owner, context);
      if (misplaced === undefined) return;
      const { message, data, severity, right, safety = 'review' } = misplaced as Misplaced<Messages>;
      const fix: RuleFix | undefined =
        right === undefined || !isFree(right, context)
          ? undefined
          : {
              title: `Move the record to "${right}"`,
              safety,
              edits: [{ kind: 'rename-owner', name: right }],
            };
      context.report({
        at: { part: 'owner' },
        message,
        fix,
        ...(data !== undefined && { data }),
        ...(severity !== undefined && { severity }),
      });
    },
  });
}

/** Whether the name is known and has no records. */
export function isFree(name: DomainName, context: RuleContext): boolean {
  return isKnown(name) && context.recordsAt(name).length === 0;
}

interface UnderscoredOwner extends Omit<RuleFacts, 'severity'> {
  readonly subject: 'mta-sts' | 'tls-rpt' | 'bimi';
  readonly kind: UnderscoredKind;
}

/** Reports a record that is not at its labels below a domain. `zone-underscore-missing` reports missing underscores. */
export function notUnderLabels({ kind, ...rule }: UnderscoredOwner): AnyRuleDefinition {
  return wrongOwner({
    ...rule,
    messages: {
      apex: '{kind} records are looked up at "{labels}.DOMAIN", never at the domain itself.',
      elsewhere: '{kind} records are looked up at "{labels}.DOMAIN", not at "{owner}".',
    },
    find(_policy, owner, context) {
      if (!isWrong(owner, kind, context)) return undefined;
      const isApex = owner === context.apex;
      return {
        message: isApex ? 'apex' : 'elsewhere',
        data: { kind, labels: kind === 'BIMI' ? 'SELECTOR._bimi' : LABELS[kind], owner },
        // A record at another name may be the target of a CNAME in another zone.
        severity: isApex ? 'error' : 'warning',
        right: `${LABELS[kind]}.${owner}`,
        safety: isApex ? activationSafety(kind) : 'review',
      };
    },
  });
}

function isWrong(owner: DomainName, kind: UnderscoredKind, context: RuleContext): boolean {
  if (!isKnown(owner) || owner.startsWith('*.') || isAskedFor(owner, kind)) return false;
  // Providers keep the records of their customers below such labels.
  if (labelsOf(owner).some((label) => label.startsWith('_'))) return false;
  return meantName(owner, kind) === undefined && !isPointedAt(owner, kind, context);
}

function isPointedAt(owner: DomainName, kind: UnderscoredKind, context: RuleContext): boolean {
  if (context.apex === undefined) return true;
  return leadsTo(`${LABELS[kind]}.${context.apex}`, owner, context);
}
