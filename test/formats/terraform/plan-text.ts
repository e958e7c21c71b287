/** An instance of a resource, as `terraform show -json` writes it. */
export interface PlannedInstance {
  /** `module.a["x"].aws_route53_record.spf[0]`. */
  readonly module?: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly provider?: string;
  readonly mode?: 'managed' | 'data';
  readonly values: Readonly<Record<string, unknown>>;
  readonly unknown?: unknown;
  readonly sensitive?: unknown;
  readonly actions?: readonly string[];
}

export interface PlanParts {
  readonly version?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly configuration?: unknown;
  readonly prior?: readonly PlannedInstance[];
  /** Further entries of `resource_changes`. */
  readonly changes?: readonly unknown[];
  /** Further members of the plan. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A plan with these instances. */
export function planText(instances: readonly PlannedInstance[], parts: PlanParts = {}): string {
  const { version = '1.2', variables = {}, configuration, prior, changes = [], more = {} } = parts;
  return JSON.stringify(
    {
      format_version: version,
      terraform_version: '1.13.0',
      variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
      planned_values: { root_module: moduleOf('', instances) },
      resource_changes: [...instances.map(changeOf), ...changes],
      ...(prior === undefined ? {} : { prior_state: stateOf(prior) }),
      ...more,
      configuration: configuration ?? { root_module: {} },
    },
    undefined,
    1,
  );
}

/** The output of `terraform show -json` for a state. */
export function stateText(instances: readonly PlannedInstance[]): string {
  return JSON.stringify(stateOf(instances), undefined, 1);
}

function stateOf(instances: readonly PlannedInstance[]): unknown {
  return {
    format_version: '1.0',
    terraform_version: '1.13.0',
    values: { root_module: moduleOf('', instances) },
  };
}

function moduleOf(address: string, instances: readonly PlannedInstance[]): unknown {
  const inner = new Set(
    instances
      .map(({ module = '' }) => module)
      .filter((one) => one !== address && one.startsWith(address === '' ? 'module.' : `${address}.`)),
  );
  // Modules are given by their full addresses: each is a child of the module before it.
  const children = [...inner].filter((one) => ![...inner].some((other) => one.startsWith(`${other}.`)));
  return {
    ...(address === '' ? {} : { address }),
    resources: instances.filter(({ module = '' }) => module === address).map(resourceOf),
    ...(children.length === 0 ? {} : { child_modules: children.map((one) => moduleOf(one, instances)) }),
  };
}

function addressOf({ module, mode, type, name, index }: PlannedInstance): string {
  const key = index === undefined ? '' : `[${JSON.stringify(index)}]`;
  return `${module === undefined ? '' : `${module}.`}${mode === 'data' ? 'data.' : ''}${type}.${name}${key}`;
}

function commonOf(instance: PlannedInstance): Readonly<Record<string, unknown>> {
  const { type, name, index, mode = 'managed', provider = providerOf(type) } = instance;
  return {
    address: addressOf(instance),
    mode,
    type,
    name,
    ...(index === undefined ? {} : { index }),
    provider_name: `registry.terraform.io/${provider}`,
  };
}

function providerOf(type: string): string {
  const family = type.replace(/_.*/, '');
  return `${{ cloudflare: 'cloudflare', hcloud: 'hetznercloud' }[family] ?? 'hashicorp'}/${family}`;
}

function resourceOf(instance: PlannedInstance): unknown {
  const { values, sensitive = {} } = instance;
  return { ...commonOf(instance), schema_version: 0, values, sensitive_values: sensitive };
}

function changeOf(instance: PlannedInstance): unknown {
  const { values, unknown = {}, sensitive = {}, actions = ['create'] } = instance;
  return {
    ...commonOf(instance),
    change: { actions, before: null, after: values, after_unknown: unknown, after_sensitive: sensitive },
  };
}

/** A Route 53 TXT record. */
export function txtRecord(
  name: string,
  owner: string,
  records: unknown,
  more: Partial<PlannedInstance> = {},
): PlannedInstance {
  const values = { zone_id: 'Z1', name: owner, type: 'TXT', ttl: 300, records };
  return { type: 'aws_route53_record', name, ...more, values: { ...values, ...more.values } };
}
