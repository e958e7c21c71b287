import { withoutLinks } from '../../../text/message.ts';
import { readMail, type MailFault, type TypedMail } from '../../../features/mail-question.ts';

/** Missing fields are treated as valid. */
const UNSAID: TypedMail = { ip: '192.0.2.1', from: 'user@example.com' };

export function checkMail(mail: Partial<TypedMail>): MailFault | null {
  const read = readMail({ ...UNSAID, ...mail });
  return 'field' in read ? { ...read, message: withoutLinks(read.message) } : null;
}
