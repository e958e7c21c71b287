import { SaxesParser } from 'saxes';
import { parseIp } from '../../dns/address.ts';
import type { IpAddress } from '../../dns/address.ts';
import { canonicalName, faultOfName, isAtOrBelow } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { AggregateReport, DkimSeen, ReportRow, SpfSeen } from './model.ts';

/** Real reports are six levels deep. */
const MAX_DEPTH = 16;
/** Real reports have some thousand rows. */
const MAX_ROWS = 50_000;
/** Results in one row that are kept. */
const MAX_RESULTS = 20;
/** A field that is longer is no domain, no address and no number. */
const MAX_FIELD = 1000;

/**
 * Reads one report as it comes. What is wrong in it is said in `problems`; rows that were read before are kept.
 *
 * No entity is expanded and no document type is taken: nothing but the text itself is ever read.
 */
export class ReportReader {
  readonly problems = new Set<string>();
  private readonly parser = new SaxesParser();
  private readonly rows: ReportRow[] = [];
  /** The elements that are open within the report's own. */
  private readonly path: string[] = [];
  private field = '';
  private isOver = false;
  private isFeedback = false;
  /** Elements that were open before the report's own. */
  private around = 0;
  private reporter = '';
  private id = '';
  private domain: DomainName | undefined;
  private begin: number | undefined;
  private end: number | undefined;
  private row: DraftRow = draftRow(0);
  private spf: DraftResult = {};
  private dkim: DraftResult = {};

  constructor() {
    const { parser } = this;
    parser.on('error', () => {
      this.stop('is not well-formed XML');
    });
    parser.on('doctype', () => {
      this.stop('has a document type, which no report needs and which is not read');
    });
    parser.on('opentag', ({ name }) => {
      this.open(name);
    });
    parser.on('text', (text) => {
      this.addText(text);
    });
    parser.on('cdata', (text) => {
      this.addText(text);
    });
    parser.on('closetag', () => {
      this.close();
    });
  }

  /** True when nothing more is wanted. */
  get isDone(): boolean {
    return this.isOver;
  }

  write(text: string): void {
    if (!this.isOver) this.parser.write(text);
  }

  /** `undefined`: it is no aggregate report, or does not say of which domain. */
  finish(): AggregateReport | undefined {
    if (!this.isOver) this.parser.close();
    const { domain, reporter, id, begin, end } = this;
    if (!this.isFeedback || domain === undefined) {
      if (this.problems.size === 0) this.problems.add('is no DMARC aggregate report');
      return undefined;
    }
    const rows = this.rows.filter(({ from }) => isAtOrBelow(from, domain));
    if (rows.length < this.rows.length) this.problems.add(`has rows of other domains than "${domain}"`);
    return { reporter, id, domain, begin, end, rows };
  }

  private stop(problem: string): void {
    if (!this.isOver) this.problems.add(problem);
    this.isOver = true;
  }

  private open(name: string): void {
    if (this.isOver) return;
    this.field = '';
    // Some receivers write a prefix before each name.
    const local = name.slice(name.indexOf(':') + 1).toLowerCase();
    if (this.path.length >= MAX_DEPTH) this.stop('is nested too deeply');
    if (!this.isFeedback) {
      // Some receivers put the report into an element of its schema.
      if (local === 'feedback') this.isFeedback = true;
      else if (this.around++ > 0) this.stop('is no DMARC aggregate report');
      return;
    }
    this.path.push(local);
    switch (this.place()) {
      case 'record':
        this.row = draftRow(this.parser.position);
        break;
      case 'record/auth_results/spf':
        this.spf = {};
        break;
      case 'record/auth_results/dkim':
        this.dkim = {};
        break;
      default:
        break;
    }
  }

  private addText(text: string): void {
    if (!this.isOver && this.field.length < MAX_FIELD) this.field += text.slice(0, MAX_FIELD);
  }

  private place(): string {
    return this.path.join('/');
  }

  private close(): void {
    if (this.isOver) return;
    this.take(this.place(), this.field.trim());
    this.path.pop();
    this.field = '';
  }

