/** How much of a file decides by its content whether it is a zone: UTF-16 units from its start. */
export const SNIFFED = 16_384;

const TEMPLATE_SUFFIX =
  /\.(?:j2|jinja2?|tpl|tmpl|template|erb|in|signed|bak|orig|save(?:\.\d+)?|old|new|dist)$/i;
const ZONE_NAME =
  /(?:^|\/)(?:db\.[^/]+|[^/]+\.(?:zone|arpa|bind)|named\.(?:root|ca|cache|local|empty|zero|rev|localhost|loopback))$/i;
/** Endings that other kinds of files have, whatever stands in them. */
const OTHER_KIND =
  /\.(?:tf|tofu|tfvars|hcl|json[c5]?|ya?ml|toml|xml|html?|md|markdown|rst|adoc|[cm]?[jt]sx?|py|rb|go|rs|java|php|c|h|cpp|cs|sh|bash|zsh|ps1|bat|pl|lua|sql|css|scss|svg|png|jpe?g|gif|webp|ico|pdf|zip|t?gz|tar|bz2|xz|7z|exe|so|dll|wasm|map|lock|log|eml|msg|mbox|csv|tsv|ini|conf|cfg|key|pem|crt|private|jnl|sum|mod|gitignore|editorconfig)$/i;

/**
 * What the name of a file says: 'yes', it is a zone file; 'no', it is something else; 'maybe', look at its content.
 * Zones are often named after themselves (`example.com`), so most names say nothing.
 */
export function isZonePath(path: string): 'yes' | 'maybe' | 'no' {
  const bare = path.replace(TEMPLATE_SUFFIX, '');
  // `db.sql` and `db.json` are no zones of top-level domains.
  if (OTHER_KIND.test(bare)) return 'no';
  if (ZONE_NAME.test(bare)) return 'yes';
  return 'maybe';
}

const RECORD =
  /^(?:[^\s;"()]+[ \t]+|[ \t]+)(?:(?:\d+[smhdw]?\w*|IN|\{\{[^}]*\}\})[ \t]+){0,2}(SOA|NS|A|AAAA|CNAME|MX|TXT|PTR|SRV|CAA|SPF|TLSA|DS|DNSKEY|RRSIG|NAPTR|SSHFP|HINFO|DYN[AC]|ALIAS|TYPE\d+)[ \t]+\S/i;
const WITH_CLASS = /^\S*[ \t]+(?:\d\w*[ \t]+)?IN[ \t]+(?:\d\w*[ \t]+)?[A-Z]/i;
const DIRECTIVE = /^\$(?:TTL[ \t]+\S|ORIGIN[ \t]+\S+|INCLUDE[ \t]+\S|GENERATE[ \t]+\d+-\d)/i;
const CONTROL = /^[ \t]*(?:\{[%#]|<%)/;

/**
 * Whether a text reads as a zone file from its first line that says anything: a directive or a record stands there, and
 * an SOA, a directive or several records with a class stand in what is looked at.
 */
export function looksLikeZone(text: string): boolean {
  let records = 0;
  let classes = 0;
  let strong = false;
  let soa = false;
  let others = 0;
  let depth = 0;
  for (const line of text.slice(0, SNIFFED).split(/\r\n|\r|\n/)) {
    if (/^[ \t]*(?:;.*)?$/.test(line) || CONTROL.test(line)) continue;
    const inside = depth > 0;
    depth = Math.max(0, depth + parentheses(line));
    if (inside) continue;
    const record = RECORD.exec(line.replace(/^\uFEFF/, ''));
    if (record !== null) {
      records++;
      if (WITH_CLASS.test(line)) classes++;
      if (record[1]?.toUpperCase() === 'SOA') soa = strong = true;
    } else if (DIRECTIVE.test(line.replace(/^\uFEFF/, ''))) {
      strong = true;
      records++;
    } else {
      // Prose, code or a configuration does not begin like a zone.
      if (records === 0) return false;
      others++;
    }
  }
  if (soa && records > 1) return true;
  return records > others * 2 && (strong || classes >= 2 || (classes === 1 && records === 1));
}

/** Parentheses opened and not closed on a line, outside quotes and comments. */
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
