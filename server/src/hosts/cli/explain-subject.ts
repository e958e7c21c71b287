import { closeSync, existsSync } from 'node:fs';
import { resolve } from 'node:path';

import type { LogExcerpt } from '../../senders/bounces/log-excerpt.ts';
import { decodeText, decodeUtf16, isUtf16 } from '../node/encoding.ts';
import { explainFileError } from '../node/file-errors.ts';
import { readTextOrLog } from '../node/long-log.ts';
import type { LogReader } from '../node/long-log.ts';
import { isOutlookMessage, OUTLOOK_MESSAGE } from '../node/outlook-message.ts';
import { toDocumentPath } from '../node/paths.ts';
import { MAX_OCTETS, openToRead } from '../node/text-file.ts';
import { unpackReportTexts } from '../../senders/reports/unpack-text.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { Progress } from './progress.ts';
import { UsageError } from './usage-error.ts';

/** The input of `mailtxt explain`. */
export type Subject =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly path: string | undefined;
      /** The ranges in `text` of several packed reports. */
      readonly parts: readonly Range[] | undefined;
      /** For a log too long to be kept: the excerpt in `text`, and the number of failures that the excerpt omits. */
      readonly log: { readonly excerpt: LogExcerpt; readonly leftOut: number } | undefined;
    }
  | { readonly kind: 'unreadable'; readonly message: string };

/**
 * Reads a text, the file of that name, or standard input (`-`, or nothing).
 *
 * @throws UsageError
 */
export async function readSubject(subject: string | undefined, progress: Progress): Promise<Subject> {
  if (subject === undefined || subject === '-') return readStandardInput(subject, progress);
  const path = resolve(subject);
  if (subject.length < MAX_PATH && existsSync(path)) return readFile(path, subject, progress);
  if (LOOKS_LIKE_A_FILE.test(subject)) {
    return { kind: 'unreadable', message: `${subject} cannot be read: no such file` };
  }
  return whole(subject, undefined);
}

function readFile(path: string, typed: string, progress: Progress): Subject {
  try {
    const file = openToRead(path);
    try {
      return read(file, typed, toDocumentPath(path), progress);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { kind: 'unreadable', message: `${typed} cannot be read: ${explainFileError(error)}` };
  }
}

async function readStandardInput(subject: string | undefined, progress: Progress): Promise<Subject> {
  if (subject === undefined) {
    const { isatty } = await import('node:tty');
    if (isatty(0))
      throw new UsageError('nothing to explain: give the bounce as text, as a file, or on standard input');
  }
  return read(0, 'standard input', undefined, progress);
}

const MEGABYTE = 1024 * 1024;

function read(file: number, name: string, path: string | undefined, progress: Progress): Subject {
  const given = readTextOrLog(file, {
    whole: MAX_OCTETS,
    most: MAX_OCTETS,
    progress: (octets) => progress.show(`reading ${name}: ${Math.floor(octets / MEGABYTE)} MB`),
  });
  progress.end();
  switch (given.kind) {
    case 'log':
      return textOfLog(given.log, path);
    case 'text':
      if (given.isCut) {
        const message = `${name} is larger than 100 MB, and is neither a mail log nor a mailbox`;
        return { kind: 'unreadable', message };
      }
      if (isOutlookMessage(given.octets)) {
        return { kind: 'unreadable', message: `${name} ${OUTLOOK_MESSAGE}` };
      }
      return unpacked(given.octets, path) ?? whole(textOf(given.octets), path);
  }
}

function whole(text: string, path: string | undefined): Subject {
  return { kind: 'text', text, path, parts: undefined, log: undefined };
}

/** All reports packed in a file. `undefined` if there are none. */
function unpacked(octets: Buffer, path: string | undefined): Subject | undefined {
  const texts = unpackReportTexts(octets);
  if (texts.length === 0) return undefined;
  const parts: Range[] = [];
  let text = '';
  for (const one of texts) {
    parts.push(rangeOf(text.length, text.length + one.length));
    text += `${one}\n`;
  }
  return { kind: 'text', text, path, parts, log: undefined };
}

/** Exports from Microsoft 365 are in UTF-16. */
function textOf(octets: Buffer): string {
  return isUtf16(octets) ? decodeUtf16(octets) : decodeText(octets);
}

function textOfLog(log: LogReader, path: string | undefined): Subject {
  const excerpt = log.excerpt();
  return { kind: 'text', text: excerpt.text, path, parts: undefined, log: { excerpt, leftOut: log.leftOut } };
}

/** Characters of an argument that may be a path: no disk accepts longer paths. */
const MAX_PATH = 4096;

/** One word with a folder, or with an extension of files that hold bounces. A reply of a server does not look like this. */
const LOOKS_LIKE_A_FILE = /^(?:[^\s:/\\]*[/\\][^\s:]+|\S+\.(?:eml|msg|txt|log|json|mbox))$/i;
