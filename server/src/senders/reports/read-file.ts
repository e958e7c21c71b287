import { DecodeUTF8, Gunzip, Unzip, UnzipInflate, strFromU8 } from 'fflate';
import type { AggregateReport, ReadReports } from './model.ts';
import { finish } from '../../text/steps.ts';
import type { Steps } from '../../text/steps.ts';
import { base64Blocks } from './base64-blocks.ts';
import { ReportReader } from './read-xml.ts';

/** Octets of XML that are read of one file, whatever it was packed into. */
const MAX_UNPACKED = 100 * 1024 * 1024;
/** An archive has one report, by RFC 9990 §3.3. */
const MAX_ENTRIES = 50;
/** So much is unpacked at once: what a bomb makes of it is bounded. */
const CHUNK = 16 * 1024;

const NO_REPORT = 'is neither a DMARC report nor a mail with one';

/** The reports in a file: XML, the same packed as gzip or zip, or a mail with such attachments. It never throws. */
export function readReports(octets: Uint8Array): ReadReports {
  return finish(readReportsInSteps(octets));
}

/** The same bit by bit. */
export function* readReportsInSteps(octets: Uint8Array): Steps<ReadReports> {
  const file = new ReportFile();
  yield* file.read(octets, 0);
  return { reports: file.reports, problems: [...file.problems] };
}

class ReportFile {
  readonly reports: AggregateReport[] = [];
  readonly problems = new Set<string>();
  private left = MAX_UNPACKED;

  *read(octets: Uint8Array, depth: number): Steps {
    try {
      if (octets[0] === 0x1f && octets[1] === 0x8b) yield* this.readGzip(octets);
      else if (octets[0] === 0x50 && octets[1] === 0x4b) yield* this.readZip(octets);
      else if (isXml(octets)) yield* this.readPlain(octets);
      else if (depth === 0) yield* this.readMail(octets);
    } catch {
      // The libraries throw on what is no archive.
      this.problems.add('is damaged: it cannot be unpacked');
    }
  }

  private *readPlain(octets: Uint8Array): Steps {
    const entry = this.entry();
    for (let at = 0; at < octets.length && !entry.isDone(); at += CHUNK) {
      entry.push(octets.subarray(at, at + CHUNK));
      yield;
    }
    entry.finish();
  }

  private *readGzip(octets: Uint8Array): Steps {
    const entry = this.entry();
    const gunzip = new Gunzip((chunk) => {
      entry.push(chunk);
    });
    let isWhole = false;
    for (let at = 0; at < octets.length && !entry.isDone(); at += CHUNK) {
      isWhole = at + CHUNK >= octets.length;
      gunzip.push(octets.subarray(at, at + CHUNK), isWhole);
      yield;
    }
    entry.finish();
  }

  private *readZip(octets: Uint8Array): Steps {
    let entries = 0;
    const open: Entry[] = [];
    const unzip = new Unzip((file) => {
      if (++entries > MAX_ENTRIES) {
        this.problems.add(`has more than ${MAX_ENTRIES} files: the rest is not read`);
        return;
      }
      // Folders, and what file managers leave behind.
      if (!/\.xml$/i.test(file.name) || /(?:^|\/)(?:__MACOSX\/|\.)/.test(file.name)) return;
      const entry = this.entry();
      open.push(entry);
      file.ondata = (error, chunk, final) => {
        if (error !== null) this.problems.add('is damaged: it cannot be unpacked');
        else entry.push(chunk);
        if (final) entry.finish();
      };
      file.start();
    });
    unzip.register(UnzipInflate);
    for (let at = 0; at < octets.length && this.left > 0 && entries <= MAX_ENTRIES; at += CHUNK) {
      unzip.push(octets.subarray(at, at + CHUNK), at + CHUNK >= octets.length);
      yield;
    }
    for (const entry of open) entry.finish();
    if (entries === 0) this.problems.add('is damaged: it cannot be unpacked');
  }

  private *readMail(octets: Uint8Array): Steps {
    const before = this.reports.length;
    let found = false;
    for (const block of base64Blocks(octets)) {
      // Mails have a part in HTML, too.
      if (!isPacked(block) && !(isXml(block) && hasFeedback(block))) continue;
      found = true;
      yield* this.read(block, 1);
    }
    if (!found && this.reports.length === before) this.problems.add(NO_REPORT);
  }

  /** One report that is being unpacked. */
  private entry(): Entry {
    const reader = new ReportReader();
    const decoder = new DecodeUTF8((text) => {
      reader.write(text);
    });
    let isFinished = false;
    let isEmpty = true;
    let isOther = false;
    const isDone = (): boolean => reader.isDone || isOther || this.left <= 0;
    return {
      isDone,
      push: (chunk) => {
        if (isDone()) return;
        // Reports about TLS are packed and sent like these: RFC 8460 §5.3.
        if (isEmpty && chunk.length > 0 && !isXml(chunk)) isOther = true;
        isEmpty &&= chunk.length === 0;
        this.left -= chunk.length;
        if (this.left <= 0)
          this.problems.add('is larger than 100 MB when it is unpacked: the rest is not read');
        else decoder.push(chunk);
      },
      finish: () => {
        if (isFinished) return;
        isFinished = true;
        if (isEmpty) {
          this.problems.add('is damaged: it cannot be unpacked');
          return;
        }
        if (isOther) {
          this.problems.add(NO_REPORT);
          return;
        }
        const report = reader.finish();
        for (const problem of reader.problems) this.problems.add(problem);
        if (report !== undefined) this.reports.push(report);
      },
    };
  }
}

interface Entry {
  isDone(): boolean;
  push(chunk: Uint8Array): void;
  finish(): void;
}

function isPacked(octets: Uint8Array): boolean {
  return (octets[0] === 0x1f && octets[1] === 0x8b) || (octets[0] === 0x50 && octets[1] === 0x4b);
}

/** `<feedback>`, under any prefix, early in a text: the words of a page in HTML may be about feedback, too. */
function hasFeedback(octets: Uint8Array): boolean {
  return /<(?:[\w.-]{1,50}:)?feedback[\s>]/.test(strFromU8(octets.subarray(0, 2000), true));
}

/** `<`, with a byte order mark or blanks before it. */
function isXml(octets: Uint8Array): boolean {
  let at = octets[0] === 0xef && octets[1] === 0xbb && octets[2] === 0xbf ? 3 : 0;
  while (at < 100 && [0x20, 0x09, 0x0a, 0x0d].includes(octets[at] ?? 0)) at++;
  return octets[at] === 0x3c;
}
