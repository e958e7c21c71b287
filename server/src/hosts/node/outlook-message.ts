/** The signature of a compound file: [MS-CFB] §2.2. */
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** What is said of such a file: the end of a sentence that its name begins. */
export const OUTLOOK_MESSAGE =
  'is an Outlook message (.msg), which mailtxt does not read; open it in Outlook, save it as .eml, and explain that file';

/** Whether a file is a message as Outlook for Windows saves it. Nothing of it is read, whatever sizes it declares. */
export function isOutlookMessage(octets: Buffer): boolean {
  return octets.subarray(0, COMPOUND_FILE.length).equals(COMPOUND_FILE);
}
