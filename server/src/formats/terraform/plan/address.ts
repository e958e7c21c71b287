import { MAX_MODULE_DEPTH } from '../evaluate/module-instance.ts';

/** Distinguishes instances of one block: a number of `count`, a key of `for_each`; `undefined` for a single instance. */
export type InstanceKey = string | number | undefined;

/** A part of an address: a name, and the key after it. */
export interface AddressStep {
  readonly name: string;
  readonly key: InstanceKey;
}

/** The address of an instance of a resource, of a block, or of an attribute of one: `module.a["x.y[0]"].aws_eip.b[1].id`. */
export interface Address {
  /** The calls of modules, the outermost first. */
  readonly modules: readonly AddressStep[];
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly key: InstanceKey;
}

/** UTF-16 units of an address in a plan: names are short, and a key is a text of a `for_each`. */
const MAX_ADDRESS = 10_000;

/**
 * Parses an address as Terraform writes it in plans. What follows the resource, such as an attribute, is left out. `undefined`:
 * it is not an address of a resource.
 * https://developer.hashicorp.com/terraform/cli/state/resource-addressing
 */
export function parseAddress(text: string): Address | undefined {
  const steps = stepsOf(text);
  if (steps === undefined) return undefined;
  const { modules, rest } = withoutModules(steps);
  const from = rest[0]?.name === 'resource' && rest.length > 2 ? rest.slice(1) : rest;
  const mode = from[0]?.name === 'data' ? 'data' : 'managed';
  const [type, name] = mode === 'data' ? from.slice(1) : from;
  if (type === undefined || name === undefined || type.key !== undefined) return undefined;
  return { modules, mode, type: type.name, name: name.name, key: name.key };
}

/** The calls in the address of a module, the outermost first; `undefined`: it is not an address of a module. */
export function parseModuleAddress(text: string): readonly AddressStep[] | undefined {
  if (text === '') return [];
  const steps = stepsOf(text);
  const { modules, rest } = steps === undefined ? { modules: [], rest: [] } : withoutModules(steps);
  return modules.length > 0 && rest.length === 0 ? modules : undefined;
}

/** The names and keys of any reference, in order; `undefined` if it has other parts. */
export function stepsOf(text: string): readonly AddressStep[] | undefined {
  if (text.length > MAX_ADDRESS) return undefined;
  const steps: AddressStep[] = [];
  let at = 0;
  for (;;) {
    NAME.lastIndex = at;
    const name = NAME.exec(text)?.[0];
    if (name === undefined) return undefined;
    at += name.length;
    let key: InstanceKey;
    if (text[at] === '[') {
      KEY.lastIndex = at;
      const match = KEY.exec(text);
      if (match === null) return undefined;
      key = match[1] === undefined ? unescaped(match[2] ?? '') : Number(match[1]);
      at += match[0].length;
    }
    steps.push({ name, key });
    if (at === text.length) return steps;
    if (text[at] !== '.') return undefined;
    at++;
  }
}

const NAME = /[^.[\]"\s]+/y;
/** An integer, or an HCL string, which can contain dots, brackets and escaped quotes. */
const KEY = /\[(?:(-?\d+)|"((?:[^"\\]|\\.)*)")\]/sy;

function withoutModules(steps: readonly AddressStep[]): {
  readonly modules: readonly AddressStep[];
  readonly rest: readonly AddressStep[];
} {
  const modules: AddressStep[] = [];
  let at = 0;
  for (; steps[at]?.name === 'module'; at += 2) {
    const call = steps[at + 1];
    if (call === undefined || modules.length > MAX_MODULE_DEPTH) break;
    modules.push(call);
  }
  return { modules, rest: steps.slice(at) };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The value of an HCL string between its quotes. */
function unescaped(typed: string): string {
  return typed.replace(
    /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))|([$%])\4\{/gs,
    (whole, short: string | undefined, long: string | undefined, c: string | undefined, sign?: string) => {
      if (sign !== undefined) return `${sign}{`;
      if (c !== undefined) return ESCAPES[c] ?? c;
      const code = parseInt(short ?? long ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** `module.a["x"].`, as in the evaluation of a configuration; empty for the root module. */
export function modulePrefix(modules: readonly AddressStep[]): string {
  return modules.map(({ name, key }) => `module.${name}${suffixOfKey(key)}.`).join('');
}

/** `[0]`, `["www"]`, as in the evaluation of a configuration. */
export function suffixOfKey(key: InstanceKey): string {
  return key === undefined ? '' : `[${typeof key === 'number' ? key : JSON.stringify(key)}]`;
}
