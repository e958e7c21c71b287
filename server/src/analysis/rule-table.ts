import { typeCode } from '../dns/types.ts';
import { POLICY_KINDS, type PolicyKind } from '../email/policies.ts';
import type { AnyRule, Rule, SubjectName } from '../rules/rule.ts';

/** The rules sorted by what they are run on, so that a record meets only those that concern it. */
export interface RuleTable {
  readonly fault: RuleChoice<'fault'>;
  readonly txt: RuleChoice<'txt'>;
  readonly policy: { readonly [K in PolicyKind]: RuleChoice<K> };
  /** By the code of the record's type. */
  readonly record: ReadonlyMap<number, readonly Rule<'record'>[]>;
  readonly owner: readonly OwnerRule[];
  /** Types of which one record is enough for some owner rule. */
  readonly ownerTypes: ReadonlySet<number>;
  readonly byId: ReadonlyMap<string, AnyRule>;
}

/** The rules of one subject, by the features that they need. */
export class RuleChoice<S extends SubjectName> {
  private readonly rules: readonly Rule<S>[];
  /** A power of two for each feature that some rule needs. */
  private readonly weights: ReadonlyMap<string, number>;
  /** By the sum of the weights of the features that are there. */
  private readonly chosen = new Map<number, readonly Rule<S>[]>();

  constructor(rules: readonly Rule<S>[]) {
    this.rules = rules;
    const needed = new Set<string>(rules.flatMap(({ needs = [] }) => needs));
    this.weights = new Map([...needed].map((feature, i) => [feature, 2 ** i]));
    // The sums are told apart only while they are exact.
    if (needed.size > 53) throw new Error('rules of one subject need too many different features');
  }

  /** Those that a subject with these features concerns, in the order of the registry. */
  for(features: readonly string[]): readonly Rule<S>[] {
    let sum = 0;
    for (const feature of features) {
      const weight = this.weights.get(feature);
      if (weight !== undefined && Math.floor(sum / weight) % 2 === 0) sum += weight;
    }
    let chosen = this.chosen.get(sum);
    if (chosen === undefined) {
      chosen = this.rules.filter(({ needs }) => needs?.some((need) => features.includes(need)) ?? true);
      this.chosen.set(sum, chosen);
    }
    return chosen;
  }
}

const single = new WeakMap<AnyRule, RuleTable>();

/** The table of one rule alone, to run it again. */
export function tableOf(rule: AnyRule): RuleTable {
  let table = single.get(rule);
  if (table === undefined) {
    table = ruleTable([rule]);
    single.set(rule, table);
  }
  return table;
}

export interface OwnerRule {
  readonly rule: Rule<'owner'>;
  /** `undefined`: any type. */
  readonly types: ReadonlySet<number> | undefined;
  /** How many records of one of the types must stand at the name. */
  readonly atLeast: number;
}

export function ruleTable(rules: readonly AnyRule[]): RuleTable {
  const record = new Map<number, Rule<'record'>[]>();
  const owner: OwnerRule[] = [];
  for (const rule of rules) {
    if (rule.subject === 'record') {
      for (const code of codesOf(rule.types ?? [])) {
        const list = record.get(code) ?? [];
        list.push(rule);
        record.set(code, list);
      }
    } else if (rule.subject === 'owner') {
      owner.push({
        rule,
        types: rule.types === undefined ? undefined : new Set(codesOf(rule.types)),
        atLeast: rule.atLeast ?? (rule.types === undefined ? 2 : 1),
      });
    }
  }
  return {
    fault: new RuleChoice(of(rules, 'fault')),
    txt: new RuleChoice(of(rules, 'txt')),
    policy: policyRules(rules),
    record,
    owner,
    ownerTypes: new Set(owner.flatMap((entry) => (entry.atLeast < 2 ? [...(entry.types ?? [])] : []))),
    byId: new Map(rules.map((rule) => [rule.id, rule])),
  };
}

function policyRules(rules: readonly AnyRule[]): RuleTable['policy'] {
  const choices = POLICY_KINDS.map((kind) => [kind, new RuleChoice(of(rules, kind))]);
  return Object.fromEntries(choices) as RuleTable['policy'];
}

function of<S extends SubjectName>(rules: readonly AnyRule[], subject: S): readonly Rule<S>[] {
  return rules.filter((rule): rule is AnyRule & Rule<S> => rule.subject === subject);
}

function codesOf(types: readonly string[]): readonly number[] {
  return types.map((type) => typeCode(type)).filter((code) => code !== undefined);
}
