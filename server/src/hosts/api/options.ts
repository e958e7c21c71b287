import type { Severity } from './types.ts';

/** The text of one document, or the texts of several, by path. */
export type Documents = string | Readonly<Record<string, string>>;

export interface TextOptions {
  /** The path of a document that is given as a text: its name decides how it is read. Without it, the text is a zone file. */
  readonly path?: string;
  /** The name of the zone: what relative names end with, before the first `$ORIGIN`. */
  readonly origin?: string;
  /** As in `.mailtxt.json`. */
  readonly settings?: Settings;
  /** What the DNS answers about names that are in no document, as `mailtxt check --record FILE` writes it. */
  readonly dns?: DnsAnswers;
}

/** The members of `.mailtxt.json` that concern texts. Members that name files have no effect here. */
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

/** A message, as far as SPF, DKIM and DMARC evaluate it. */
export interface Mail {
  /** The address of the client that sends it. */
  readonly ip: string;
  /** The address of MAIL FROM; an empty text for the null sender. */
  readonly from: string;
  /** Required for the null sender. */
  readonly helo?: string;
  /** The address or domain of the From header; that of `from` where it is absent. */
  readonly headerFrom?: string;
  /** Its signatures, `DOMAIN` or `DOMAIN:SELECTOR`. */
  readonly dkim?: readonly string[];
}
