import { typeCode } from '../../dns/types.ts';
import { isAge } from './header-words.ts';
import { PSEUDO_TYPES } from './pseudo-types.ts';

/** UTF-16 units from the start of a file that decide by content whether it is a zone file. */
export const SNIFFED = 16_384;

const TEMPLATE_SUFFIX =
  /\.(?:j2|jinja2?|tpl|tmpl|template|erb|in|signed|bak|orig|save(?:\.\d+)?|old|new|dist)$/i;
const ZONE_NAME =
  /(?:^|\/)(?:db\.(?:[^/][^/.]*\.[^/]+|\d+|local|localhost|root|cache|empty)|[^/]+\.(?:zone|arpa|bind)|named\.(?:root|ca|cache|local|empty|zero|rev|localhost|loopback))$/i;
/** Extensions of other kinds of files, whatever they contain. */
const OTHER_KIND =
  /\.(?:tf|tofu|tfvars|hcl|json[c5]?|ya?ml|toml|xml|html?|md|markdown|rst|adoc|[cm]?[jt]sx?|py|rb|go|rs|java|php|c|h|cpp|cs|sh|bash|zsh|ps1|bat|pl|lua|sql|css|scss|svg|png|jpe?g|gif|webp|ico|pdf|zip|t?gz|tar|bz2|xz|7z|exe|so|dll|wasm|map|lock|log|eml|msg|mbox|csv|tsv|ini|conf|cfg|key|pem|crt|private|jnl|sum|mod|gitignore|editorconfig)$/i;

/**
 * Whether a file name is that of a zone file: 'yes', 'no', or 'maybe', which means that the content decides. Zones are often
 * named after themselves (`example.com`), so most names decide nothing.
 */
export function isZonePath(path: string): 'yes' | 'maybe' | 'no' {
  const bare = path.replace(TEMPLATE_SUFFIX, '');
  // `db.sql` and `db.json` are not zones of top-level domains.
  if (OTHER_KIND.test(bare)) return 'no';
  if (ZONE_NAME.test(bare)) return 'yes';
  return 'maybe';
}

const DIRECTIVE = /^\$(?:TTL[ \t]+\S|ORIGIN[ \t]+\S+|INCLUDE[ \t]+\S|GENERATE[ \t]+\d+-\d)/i;
/** A part that another program fills in. */
const TEMPLATE =
  /\{\{.{0,500}?\}\}|\{[%#].{0,500}?[%#]\}|<%.{0,500}?%>|\$\{[^}]{0,500}\}|(?<![%\w])\{[A-Za-z_]\w{1,100}\}|(?<![\w.@])@[A-Za-z]\w{1,100}@/g;
interface RecordLine {
  readonly type: string;
  readonly hasTtl: boolean;
  readonly hasClass: boolean;
}

/** `owner [TTL] [class] type data`, or the same with white space instead of an owner. */
function recordLine(line: string): RecordLine | undefined {
  const words = line.split(/[ \t]+/, 6);
  if (/[;"()]/.test(words[0] ?? '')) return undefined;
  let hasTtl = false;
  let hasClass = false;
  for (const word of words.slice(1, -1)) {
    if (!hasTtl && (/^\d+(?:[smhdw]\w*)?(?:\/\d\w*)?$/i.test(word) || word === FILLED_IN)) hasTtl = true;
    else if (!hasClass && /^(?:IN|CH|HS)$/i.test(word)) hasClass = true;
    else if (isAge(word, 0, word.length)) continue;
    else {
      const type = word.toUpperCase();
      return typeCode(type) !== undefined || PSEUDO_TYPES.has(type) ? { type, hasTtl, hasClass } : undefined;
    }
  }
  return undefined;
}

const FILLED_IN = '_';

/**
 * Whether a text reads as a zone file from its first significant line: that line is a directive or a record, and the
 * examined text contains an SOA, a directive, or several records with a class or TTL.
 */
export function looksLikeZone(text: string): boolean {
  let records = 0;
  let classes = 0;
  let ttls = 0;
  let strong = false;
  let soa = false;
  let others = 0;
  let depth = 0;
  for (const typed of text
    .replace(/^\uFEFF/, '')
    .slice(0, SNIFFED)
    .split(/\r\n|\r|\n/)) {
    const line = typed.replace(TEMPLATE, FILLED_IN);
    if (/^[ \t_]*(?:;.*)?$/.test(line)) continue;
    const inside = depth > 0;
    depth = Math.max(0, depth + parentheses(line));
    if (inside) continue;
    const record = recordLine(line);
    if (record !== undefined) {
      records++;
      if (record.hasClass) classes++;
      else if (record.hasTtl) ttls++;
      if (record.type === 'SOA') soa = strong = true;
    } else if (DIRECTIVE.test(line)) {
      strong = true;
      records++;
    } else {
      // Prose, code and configurations do not begin like a zone.
      if (records === 0) return false;
      others++;
    }
  }
  if (soa && records > 1) return true;
  const several = classes >= 2 || (others === 0 && ttls >= 3) || (classes === 1 && records === 1);
  return records > others * 2 && (strong || several);
}

/** The number of parentheses that are opened and not closed on a line, outside quotes and comments. */
function parentheses(line: string): number {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (c === '\\') i++;
    else if (c === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (c === ';') break;
    else if (c === '(') depth++;
    else if (c === ')') depth--;
  }
  return depth;
}
