/** The name of a text that was not read from a file and is a bare record, without owner and type. */
export const BARE_RECORD_NAME = '<record>';

/** The name of such a text that is a table of records. */
export const TABLE_NAME = '<table>';

/** Whether the text was pasted, so that no other files belong to it. */
export function isPastedPath(path: string): boolean {
  return isBareRecordPath(path) || isTablePath(path);
}

export function isTablePath(path: string): boolean {
  return path === TABLE_NAME || path.endsWith(`/${TABLE_NAME}`);
}

export function isBareRecordPath(path: string): boolean {
  return path === BARE_RECORD_NAME || path.endsWith(`/${BARE_RECORD_NAME}`);
}

/** The version of a mail record, or the first tag of a DKIM key record without one, with or without quotes. */
const START = /^"?(?:v\s*=\s*(?:spf|dmarc|dkim|sts|tlsrpt|bimi)|spf2\.0\/|[kp]\s*=\s*[\w+/])/i;

/** Whether a text is a bare record: `v=spf1 mx -all`, `"v=DMARC1; p=none"`. */
export function looksLikeBareRecord(text: string): boolean {
  return START.test(text.trimStart());
}
