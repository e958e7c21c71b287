import { typeCode } from '../../dns/types.ts';
import { POLICY_KINDS, type PolicyKind } from '../../email/policies.ts';
import type { AnyRule, Rule, SubjectName } from '../../rules/rule.ts';

/** The rules by their subject, so that each record runs only the rules that apply to it. */
export interface RuleTable {
  readonly fault: RuleChoice<'fault'>;
  readonly txt: RuleChoice<'txt'>;
  readonly policy: { readonly [K in PolicyKind]: RuleChoice<K> };
  /** By the code of the record's type. */
  readonly record: ReadonlyMap<number, readonly Rule<'record'>[]>;
  readonly owner: OwnerChoice;
  readonly byId: ReadonlyMap<string, AnyRule>;
}

/** The rules for a set of features, or the same by the next word of the set. */
type Choices<S extends SubjectName> = Map<number, Choices<S> | readonly Rule<S>[]>;

/** The number of features in one word of a set, which is the size of bitwise operands. */
const WORD_BITS = 32;

/** The rules of one subject by the features that they need. */
export class RuleChoice<S extends SubjectName> {
  private readonly rules: readonly Rule<S>[];
  /** The bit of each feature that some rule needs, counted through all words. */
  private readonly bits: ReadonlyMap<string, number>;
  /** The words after the first one, for features with a bit above 31; zero between calls. */
  private readonly more: number[];
  private readonly chosen: Choices<S> = new Map();

  constructor(rules: readonly Rule<S>[]) {
    this.rules = rules;
    const needed = new Set<string>(rules.flatMap(({ needs = [] }) => needs));
    this.bits = new Map([...needed].map((feature, bit) => [feature, bit]));
    this.more = Array.from({ length: Math.max(0, Math.ceil(needed.size / WORD_BITS) - 1) }, () => 0);
  }

  /** The rules for a subject with these features, in the order of the registry. */
  for(features: readonly string[]): readonly Rule<S>[] {
    const { more } = this;
    let word = 0;
    for (const feature of features) {
      const bit = this.bits.get(feature);
      if (bit === undefined) continue;
      // A shift counts modulo 32.
      if (bit < WORD_BITS) word |= 1 << bit;
      else more[(bit >> 5) - 1] = (more[(bit >> 5) - 1] ?? 0) | (1 << bit);
    }
    let choices = this.chosen;
    for (let i = 0; i < more.length; i++) {
      let next = choices.get(word) as Choices<S> | undefined;
      if (next === undefined) choices.set(word, (next = new Map()));
      choices = next;
      word = more[i] ?? 0;
      more[i] = 0;
    }
    const known = choices.get(word) as readonly Rule<S>[] | undefined;
    if (known !== undefined) return known;
    const chosen = this.rules.filter(({ needs }) => needs?.some((need) => features.includes(need)) ?? true);
    choices.set(word, chosen);
    return chosen;
  }
}

const single = new WeakMap<AnyRule, RuleTable>();

/** The table with only one rule, to run it again. */
export function tableOf(rule: AnyRule): RuleTable {
  let table = single.get(rule);
  if (table === undefined) {
    table = ruleTable([rule]);
    single.set(rule, table);
  }
  return table;
}

interface OwnerRule {
  readonly rule: Rule<'owner'>;
  /** `undefined` for any type. */
  readonly types: ReadonlySet<number> | undefined;
  /** The minimum number of records of these types at the name. */
  readonly atLeast: number;
}

/** The rules on all records of a name by the types of those records. */
export class OwnerChoice {
  private readonly rules: readonly OwnerRule[];
  /** By the types in the order of the records, because most names have the same few combinations. */
  private readonly chosen = new Map<string, readonly Rule<'owner'>[]>();

  constructor(rules: readonly OwnerRule[]) {
    this.rules = rules;
  }

  /** The rules that can report something about records of these types, in the order of the registry. */
  for(types: readonly number[]): readonly Rule<'owner'>[] {
    // Few names have more records than this, and each has its own combination.
    if (types.length > 8) return this.choose(types);
    const key = types.join(' ');
    let chosen = this.chosen.get(key);
    if (chosen === undefined) {
      chosen = this.choose(types);
      this.chosen.set(key, chosen);
    }
    return chosen;
  }

  private choose(types: readonly number[]): readonly Rule<'owner'>[] {
    const counts = new Map<number, number>();
    for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
    const concerned = this.rules.filter((rule) => concernsOwner(rule, counts));
    return concerned.map(({ rule }) => rule);
  }
}

function concernsOwner({ types, atLeast }: OwnerRule, counts: ReadonlyMap<number, number>): boolean {
  for (const [type, count] of counts) {
    if (count >= atLeast && (types === undefined || types.has(type))) return true;
  }
  return false;
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
    owner: new OwnerChoice(owner),
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
