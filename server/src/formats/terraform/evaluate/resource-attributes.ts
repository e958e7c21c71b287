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

/** An attribute that is not an argument but follows from arguments. */
interface DerivedAttribute {
  /** The argument without which it is unknown. */
  readonly argument: string;
  /** If missing, the attribute equals the argument. */
  readonly derive?: Derivation;
}

type Derivation = (source: AttributeSource, evaluate: Evaluate) => Evaluation<Value | undefined>;

/** By the type of the resource or data source, and the attribute. */
const DERIVED: ReadonlyMap<string, DerivedAttribute> = new Map<string, DerivedAttribute>([
  // Resources whose `id` equals one of their arguments: the domain, the address.
  ['aws_ses_domain_identity.id', { argument: 'domain' }],
  ['aws_ses_email_identity.id', { argument: 'email' }],
  ['aws_sesv2_email_identity.id', { argument: 'email_identity' }],
  ['mailcow_domain.id', { argument: 'domain' }],
  // Resources that output their input.
  ['terraform_data.output', { argument: 'input' }],
  ['null_data_source.outputs', { argument: 'inputs' }],
  ['local_file.content', { argument: 'filename', derive: contentOfFile }],
  ['template_file.rendered', { argument: 'template', derive: rendered }],
  // The names of records. Azure adds a trailing dot.
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

/** `undefined`: the attribute is the argument with the same name. */
export function derivedAttribute(type: string, attribute: string): DerivedAttribute | undefined {
  return DERIVED.get(`${type}.${attribute}`);
}

/**
 * Whether an attribute only identifies its resource, whatever its value is: a reference to it points to the resource.
 * `managed_zone = google_dns_managed_zone.main.name` names the zone, whose domain is in `dns_name`.
 */
export function isHandle(type: string, attribute: string): boolean {
  return type === 'google_dns_managed_zone' && attribute === 'name';
}

/** The content in `data "local_file"`, which reads files like `file`; a resource of that type writes its content. */
function* contentOfFile({ argument, scope }: AttributeSource): Evaluation<Value | undefined> {
  const given = yield* argument('content');
  if (given !== undefined) return given;
  const name = knownText(yield* argument('filename'));
  const found = name === undefined ? undefined : scope.module.readFile(name);
  return found && textValue(wholeFile(found));
}

const NO_VARIABLES = mapValueOf([]);

/** The result of `data "template_file"`, which reads files like `templatefile`. */
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
  /** The name is relative to the zone, whatever its ending. */
  readonly isRelative?: boolean;
  readonly end?: '' | '.';
}

/**
 * The full name of a record in lowercase: its name within the zone in an argument. It has no source text: a fault in it is
 * reported where it is used, neither at the zone nor at the name.
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

/** The name of the zone that an argument contains or identifies: in lowercase, without the trailing dot. */
function* zoneNameOf(value: Value | undefined): Evaluation<string | undefined> {
  const zone = value?.kind === 'unknown' ? value.of : value?.kind === 'resource' ? value : undefined;
  let name: Value | undefined;
  if (zone === undefined) name = value;
  else for (const of of ['zone', 'domain', 'name']) name ??= yield* zone.argument(of);
  const text = knownText(name);
  // A zone identifier is not a name.
  return text?.includes('.') === true ? asciiLowerCase(text).replace(/\.$/, '') : undefined;
}
