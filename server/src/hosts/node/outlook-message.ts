/** The signature of a compound file: [MS-CFB] §2.2. */
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** The predicate of a sentence whose subject is such a file. */
export const OUTLOOK_MESSAGE =
  'is an Outlook message (.msg), which mailtxt cannot read; open it in Outlook, save it as .eml, and use that file';

/** Whether a file is a message saved by Outlook for Windows. Only its signature is read. */
export function isOutlookMessage(octets: Buffer): boolean {
  return octets.subarray(0, COMPOUND_FILE.length).equals(COMPOUND_FILE);
}
