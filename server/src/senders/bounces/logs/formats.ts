import { EMAIL_LOG_SEARCH } from './email-log-search.ts';
import { EXCHANGE_PROTOCOL } from './exchange-protocol.ts';
import { EXCHANGE_TRACKING } from './exchange-tracking.ts';
import { EXIM } from './exim.ts';
import { HARAKA } from './haraka.ts';
import { HMAILSERVER } from './hmailserver.ts';
import { IIS } from './iis.ts';
import { MESSAGE_TRACE } from './message-trace.ts';
import type { LogFormat, TableFormat } from './model.ts';
import { OPENSMTPD } from './opensmtpd.ts';
import { POSTFIX } from './postfix.ts';
import { QMAIL } from './qmail.ts';
import { SENDMAIL } from './sendmail.ts';

/** Log formats whose lines are each recognized on their own. A new one is a file here, and a row. */
export const LOG_FORMATS: readonly LogFormat[] = [
  POSTFIX,
  EXIM,
  SENDMAIL,
  OPENSMTPD,
  QMAIL,
  HMAILSERVER,
  HARAKA,
];

/** Logs and exports with a header that names their columns. A new one is a file here, and a row. */
export const TABLE_FORMATS: readonly TableFormat[] = [
  EXCHANGE_TRACKING,
  EXCHANGE_PROTOCOL,
  MESSAGE_TRACE,
  EMAIL_LOG_SEARCH,
  IIS,
];
