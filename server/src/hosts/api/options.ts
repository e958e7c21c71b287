import type { Severity } from './types.ts';

/** The text of one document, or the texts of several, by path. */
export type Documents = string | Readonly<Record<string, string>>;

export interface TextOptions {
  /** The path of a document that is given as a text. Its name determines the format. Default: the text is a zone file. */
  readonly path?: string;
  /** The zone name: the origin of relative names before the first `$ORIGIN`. */
  readonly origin?: string;
  /** Settings as in `.mailtxt.json`. */
  readonly settings?: Settings;
  /** DNS answers about names that are not in the documents, in the format of `mailtxt check --record FILE`. */
  readonly dns?: DnsAnswers;
}

/** The members of `.mailtxt.json` that apply to texts. Members that name files have no effect here. */
export interface Settings {
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  readonly preview?: boolean;
  readonly origins?: Readonly<Record<string, string>>;
  readonly senders?: Readonly<Record<string, readonly unknown[]>>;
}

export interface DnsAnswers {
  readonly recorded?: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly otherwise?: 'NXDOMAIN' | 'NODATA' | 'SERVFAIL' | 'TIMEOUT';
}

/** The parts of a message that SPF, DKIM and DMARC evaluate. */
export interface Mail {
  /** The IP address of the client that sends the message. */
  readonly ip: string;
  /** The address in MAIL FROM. An empty string for the null sender. */
  readonly from: string;
  /** The name in HELO or EHLO. Required for the null sender. */
  readonly helo?: string;
  /** The address or domain in the From header. Default: that of `from`. */
  readonly headerFrom?: string;
  /** The DKIM signatures of the message, as `DOMAIN` or `DOMAIN:SELECTOR`. */
  readonly dkim?: readonly string[];
}
