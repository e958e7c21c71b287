import { typeCode } from '../dns/types.ts';
import type { AnyRule, Rule, SubjectName } from '../rules/rule.ts';

/** The rules sorted by what they are run on, so that a record meets only those that concern it. */
export interface RuleTable {
  readonly fault: readonly Rule<'fault'>[];
  readonly txt: readonly Rule<'txt'>[];
  readonly spf: readonly Rule<'spf'>[];
  readonly dkim: readonly Rule<'dkim'>[];
  readonly dmarc: readonly Rule<'dmarc'>[];
  /** By the code of the record's type. */
  readonly record: ReadonlyMap<number, readonly Rule<'record'>[]>;
  readonly owner: readonly OwnerRule[];
  /** Types of which one record is enough for some owner rule. */
  readonly ownerTypes: ReadonlySet<number>;
  readonly byId: ReadonlyMap<string, AnyRule>;
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
    fault: of(rules, 'fault'),
    txt: of(rules, 'txt'),
    spf: of(rules, 'spf'),
    dkim: of(rules, 'dkim'),
    dmarc: of(rules, 'dmarc'),
    record,
    owner,
    ownerTypes: new Set(owner.flatMap((entry) => (entry.atLeast < 2 ? [...(entry.types ?? [])] : []))),
    byId: new Map(rules.map((rule) => [rule.id, rule])),
  };
}

function of<S extends SubjectName>(rules: readonly AnyRule[], subject: S): readonly Rule<S>[] {
  return rules.filter((rule): rule is AnyRule & Rule<S> => rule.subject === subject);
}

function codesOf(types: readonly string[]): readonly number[] {
  return types.map((type) => typeCode(type)).filter((code) => code !== undefined);
}
