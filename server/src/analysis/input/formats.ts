import { childOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { armFamily, bicepFamily } from '../../formats/azure/family.ts';
import { isBicepPath, isArmPath, looksLikeArmTemplate } from '../../formats/azure/recognize.ts';
import { isStackTemplatePath, looksLikeTemplate } from '../../formats/cloudformation/recognize.ts';
import { stackFamily } from '../../formats/cloudformation/stacks.ts';
import { BareRecordDocument } from '../../formats/pasted/record-document.ts';
import { isBareRecordPath, isTablePath } from '../../formats/pasted/recognize.ts';
import { TableDocument } from '../../formats/pasted/table-document.ts';
import { StsPolicyDocument } from '../../formats/mta-sts/document.ts';
import { isStsPolicyPath, policyHostFromPath } from '../../formats/mta-sts/recognize.ts';
import { isTerragruntPath, STACK_FILE, UNIT_FILE } from '../../formats/terraform/terragrunt/recognize.ts';
import { isPlanPath, planKindOf } from '../../formats/terraform/plan/recognize.ts';
import { TerraformProject } from '../../formats/terraform/project.ts';
import { isTerraformPath, isValuesPath } from '../../formats/terraform/recognize.ts';
import { readOctoDocument } from '../../formats/octodns/read.ts';
import {
  looksLikeOcto,
  looksLikeOctoConfig,
  mayBeOcto,
  octoZoneFromPath,
} from '../../formats/octodns/recognize.ts';
import { ScriptProject } from '../../formats/dnscontrol/project.ts';
import {
  isProgramPath,
  looksLikeScript,
  mayBeScript,
  PROGRAM_FILE,
} from '../../formats/dnscontrol/recognize.ts';
import { readRecordData } from '../../formats/record-data/document.ts';
import { mayBeRecordData } from '../../formats/record-data/recognize.ts';
import { looksLikeRecordData, zoneOfRecordData } from '../../formats/record-data/shape-of-text.ts';
import { ZoneDocument } from '../../formats/zone/document.ts';
import { isZonePath, looksLikeZone, SNIFFED } from '../../formats/zone/recognize.ts';
import { usualOwner } from '../../email/usual-owner.ts';
import { HOLE } from '../../text/mapped-text.ts';
import type { EditableDocument, Include } from '../../records/document.ts';
import type { DocumentFamily, ProjectFiles } from '../../records/document-family.ts';
import { LazyFamily } from '../../records/lazy-family.ts';
import type { DocumentPath } from '../finding.ts';
import { findOrigin } from './origin.ts';
import type { Origin } from './origin.ts';

export { SNIFFED };

/**
 * What the name of a file shows. `maybe`: only its content can decide. `part`: it is read together with other files of its
 * format, and is not a reason to read them.
 */
export type Claim = 'yes' | 'part' | 'maybe' | 'no';

/** The files that an editor has to send for a format: those of a language, by its LSP id, or those that match a glob. */
export type FileSelector = { readonly language: string } | { readonly pattern: string };

interface FormatBase {
  /** The name of a file of the format for users, in the singular. */
  readonly name: string;
  /** False for policy files, whose content is not published in DNS. */
  readonly holdsRecords: boolean;
  claimOf(path: DocumentPath): Claim;
  /** LSP language ids whose documents have the format, regardless of their content. */
  readonly languages: readonly string[];
  /** The files that an editor has to send, including those of `languages`. */
  readonly selectors: readonly FileSelector[];
  /** Whether its documents can be formatted (`RecordDocument.format`). Editors are offered that for its languages. */
  readonly canFormat?: true;
  /** The files that documents of the format can read. The server ignores those that none of them reads. */
  readonly dataSelectors?: readonly FileSelector[];
}

/** A format whose documents are read separately. */
interface SingleFormat<Id extends string> extends FormatBase {
  readonly id: Id;
  readonly kind: 'single';
  /**
   * Whether a text has the format, if the name of its file allows that. `head` has at most the first {@link SNIFFED} UTF-16
   * units.
   */
  looksLike?(head: string, path: DocumentPath): boolean;
  /** The origin of the names in a document; for a policy file, the host that serves it. */
  originOf(path: DocumentPath, head: string, configured: DomainName | undefined): Origin;
  read(text: string, origin: Origin, include: Include | undefined): EditableDocument;
}

/** A format whose documents are read together. */
interface FamilyFormat<Id extends string> extends FormatBase {
  readonly id: Id;
  readonly kind: 'family';
  /** See {@link SingleFormat.looksLike}. */
  looksLike(head: string, path: DocumentPath): boolean;
  createFamily(files: ProjectFiles): DocumentFamily;
}

const MTA_STS: SingleFormat<'mta-sts'> = {
  id: 'mta-sts',
  kind: 'single',
  name: 'MTA-STS policy file',
  holdsRecords: false,
  claimOf: (path) => (isStsPolicyPath(path) ? 'yes' : 'no'),
  languages: [],
  // RFC 8461 §3.3.
  selectors: [{ pattern: '**/mta-sts.txt' }],
  originOf(path, _head, configured) {
    const host = policyHostFromPath(path);
    if (host !== undefined) return { name: host, source: 'file-name' };
    if (configured !== undefined) return { name: childOf('mta-sts', configured), source: 'settings' };
    return { name: undefined, source: 'none' };
  },
  read: (text, origin) => StsPolicyDocument.read(text, origin.name),
};

/** The value of one TXT record, given on the command line. */
const BARE_RECORD: SingleFormat<'record'> = {
  id: 'record',
  kind: 'single',
  name: 'record',
  holdsRecords: true,
  claimOf: (path) => (isBareRecordPath(path) ? 'yes' : 'no'),
  languages: [],
  // No file has this format.
  selectors: [],
  originOf: (_path, _head, configured) =>
    configured === undefined
      ? { name: undefined, source: 'no-names' }
      : { name: configured, source: 'settings' },
  // Without its owner name, it is treated as one at the name where receivers look for it.
  read: (text, { name }) => BareRecordDocument.read(text, (value) => name ?? usualOwner(value, HOLE)),
};

/** Records as a control panel shows them, given to the command line. */
const TABLE: SingleFormat<'table'> = {
  id: 'table',
  kind: 'single',
  name: 'table of records',
  holdsRecords: true,
  claimOf: (path) => (isTablePath(path) ? 'yes' : 'no'),
  languages: [],
  selectors: [],
  originOf: (_path, _head, configured) =>
    configured === undefined ? { name: undefined, source: 'none' } : { name: configured, source: 'settings' },
  read: (text, origin) => TableDocument.read(text, origin.name),
};

const OCTODNS: SingleFormat<'octodns'> = {
  id: 'octodns',
  kind: 'single',
  name: 'octoDNS file',
  holdsRecords: true,
  claimOf: (path) => (mayBeOcto(path) ? 'maybe' : 'no'),
  looksLike: looksLikeOcto,
  languages: [],
  selectors: [{ pattern: '**/*.{yaml,yml}' }],
  originOf(path, head, configured) {
    if (configured !== undefined) return { name: configured, source: 'settings' };
    if (looksLikeOctoConfig(head)) return { name: undefined, source: 'no-names' };
    const name = octoZoneFromPath(path);
    return { name, source: name === undefined ? 'none' : 'file-name' };
  },
  read: (text, { name, options }) => readOctoDocument(text, name, options),
};

const RECORD_DATA: SingleFormat<'record-data'> = {
  id: 'record-data',
  kind: 'single',
  name: 'JSON or YAML file of DNS records',
  holdsRecords: true,
  claimOf: (path) => (mayBeRecordData(path) ? 'maybe' : 'no'),
  looksLike: looksLikeRecordData,
  languages: [],
  selectors: [{ pattern: '**/*.{json,yaml,yml}' }],
  originOf(path, head, configured) {
    if (configured !== undefined) return { name: configured, source: 'settings' };
    const name = zoneOfRecordData(path, head);
    return { name, source: name === undefined ? 'none' : 'file-name' };
  },
  read: (text, { name }) => readRecordData(text, name),
};

/** Files with values for Azure templates. */
const PARAMETER_FILES: readonly FileSelector[] = [
  { language: 'bicep-params' },
  { pattern: '**/*.bicepparam' },
  { pattern: '**/*param*.{json,jsonc}' },
];

const BICEP: FamilyFormat<'bicep'> = {
  id: 'bicep',
  kind: 'family',
  name: 'Bicep file',
  holdsRecords: true,
  claimOf: (path) => (isBicepPath(path) ? 'yes' : 'no'),
  languages: ['bicep'],
  looksLike: () => false,
  selectors: [{ language: 'bicep' }, { pattern: '**/*.bicep' }],
  dataSelectors: PARAMETER_FILES,
  createFamily: bicepFamily,
};

const ARM: FamilyFormat<'arm'> = {
  id: 'arm',
  kind: 'family',
  name: 'Azure Resource Manager template',
  holdsRecords: true,
  claimOf: (path) => (isArmPath(path) ? 'maybe' : 'no'),
  looksLike: looksLikeArmTemplate,
  languages: ['arm-template'],
  selectors: [{ language: 'arm-template' }, { pattern: '**/*.{json,jsonc}' }],
  dataSelectors: PARAMETER_FILES,
  createFamily: armFamily,
};

const CLOUDFORMATION: FamilyFormat<'cloudformation'> = {
  id: 'cloudformation',
  kind: 'family',
  name: 'CloudFormation template',
  holdsRecords: true,
  claimOf: (path) => (isStackTemplatePath(path) ? 'maybe' : 'no'),
  looksLike: (head) => looksLikeTemplate(head, SNIFFED),
  languages: [],
  selectors: [{ pattern: '**/*.{yaml,yml,json,template}' }],
  createFamily: stackFamily,
};

export const ZONE_FORMAT: SingleFormat<'zone'> = {
  id: 'zone',
  kind: 'single',
  name: 'zone file',
  holdsRecords: true,
  claimOf: isZonePath,
  looksLike: looksLikeZone,
  // The second is the name in Vim and Neovim, the third that of Emacs for `dns-mode`.
  languages: ['dns-zone', 'bindzone', 'dns'],
  selectors: [{ language: 'dns-zone' }],
  canFormat: true,
  originOf: findOrigin,
  read: (text, { name, exported }, include) =>
    ZoneDocument.read(text, name, include?.defaultTtl, { zone: include?.zone, exported }),
};

const TERRAFORM: FamilyFormat<'terraform'> = {
  id: 'terraform',
  kind: 'family',
  name: 'Terraform file',
  holdsRecords: true,
  claimOf: claimOfTerraform,
  looksLike: (head, path) => planKindOf(path, head) !== undefined,
  languages: ['terraform', 'opentofu'],
  selectors: [
    // As named by the extensions of HashiCorp and OpenTofu. Without either, the file name decides.
    ...['terraform', 'opentofu', 'terraform-vars', 'opentofu-vars'].map((language) => ({ language })),
    { pattern: '**/*.{tf,tofu,tf.json,tofu.json,tfvars,tfvars.json}' },
    { pattern: `**/{${UNIT_FILE},${STACK_FILE}}` },
  ],
  dataSelectors: [{ pattern: '**/*.{yaml,yml,json,csv,tftpl,tpl,hcl}' }],
  createFamily: (files) => new TerraformProject(files, (text, origin) => ZoneDocument.read(text, origin)),
};

const DNSCONTROL: FamilyFormat<'dnscontrol'> = {
  id: 'dnscontrol',
  kind: 'family',
  name: 'DNSControl script',
  holdsRecords: true,
  claimOf(path) {
    if (isProgramPath(path)) return 'yes';
    return mayBeScript(path) ? 'maybe' : 'no';
  },
  looksLike: looksLikeScript,
  languages: [],
  selectors: [
    { pattern: `**/${PROGRAM_FILE}` },
    { pattern: '**/*{dns,zone,domain}*.js' },
    { pattern: '**/*{dns,zone,domain}*/*.js' },
  ],
  dataSelectors: [{ pattern: '**/*.{js,json,json5}' }],
  createFamily: (files) => new ScriptProject(files),
};

/** The table of formats. If the name of a file is enough for several, the first one reads it. */
export const FORMATS = [
  MTA_STS,
  BARE_RECORD,
  TABLE,
  ARM,
  BICEP,
  CLOUDFORMATION,
  RECORD_DATA,
  OCTODNS,
  ZONE_FORMAT,
  TERRAFORM,
  DNSCONTROL,
] as const;

export type Format = (typeof FORMATS)[number];
export type DocumentFormat = Format['id'];

function claimOfTerraform(path: DocumentPath): Claim {
  if (isTerraformPath(path) || isTerragruntPath(path)) return 'yes';
  if (isValuesPath(path)) return 'part';
  return isPlanPath(path) ? 'maybe' : 'no';
}

export function formatOf(id: DocumentFormat): Format {
  const format = FORMATS.find((one) => one.id === id);
  if (format === undefined) throw new Error(`no format "${id}"`);
  return format;
}

/** A format whose documents are read together. */
export type FamilyDocumentFormat = Extract<Format, { readonly kind: 'family' }>;

export const FAMILY_FORMATS: readonly FamilyDocumentFormat[] = FORMATS.filter(
  (format) => format.kind === 'family',
);

/** The formats whose records depend on one document. */
const SINGLE = FORMATS.filter((format) => format.kind === 'single');

/** The format that the name of a file shows, and whether the name is enough. */
export function claimByName(
  path: DocumentPath,
): { readonly format: Format; readonly claim: 'yes' | 'part' } | undefined {
  for (const format of FORMATS) {
    const claim = format.claimOf(path);
    if (claim === 'yes' || claim === 'part') return { format, claim };
  }
  return undefined;
}

/** Whether a file with that name can have a format, depending on its content. */
export function isCandidate(path: DocumentPath): boolean {
  return FORMATS.some((format) => format.claimOf(path) === 'maybe');
}

/** The format that the content of such a file shows. */
export function formatByContent(path: DocumentPath, text: string): Format | undefined {
  const head = text.slice(0, SNIFFED);
  return FORMATS.find(
    (format) => format.claimOf(path) === 'maybe' && format.looksLike?.(head, path) === true,
  );
}

/** The format of documents with this language id. */
export function formatOfLanguage(language: string): DocumentFormat | undefined {
  return FORMATS.find(({ languages }) => languages.includes(language))?.id;
}

/** LSP language ids of documents that can be formatted. Others are formatted by the tools of their languages. */
export function formattedLanguages(): readonly string[] {
  return FORMATS.flatMap((format: FormatBase) => (format.canFormat === true ? format.languages : []));
}

const NO_FILES: ProjectFiles = { list: () => [], read: () => undefined };

/** For `looksAt`, see `ProjectFiles`. */
export function createFamily(
  format: FamilyDocumentFormat,
  files: ProjectFiles = NO_FILES,
  looksAt?: ProjectFiles['looksAt'],
): DocumentFamily {
  const given: ProjectFiles = {
    list: (folder) => files.list(folder),
    folders: (folder) => files.folders?.(folder),
    read: (path) => files.read(path),
    isTooLarge: (path) => files.isTooLarge?.(path) === true,
    canonicalPath: (path) => files.canonicalPath?.(path) ?? path,
    looksAt: (...seen) => looksAt?.(...seen),
    zoneNameFor: (path, keys) => files.zoneNameFor?.(path, keys),
    get showsAll() {
      return files.showsAll === true;
    },
    valueFiles: () => files.valueFiles?.() ?? [],
    runOptionsOf: (folder) => files.runOptionsOf?.(folder),
    isOther: (path) => SINGLE.some((format) => format.claimOf(path) === 'yes'),
  };
  return new LazyFamily(() => format.createFamily(given));
}

/** The format of a document: by its name, as a file that documents of a format read, or by its content. */
export function formatFor(
  path: DocumentPath,
  text: string,
  readBy: (path: DocumentPath) => DocumentFormat | undefined,
): DocumentFormat | undefined {
  // A file whose name shows its format keeps it, even if a module reads the file.
  const named = claimByName(path);
  if (named !== undefined) return named.format.id;
  return readBy(path) ?? formatByContent(path, text)?.id;
}

/** A format whose documents are read separately. */
export type SingleDocumentFormat = Extract<Format, { readonly kind: 'single' }>;

/** Whether documents of that format are read together. */
export function isOfFamily(id: DocumentFormat): boolean {
  return formatOf(id).kind === 'family';
}

/** The format with that id, if its documents are read separately. */
export function singleFormat(id: DocumentFormat): SingleDocumentFormat | undefined {
  return SINGLE.find((format) => format.id === id);
}

/** How an included document is read: as a zone file, unless its name shows another format. */
export function formatOfIncluded(path: DocumentPath): SingleDocumentFormat {
  return SINGLE.find((format) => format.claimOf(path) === 'yes') ?? ZONE_FORMAT;
}
