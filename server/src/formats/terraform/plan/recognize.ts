/** A text that a Terraform or OpenTofu command has written. */
export type PlanKind =
  /** `terraform show -json FILE`: a plan, or a state. */
  | 'shown'
  /** `terraform.tfstate`: the stored state. */
  | 'stored-state'
  /** `terraform plan -json`: the messages of the command, one object for each line. */
  | 'plan-messages';

const PLAN_PATH = /\.(?:json|tfstate|jsonl|ndjson)$/i;
/** Parts of modules, and files of values. */
const OTHER_PATH = /\.(?:tf|tofu|tfvars)\.json$/i;

/** Whether a file with that name may contain a plan or a state. */
export function isPlanPath(path: string): boolean {
  return PLAN_PATH.test(path) && !OTHER_PATH.test(path);
}

/** The first members of a plan whose members were sorted by name. */
const SORTED = /^\s*\{\s*"(?:applyable|checks|complete|configuration)"\s*:/;
const IN_CONFIGURATION = /"(?:provider_config|root_module)"\s*:/;

/** UTF-16 units at the start of a text that determine its kind. */
export const PLAN_HEAD = 16_384;

/** The kind that the start of a text shows. `head`: at most the first {@link PLAN_HEAD} units. */
export function planKindOf(path: string, head: string): PlanKind | undefined {
  if (!isPlanPath(path) || !/^\uFEFF?\s*\{/.test(head)) return undefined;
  if (/^\uFEFF?\s*\{"@level":/.test(head) && head.includes('"@module":"terraform.ui"'))
    return 'plan-messages';
  const hasVersion = /"terraform_version"\s*:/.test(head);
  if (hasVersion && /"(?:serial|lineage)"\s*:/.test(head) && /"version"\s*:\s*\d/.test(head))
    return 'stored-state';
  const isShown =
    /"format_version"\s*:\s*"/.test(head) &&
    (hasVersion || /"(?:planned_values|resource_changes)"\s*:/.test(head));
  return isShown || (SORTED.test(head) && IN_CONFIGURATION.test(head)) ? 'shown' : undefined;
}
