/** The first file of a program, as DNSControl looks for it. */
export const PROGRAM_FILE = 'dnsconfig.js';

/** Scripts next to it are read if their name or their folder is about DNS. */
const SCRIPT_NAME = /(?:dns|zones?|domains?)[^/]*(?:\/[^/]+)?\.js$/i;

const DECLARES = /^[ \t]*(?:var |const |let )?(?:D|D_EXTEND)\(/m;
const MAKES_RECORDS = /\b(?:A|AAAA|ALIAS|CNAME|MX|TXT|SPF_BUILDER|DMARC_BUILDER|DKIM_BUILDER)\(/;

export function isProgramPath(path: string): boolean {
  return path.slice(path.lastIndexOf('/') + 1) === PROGRAM_FILE;
}

/** Whether a file with that name is worth checking for a DNSControl script. */
export function mayBeScript(path: string): boolean {
  return SCRIPT_NAME.test(path) && !/\.min\.js$/i.test(path);
}

/** Whether a text that starts this way declares domains. */
export function looksLikeScript(head: string): boolean {
  return DECLARES.test(head) && MAKES_RECORDS.test(head);
}