  private take(place: string, text: string): void {
    const { row } = this;
    switch (place) {
      case 'report_metadata/org_name':
        this.reporter = text.replace(/[^ -~]+/g, ' ').slice(0, 100);
        return;
      case 'report_metadata/report_id':
        this.id = text;
        return;
      case 'report_metadata/date_range/begin':
        this.begin = timeOf(text);
        return;
      case 'report_metadata/date_range/end':
        this.end = timeOf(text);
        return;
      case 'policy_published/domain':
        this.domain = domainIn(text);
        return;
      case 'record/row/source_ip':
        row.source = parseIp(text);
        return;
      case 'record/row/count':
        row.count = /^\d{1,12}$/.test(text) ? Number(text) : 0;
        return;
      case 'record/row/policy_evaluated/spf':
        row.spfPassed = text.toLowerCase() === 'pass';
        return;
      case 'record/row/policy_evaluated/dkim':
        row.dkimPassed = text.toLowerCase() === 'pass';
        return;
      case 'record/row/policy_evaluated/reason/type':
        if (FORWARDED.has(text.toLowerCase())) row.forwarded = true;
        return;
      case 'record/identifiers/header_from':
        row.from = domainIn(text);
        return;
      case 'record/auth_results/spf/domain':
        this.spf.domain = domainIn(text);
        return;
      case 'record/auth_results/spf/scope':
        this.spf.helo = text.toLowerCase() === 'helo';
        return;
      case 'record/auth_results/spf/result':
        this.spf.result = text.toLowerCase();
        return;
      case 'record/auth_results/dkim/domain':
        this.dkim.domain = domainIn(text);
        return;
      case 'record/auth_results/dkim/selector':
        this.dkim.selector = selectorIn(text);
        return;
      case 'record/auth_results/dkim/result':
        this.dkim.result = text.toLowerCase();
        return;
      case 'record/auth_results/spf':
        this.takeSpf();
        return;
      case 'record/auth_results/dkim':
        this.takeDkim();
        return;
      case 'record':
        this.takeRow();
        return;
      default:
        return;
    }
  }

  private takeSpf(): void {
    const { domain, result, helo = false } = this.spf;
    if (domain === undefined || result === undefined || this.row.spf.length >= MAX_RESULTS) return;
    this.row.spf.push({ domain, result, helo });
  }

  private takeDkim(): void {
    const { domain, result, selector } = this.dkim;
    if (domain === undefined || result === undefined || this.row.dkim.length >= MAX_RESULTS) return;
    this.row.dkim.push({ domain, result, selector });
  }

  private takeRow(): void {
    const { source, count, from, spfPassed, dkimPassed, forwarded, spf, dkim, at } = this.row;
    if (source === undefined || from === undefined) {
      this.problems.add('has rows without an address or a domain');
    } else if (count < 1) {
      this.problems.add('has rows whose count is no number above 0');
    } else if (this.rows.length >= MAX_ROWS) {
      this.problems.add(`has more than ${MAX_ROWS} rows: the rest is not read`);
      this.isOver = true;
    } else {
      const evaluated = { spf: spfPassed, dkim: dkimPassed };
      this.rows.push({ source, count, from, evaluated, forwarded, spf, dkim, at });
    }
  }
}

/** RFC 9990 §3.1.1.8: reasons by which a receiver says that others passed the mail on. */
const FORWARDED: ReadonlySet<string> = new Set(['forwarded', 'trusted_forwarder', 'mailing_list']);

interface DraftRow {
  source: IpAddress | undefined;
  count: number;
  from: DomainName | undefined;
  spfPassed: boolean;
  dkimPassed: boolean;
  forwarded: boolean;
  readonly spf: SpfSeen[];
  readonly dkim: DkimSeen[];
  readonly at: number;
}

function draftRow(at: number): DraftRow {
  return {
    source: undefined,
    count: 0,
    from: undefined,
    spfPassed: false,
    dkimPassed: false,
    forwarded: false,
    spf: [],
    dkim: [],
    at,
  };
}

interface DraftResult {
  domain?: DomainName | undefined;
  result?: string;
  helo?: boolean;
  selector?: string | undefined;
}

function domainIn(text: string): DomainName | undefined {
  if (text === '' || text.length > 255 || !/^[!-~]+$/.test(text)) return undefined;
  const name = canonicalName(text);
  return name === '' || faultOfName(name) !== undefined ? undefined : name;
}

function selectorIn(text: string): string | undefined {
  return /^[\w.-]{1,200}$/.test(text) ? text.toLowerCase() : undefined;
}

/** DMARC is of 2012; a day behind 2100 is no day of a report. */
const EARLIEST = 1_325_376_000;
const LATEST = 4_102_444_800;

function timeOf(text: string): number | undefined {
  if (!/^\d{1,12}(?:\.\d+)?$/.test(text)) return undefined;
  const seconds = Math.floor(Number(text));
  return seconds >= EARLIEST && seconds <= LATEST ? seconds : undefined;
}
