import type { Expression } from '../syntax/expression.ts';
import { asciiLowerCase } from '../../../dns/names.ts';
import { wholeFile } from './functions/encodings.ts';
import type { Scope } from './scope.ts';
import { evaluateTemplateText, MAX_TEMPLATE } from './template-text.ts';
import { knownText, mapValueOf, textValue, toText } from './value.ts';
import type { Value } from './value.ts';
import type { Evaluation, WorkPlace } from './work.ts';

/** The block of a resource, as far as an attribute is computed from it. */
export interface AttributeSource {
  readonly argument: (name: string) => Evaluation<Value | undefined>;
  readonly scope: Scope;
  /** Where the block is. */
  readonly at: () => WorkPlace;
}

type Evaluate = (expression: Expression, scope: Scope) => Evaluation<Value>;

/** An attribute that is not an argument, and that follows from arguments all the same. */
interface DerivedAttribute {
  /** The argument without which nothing is known of it. */
  readonly argument: string;
  /** Without it, the attribute is what the argument is. */
  readonly derive?: Derivation;
}

type Derivation = (source: AttributeSource, evaluate: Evaluate) => Evaluation<Value | undefined>;

/** By the type of the resource or of the data source, and the attribute. */
const DERIVED: ReadonlyMap<string, DerivedAttribute> = new Map<string, DerivedAttribute>([
  // Resources whose `id` is what one of their arguments is: the domain, the address.
  ['aws_ses_domain_identity.id', { argument: 'domain' }],
  ['aws_ses_email_identity.id', { argument: 'email' }],
  ['aws_sesv2_email_identity.id', { argument: 'email_identity' }],
  ['mailcow_domain.id', { argument: 'domain' }],
  // What they are given.
  ['terraform_data.output', { argument: 'input' }],
  ['null_data_source.outputs', { argument: 'inputs' }],
  ['local_file.content', { argument: 'filename', derive: contentOfFile }],
  ['template_file.rendered', { argument: 'template', derive: rendered }],
  // The names of records. Azure writes a trailing dot.
  ['aws_route53_record.fqdn', { argument: 'name', derive: fullName('zone_id') }],
  ['cloudflare_record.hostname', { argument: 'name', derive: fullName('zone_id') }],
  ['digitalocean_record.fqdn', { argument: 'name', derive: fullName('domain') }],
  ...['a', 'aaaa', 'caa', 'cname', 'mx', 'ns', 'srv', 'txt'].map(
    (type) =>
      [
        `azurerm_dns_${type}_record.fqdn`,
        { argument: 'name', derive: fullName('zone_name', { isRelative: true, end: '.' }) },
      ] as const,
  ),
]);

/** `undefined`: the attribute is the argument of its name. */
export function derivedAttribute(type: string, attribute: string): DerivedAttribute | undefined {
  return DERIVED.get(`${type}.${attribute}`);
}

/**
 * Whether an attribute only identifies its resource, whatever is typed for it: a reference to it leads to the resource.
 * `managed_zone = google_dns_managed_zone.main.name` names the zone, whose domain is in `dns_name`.
 */
export function isHandle(type: string, attribute: string): boolean {
  return type === 'google_dns_managed_zone' && attribute === 'name';
}

/** Of `data "local_file"`, which reads as `file` does; a resource of that type writes what it is given. */
function* contentOfFile({ argument, scope }: AttributeSource): Evaluation<Value | undefined> {
  const given = yield* argument('content');
  if (given !== undefined) return given;
  const name = knownText(yield* argument('filename'));
  const found = name === undefined ? undefined : scope.module.readFile(name);
  return found && textValue(wholeFile(found));
}

const NO_VARIABLES = mapValueOf([]);

/** Of `data "template_file"`, which reads as `templatefile` does. */
function* rendered(
  { argument, scope, at }: AttributeSource,
  evaluate: Evaluate,
): Evaluation<Value | undefined> {
  const template = yield* argument('template');
  const text = template && toText(template);
  const variables = (yield* argument('vars')) ?? NO_VARIABLES;
  if (text === undefined || template?.kind === 'unknown' || variables.kind !== 'map') return undefined;
  const tooLong = `mailtxt does not read a template of more than ${MAX_TEMPLATE} characters.`;
  return yield* evaluateTemplateText({ text, variables, tooLong, at }, scope, evaluate);
}

interface FullNameOptions {
  /** The name is relative to the zone, whatever it ends with. */
  readonly isRelative?: boolean;
  readonly end?: '' | '.';
}

/**
 * The full name of a record, in lowercase: its name in the zone that an argument leads to. It is typed nowhere: what is wrong
 * with it is wrong where it is used, and neither at the zone nor at the name.
 */
function fullName(zoneArgument: string, { isRelative, end = '' }: FullNameOptions = {}): Derivation {
  return function* ({ argument }) {
    const typed = yield* argument('name');
    const zone = yield* zoneNameOf(yield* argument(zoneArgument));
    const name = typed && knownText(typed)?.replace(/\.$/, '');
    if (name === undefined || zone === undefined) return undefined;
    const lower = asciiLowerCase(name === '@' ? '' : name);
    const isFull = isRelative !== true && lower.endsWith(zone);
    return textValue(`${isFull ? lower : lower === '' ? zone : `${lower}.${zone}`}${end}`);
  };
}

/** The name of the zone that an argument is, or that it identifies: in lowercase, without the trailing dot. */
function* zoneNameOf(value: Value | undefined): Evaluation<string | undefined> {
  const zone = value?.kind === 'unknown' ? value.of : value?.kind === 'resource' ? value : undefined;
  let name: Value | undefined;
  if (zone === undefined) name = value;
  else for (const of of ['zone', 'domain', 'name']) name ??= yield* zone.argument(of);
  const text = knownText(name);
  // The identifier of a zone is not a name.
  return text?.includes('.') === true ? asciiLowerCase(text).replace(/\.$/, '') : undefined;
}
