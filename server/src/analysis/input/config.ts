import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { parseIpv4, parseIpv6 } from '../../dns/address.ts';
import { canonicalName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { ConfigProblem, Read } from './config-reader.ts';
import {
  listOf,
  mapOf,
  objectOf,
  oneOf,
  readConfigJson,
  configText,
  trueOrFalse,
  wholeNumberSetting,
} from './config-reader.ts';
import { faultOfService } from '../../senders/services/catalog.ts';
import type { DeclaredSender } from '../../senders/declared.ts';
import { faultOfIgnorePattern, MAX_GLOBSTAR_PATTERNS } from './ignore-pattern.ts';
import { faultOfResolver } from './resolver-address.ts';
import { RULE_SETTINGS, faultOfDomain, faultOfRuleId } from './settings.ts';
import type { RuleSetting } from './settings.ts';
import { analysisText } from '../texts.ts';

export const CONFIG_FILE = '.mailtxt.json';

/** The content of one `.mailtxt.json`. Patterns and file names in it are relative to its folder. */
export interface Config {
  /** Settings on which this file builds. A later one overrides an earlier one, and the file overrides all of them. */
  readonly extends: readonly ExtendedConfig[];
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** Whether preview rules are on; `undefined` if the file does not set it. */
  readonly preview: boolean | undefined;
  readonly dns: Partial<DnsSettings>;
  /** From the name of a file to the name of its zone. */
  readonly origins: ReadonlyMap<string, DomainName>;
  /** Known senders by domain. */
  readonly senders: ReadonlyMap<DomainName, readonly DeclaredSender[]>;
  /** Patterns of DMARC and TLS report files. */
  readonly reports: readonly string[];
  /** Patterns of files with bounces. */
  readonly bounces: readonly string[];
  /** Files to skip in folders, with patterns as in `.gitignore`. */
  readonly ignore: readonly string[];
  /** The parameters of the Terraform modules in the folder. */
  readonly terraform: Partial<TerraformSettings>;
  /** Settings for some of the files. A later one overrides an earlier one, and each overrides `rules` and `preview`. */
  readonly overrides: readonly Override[];
}

/** A preset, a file or a package, as typed. */
export interface ExtendedConfig {
  readonly name: string;
  readonly range: Range;
}

export interface Override {
  /** Patterns of the files, as in `.gitignore`. */
  readonly files: readonly string[];
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly preview: boolean | undefined;
}

export interface TerraformSettings {
  /** Variable files, as for `-var-file`, in their order. No others are used then. */
  readonly varFiles: readonly string[];
  /** `terraform.workspace`. */
  readonly workspace: string;
}

export interface DnsSettings {
  /** `off`, `live`, or the name of a file of DNS answers. */
  readonly mode: string;
  /** `system`, an address with or without a port, or a DNS-over-HTTPS URL. */
  readonly resolver: string;
  readonly timeoutMs: number;
}

/** Reads `.mailtxt.json`. Faults are reported at their exact characters, and the rest is used. */
export function parseConfig(json: string): {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
} {
  const { value, problems } = readConfigJson(json, readConfig);
  return { config: completeConfig(value), problems };
}

/** Fills in defaults for missing settings. */
export function completeConfig(value: Partial<Config> | undefined): Config {
  return {
    extends: value?.extends ?? [],
    rules: value?.rules ?? new Map(),
    preview: value?.preview,
    dns: value?.dns ?? {},
    origins: value?.origins ?? new Map(),
    senders: value?.senders ?? new Map(),
    reports: value?.reports ?? [],
    bounces: value?.bounces ?? [],
    ignore: value?.ignore ?? [],
    terraform: value?.terraform ?? {},
    overrides: value?.overrides ?? [],
  };
}

function faultOfNetwork(typed: string): string | undefined {
  const slash = typed.indexOf('/');
  const address = slash < 0 ? typed : typed.slice(0, slash);
  const bits = parseIpv4(address) !== undefined ? 32 : parseIpv6(address) !== undefined ? 128 : undefined;
  if (bits === undefined) return analysisText('notANetwork');
  if (slash < 0) return undefined;
  const prefix = typed.slice(slash + 1);
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits
    ? undefined
    : analysisText('noPrefixLength', { most: bits });
}

function faultOfEmpty(typed: string): string | undefined {
  return typed === '' ? analysisText('empty') : undefined;
}

/** Characters of a pattern. Finding its files takes time proportional to this. */
export const MAX_PATTERN = 200;
/** Patterns in a list, for the same reason. */
export const MAX_PATTERNS = 50;

function faultOfPattern(typed: string): string | undefined {
  return typed.length > MAX_PATTERN ? analysisText('tooLong', { most: MAX_PATTERN }) : faultOfEmpty(typed);
}

const domain: Read<DomainName> = (node, report) => {
  const typed = configText(faultOfDomain)(node, report);
  return typed === undefined ? undefined : canonicalName(typed);
};

type SenderFields = Omit<DeclaredSender, 'range'>;

const readSenderObject: Read<SenderFields> = objectOf<Required<SenderFields>>({
  name: configText(),
  service: configText(faultOfService),
  host: configText(faultOfDomain),
  ip: listOf(configText(faultOfNetwork)),
  envelope: configText(faultOfDomain),
  dkim: listOf(configText(faultOfEmpty)),
});

const readSender: Read<DeclaredSender> = (node, report) => {
  const range = rangeOf(node.offset, node.offset + node.length);
  if (node.type === 'string') {
    const service = configText(faultOfService)(node, report);
    return service === undefined ? undefined : { service, range };
  }
  const sender = readSenderObject(node, report);
  if (sender === undefined) return undefined;
  const keys = (node.children ?? []).map((property): unknown => property.children?.[0]?.value);
  if (!keys.some((key) => key === 'service' || key === 'host' || key === 'ip')) {
    report({ range, message: analysisText('senderWithoutSource') });
    return undefined;
  }
  // If the source of a sender is invalid, its other settings are not used.
  return 'service' in sender || 'host' in sender || (sender.ip ?? []).length > 0
    ? { ...sender, range }
    : undefined;
};

interface ConfigFile extends Omit<Config, 'preview'> {
  readonly preview: boolean;
  /** The location of the schema for editors. mailtxt does not use it. */
  readonly $schema: string;
}

/** Settings on which one file builds. */
const MAX_EXTENDS = 20;

const readExtended: Read<ExtendedConfig> = (node, report) => {
  const name = configText(faultOfExtended)(node, report);
  return name === undefined ? undefined : { name, range: rangeOf(node.offset, node.offset + node.length) };
};

/** One, or a list of them. */
const readExtends: Read<readonly ExtendedConfig[]> = (node, report) => {
  if (node.type !== 'string') return listOf(readExtended, MAX_EXTENDS)(node, report);
  const one = readExtended(node, report);
  return one === undefined ? [] : [one];
};

/** With the name of another machine, Windows would connect to it and sign in as soon as the folder is opened. */
function faultOfExtended(typed: string): string | undefined {
  return /^[\\/]{2}|^[a-z]+:\/\//i.test(typed) ? analysisText('onAnotherMachine') : faultOfEmpty(typed);
}

/** Overrides in one file. Each path is compared with the patterns of each of them. */
const MAX_OVERRIDES = 100;

const readRules = mapOf(oneOf(RULE_SETTINGS, 'aSeverity'), faultOfRuleId);
const readIgnorePatterns = listOf(
  configText((typed) => faultOfEmpty(typed) ?? faultOfIgnorePattern(typed)),
  MAX_GLOBSTAR_PATTERNS,
);

const readOverrideObject = objectOf<Omit<Override, 'preview'> & { readonly preview: boolean }>({
  files: readIgnorePatterns,
  rules: readRules,
  preview: trueOrFalse,
});

const readOverride: Read<Override> = (node, report) => {
  const override = readOverrideObject(node, report);
  if (override === undefined) return undefined;
  const { files, rules = new Map(), preview } = override;
  if (files !== undefined) return { files, rules, preview };
  const range = rangeOf(node.offset, node.offset + node.length);
  report({ range, message: analysisText('overrideWithoutFiles') });
  return undefined;
};

const readConfig = objectOf<ConfigFile>({
  $schema: configText(),
  extends: readExtends,
  rules: readRules,
  preview: trueOrFalse,
  dns: objectOf<DnsSettings>({
    mode: configText(faultOfEmpty),
    resolver: configText(faultOfResolver),
    timeoutMs: wholeNumberSetting(1, 600_000),
  }),
  origins: mapOf(domain, faultOfEmpty),
  senders: mapOf(listOf(readSender), faultOfDomain, canonicalName),
  reports: listOf(configText(faultOfPattern), MAX_PATTERNS),
  bounces: listOf(configText(faultOfPattern), MAX_PATTERNS),
  ignore: readIgnorePatterns,
  terraform: objectOf<TerraformSettings>({
    varFiles: listOf(configText(faultOfPattern), MAX_PATTERNS),
    workspace: configText(faultOfEmpty),
  }),
  overrides: listOf(readOverride, MAX_OVERRIDES),
});
