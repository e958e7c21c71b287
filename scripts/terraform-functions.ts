import { SPECIAL_FUNCTIONS } from '../server/src/formats/terraform/evaluate/evaluate.ts';
import { FUNCTIONS } from '../server/src/formats/terraform/evaluate/functions/call.ts';
import { DATA_READERS } from '../server/src/formats/terraform/evaluate/functions/decode.ts';

export const FUNCTIONS_PAGE = 'docs/terraform-functions.md';

interface Family {
  readonly title: string;
  /** With the names of the documentation. */
  readonly names: string;
}

/** All functions in the documentation of Terraform 1.15 and OpenTofu 1.12. */
const FAMILIES: readonly Family[] = [
  { title: 'Numbers', names: 'abs ceil floor log max min parseint pow signum' },
  {
    title: 'Texts',
    names:
      'chomp endswith format formatlist indent join lower regex regexall replace split startswith strcontains strrev substr templatestring title trim trimprefix trimspace trimsuffix upper',
  },
  {
    title: 'Collections',
    names:
      'alltrue anytrue chunklist coalesce coalescelist compact concat contains distinct element flatten index keys length lookup matchkeys merge one range reverse setintersection setproduct setsubtract setunion slice sort sum transpose values zipmap',
  },
  {
    title: 'Encodings',
    names:
      'base64decode base64encode base64gunzip base64gzip csvdecode jsondecode jsonencode textdecodebase64 textencodebase64 urldecode urlencode yamldecode yamlencode',
  },
  {
    title: 'Files',
    names: 'abspath basename dirname file filebase64 fileexists fileset pathexpand templatefile',
  },
  { title: 'Dates', names: 'formatdate plantimestamp timeadd timecmp timestamp' },
  {
    title: 'Hashes',
    names:
      'base64sha256 base64sha512 bcrypt filebase64sha256 filebase64sha512 filemd5 filesha1 filesha256 filesha512 md5 rsadecrypt sha1 sha256 sha512 uuid uuidv5',
  },
  { title: 'Networks', names: 'cidrcontains cidrhost cidrnetmask cidrsubnet cidrsubnets' },
  {
    title: 'Types',
    names:
      'can convert ephemeralasnull issensitive nonsensitive sensitive tobool tolist tomap tonumber toset tostring try type',
  },
  {
    title: 'Assumptions',
    names:
      'assumeequal assumelistlength assumelistlengthmax assumelistlengthmin assumemaplength assumemaplengthmax assumemaplengthmin assumenotnull assumesetlength assumesetlengthmax assumesetlengthmin assumestringprefix',
  },
  {
    title: 'Of providers',
    names:
      'provider::hcloud::txt_record provider::terraform::decode_tfvars provider::terraform::encode_expr provider::terraform::encode_tfvars',
  },
  { title: 'Of earlier versions', names: 'defaults list map' },
];

const ONLY_OPENTOFU = /^(?:assume\w+|base64gunzip|cidrcontains)$/;

/** Why a function is not evaluated, and notes on others. */
const NOTES: Readonly<Record<string, string>> = {
  abspath: 'Uses the path of the checkout that mailtxt reads.',
  base64gzip: 'The compressed octets differ between versions of the compressor.',
  bcrypt: 'The result differs each time.',
  ephemeralasnull: 'The unchanged value.',
  file: 'Files in the workspace of at most 1 MiB; another file is unknown.',
  filebase64: 'Files in the workspace.',
  filebase64sha256: 'Files in the workspace.',
  filebase64sha512: 'Files in the workspace.',
  fileexists:
    'True if the file is in the workspace, otherwise unknown: it may be created before Terraform runs.',
  filemd5: 'Files in the workspace.',
  fileset:
    'Folders in the workspace. Links to folders are not followed. The result is unknown if the folder does not exist.',
  filesha1: 'Files in the workspace.',
  filesha256: 'Files in the workspace.',
  filesha512: 'Files in the workspace.',
  issensitive: 'mailtxt does not track which values are sensitive.',
  nonsensitive: 'The unchanged value.',
  pathexpand: 'Paths without `~`: the home folder depends on the machine.',
  plantimestamp: 'Known only when Terraform plans.',
  'provider::terraform::decode_tfvars':
    'Write the values as locals, or read them with `yamldecode` or `jsondecode`.',
  'provider::terraform::encode_expr': 'It creates source text for another configuration.',
  'provider::terraform::encode_tfvars': 'It creates source text for another configuration.',
  rsadecrypt: 'The result is a secret.',
  sensitive: 'The unchanged value.',
  templatefile: 'Files in the workspace of at most 128 Ki characters.',
  templatestring: 'Templates of at most 128 Ki characters.',
  textdecodebase64: 'UTF-8, UTF-16LE, UTF-16BE and ISO-8859-1.',
  textencodebase64: 'UTF-8, UTF-16LE, UTF-16BE and ISO-8859-1.',
  timestamp: 'Known only when Terraform applies.',
  type: 'Only for the console of Terraform.',
  uuid: 'The result differs each time.',
  yamlencode: 'A value with unknown parts is unknown as a string, but `yamldecode` can still read it.',
};

export interface TerraformFunctionNote {
  readonly name: string;
  readonly family: string;
  readonly isKnown: boolean;
  readonly note: string | undefined;
}

/** The names of the functions that mailtxt evaluates. */
export function evaluatedFunctions(): ReadonlySet<string> {
  return new Set([FUNCTIONS, DATA_READERS, SPECIAL_FUNCTIONS].flatMap((table) => Object.keys(table)));
}

/** All documented functions, by family and name. */
export function documentedFunctions(): readonly TerraformFunctionNote[] {
  const evaluated = evaluatedFunctions();
  return FAMILIES.flatMap(({ title, names }) =>
    names.split(' ').map((name) => ({
      name,
      family: title,
      isKnown: evaluated.has(name),
      note: NOTES[name],
    })),
  );
}

/** The page about Terraform functions. */
export function functionsPage(): string {
  const all = documentedFunctions();
  const known = all.filter(({ isKnown }) => isKnown).length;
  const lines = [
    '# Terraform functions',
    '',
    `mailtxt evaluates ${known} of the ${all.length} functions of Terraform and OpenTofu. The result of any other function is an unresolved value, and so is the result of a function whose arguments are unknown or that takes too much work. mailtxt reports nothing about such a value, and lists records that depend on a function that it does not evaluate as not checked.`,
    '',
    'Each function may also be called with `core::` before its name.',
  ];
  for (const { title } of FAMILIES) {
    lines.push('', `## ${title}`, '', '| Function | Evaluated | Notes |', '| --- | --- | --- |');
    for (const { name, isKnown, note } of all.filter(({ family }) => family === title)) {
      const only = ONLY_OPENTOFU.test(name) ? 'OpenTofu.' : undefined;
      const notes = [only, note].filter((text) => text !== undefined).join(' ');
      lines.push(`| \`${name}\` | ${isKnown ? 'yes' : 'no'} | ${notes} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}
