import { SaxesParser } from 'saxes';
import { parseClientIp } from '../../dns/address.ts';
import type { IpAddress } from '../../dns/address.ts';
import { canonicalName, faultOfName, isAtOrBelow } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { toAlignment, toPolicy } from '../../email/dmarc/tags.ts';
import { groupDigits } from '../../text/group-digits.ts';
import { CUT } from './stage.ts';
import { ownCopy } from '../../text/own-copy.ts';
import type { ReportBudget } from './budget.ts';
import { MAX_DEPTH, MAX_FIELD, MAX_MARKUP, MAX_RESULTS } from './limits.ts';
import type { AggregateReport, DkimSeen, ReportedPolicy, ReportRow, SpfSeen } from './model.ts';

/** Characters that are passed to the parser at a time. It cannot be stopped while it processes them. */
const PIECE = 16 * 1024;
/** Characters of the longest relevant element name, and some more. */
const MAX_NAME = 40;
/** Characters of a result. The longest is `temperror`. */
const MAX_RESULT = 40;
/**
 * Approximate octets of memory of a row with its address, of one result, and of a name in addition to its characters.
 */
const ROW_MEMORY = 200;
const RESULT_MEMORY = 80;
const NAME_MEMORY = 100;

/**
 * Reads one report as it arrives. Rows that were read before an error are kept.
 *
 * No entity is expanded and no document type is read. It holds at most {@link MAX_MARKUP} characters of the text, and
 * what `budget` allows of the report.
 */
export class ReportReader {
  private readonly parser = new SaxesParser();
  private readonly budget: ReportBudget;
  private readonly name: string | undefined;
  private readonly found = new Map<string, string>();
  private readonly rows: ReportRow[] = [];
  /** Stores each name once, because rows repeat them, and a substring keeps its whole text in memory. */
  private readonly names = new Map<string, string>();
  /** The results of rows, which are also repeated. */
  private readonly results = new Map<string, RowResults>();
  /** The open elements inside the report's root element. */
  private readonly path: string[] = [];
  private field = '';
  private isOver = false;
  private isFeedback = false;
  /** Elements that were open before the report's root element. */
  private around = 0;
  /** The position of the parser when it last released its buffer. */
  private markupStart = 0;
  private reporter = '';
  private id = '';
  private domain: DomainName | undefined;
  private begin: number | undefined;
  private end: number | undefined;
  private readonly policy: { -readonly [Tag in keyof ReportedPolicy]: ReportedPolicy[Tag] } = {};
  private row: DraftRow = draftRow(0);
  private spf: DraftResult = {};
  private dkim: DraftResult = {};

  /** `name` is the name of the report in the file that contains it, if it is a part of one. */
  constructor(budget: ReportBudget, name?: string) {
    this.budget = budget;
    this.name = name;
    // With more handlers, the parser object has so many properties that V8 makes it twice as slow.
    const { parser } = this;
    parser.on('error', () => {
      this.stop('is not well-formed XML');
    });
    parser.on('doctype', () => {
      this.stop('has a document type declaration, which reports do not need and mailtxt does not read');
    });
    parser.on('opentag', ({ name: tag }) => {
      this.letGo();
      this.open(tag);
    });
    parser.on('text', (text) => {
      this.letGo();
      this.addText(text);
    });
    parser.on('cdata', (text) => {
      this.letGo();
      this.addText(text);
    });
    parser.on('closetag', () => {
      this.letGo();
      this.close();
    });
  }

  /** True if no more input is needed. */
  get isDone(): boolean {
    return this.isOver;
  }

  /** The problems, as ends of sentences that begin with the file's name. */
  get problems(): readonly string[] {
    return [...this.found].map(([problem, place]) => problem + place);
  }

  write(text: string): void {
    for (let at = 0; at < text.length && !this.isOver; at += PIECE) {
      this.parser.write(text.slice(at, at + PIECE));
      if (this.parser.position - this.markupStart > MAX_MARKUP)
        this.cut('has more than 65,536 characters in one tag, comment or text');
    }
  }

  /** `undefined` if it is not an aggregate report or does not name its domain. */
  finish(): AggregateReport | undefined {
    if (!this.isOver) this.parser.close();
    const { domain, reporter, id, begin, end, policy } = this;
    if (!this.isFeedback || domain === undefined) {
      if (this.found.size === 0) this.found.set('is not a DMARC aggregate report', '');
      return undefined;
    }
    const rows = this.rows.filter(({ from }) => isAtOrBelow(from, domain));
    if (rows.length < this.rows.length) this.found.set(`has rows for domains other than "${domain}"`, '');
    return { reporter, id, domain, begin, end, policy, rows };
  }

  /** Stops when the budget is used up. */
  checkBudget(): void {
    const { spent } = this.budget;
    if (spent !== undefined) this.cut(spent);
  }

  private cut(limit: string): void {
    if (!this.isOver) this.note(limit, CUT);
    this.isOver = true;
  }

  private stop(problem: string): void {
    if (!this.isOver) this.note(problem);
    this.isOver = true;
  }

  /** A repeated problem is listed once, with its first place. */
  private note(problem: string, then = ''): void {
    if (this.found.has(problem)) return;
    const { line, column } = this.parser;
    const place = `line ${groupDigits(line)}, column ${groupDigits(column)}`;
    this.found.set(problem, ` (${this.name === undefined ? place : `${place} of ${this.name}`})${then}`);
  }

  private letGo(): void {
    this.markupStart = this.parser.position;
  }

  private open(name: string): void {
    if (this.isOver) return;
    this.budget.takeElement();
    this.checkBudget();
    this.field = '';
    // Some receivers write a prefix before each element name.
    const local = name.slice(name.indexOf(':') + 1).toLowerCase();
    if (this.path.length >= MAX_DEPTH) this.cut('is nested too deeply');
    if (!this.isFeedback) {
      // Some receivers wrap the report in an element of its schema.
      if (local === 'feedback') this.isFeedback = true;
      else if (this.around++ > 0) this.stop('is not a DMARC aggregate report');
      return;
    }
    // The path is compared with each element, so a long name would be costly each time.
    this.path.push(local.length > MAX_NAME ? '' : local);
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

  private intern(text: string): string;
  private intern(text: string | undefined): string | undefined;
  private intern(text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const known = this.names.get(text);
    if (known !== undefined) return known;
    const copy = ownCopy(text);
    this.names.set(copy, copy);
    this.budget.takeMemory(copy.length + NAME_MEMORY);
    this.checkBudget();
    return copy;
  }

  private take(place: string, text: string): void {
    const { row } = this;
    switch (place) {
      case 'report_metadata/org_name':
        this.reporter = this.intern(text.replace(/[^ -~]+/g, ' ').slice(0, 100));
        return;
      case 'report_metadata/report_id':
        this.id = this.intern(text);
        return;
      case 'report_metadata/date_range/begin':
        this.begin = timeOf(text);
        return;
      case 'report_metadata/date_range/end':
        this.end = timeOf(text);
        return;
      case 'policy_published/domain':
        this.domain = this.intern(domainIn(text));
        return;
      case 'policy_published/p':
        this.policy.p = toPolicy(text);
        return;
      case 'policy_published/sp':
        this.policy.sp = toPolicy(text);
        return;
      case 'policy_published/adkim':
        this.policy.adkim = toAlignment(text);
        return;
      case 'policy_published/aspf':
        this.policy.aspf = toAlignment(text);
        return;
      case 'record/row/source_ip':
        row.source = parseClientIp(text);
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
        row.from = this.intern(domainIn(text));
        return;
      case 'record/auth_results/spf/domain':
        this.spf.domain = this.intern(domainIn(text));
        return;
      case 'record/auth_results/spf/scope':
        this.spf.helo = text.toLowerCase() === 'helo';
        return;
      case 'record/auth_results/spf/result':
        this.spf.result = this.intern(text.slice(0, MAX_RESULT).toLowerCase());
        return;
      case 'record/auth_results/dkim/domain':
        this.dkim.domain = this.intern(domainIn(text));
        return;
      case 'record/auth_results/dkim/selector':
        this.dkim.selector = this.intern(selectorIn(text));
        return;
      case 'record/auth_results/dkim/result':
        this.dkim.result = this.intern(text.slice(0, MAX_RESULT).toLowerCase());
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
      this.note('has rows without an address or a domain');
    } else if (count < 1) {
      this.note('has rows whose count is not a number above 0');
    } else {
      this.budget.takeRow();
      this.budget.takeMemory(ROW_MEMORY);
      this.checkBudget();
      if (this.isOver) return;
      const evaluated = EVALUATED[spfPassed ? 1 : 0][dkimPassed ? 1 : 0];
      const results = this.internResults({ spf, dkim });
      this.rows.push({ source, count, from, evaluated, forwarded, ...results, at });
    }
  }

  private internResults(results: RowResults): RowResults {
    const key = JSON.stringify(results);
    const known = this.results.get(key);
    if (known !== undefined) return known;
    this.results.set(key, results);
    this.budget.takeMemory(key.length + RESULT_MEMORY * (results.spf.length + results.dkim.length));
    return results;
  }
}

type RowResults = Pick<ReportRow, 'spf' | 'dkim'>;

const outcome = (spf: boolean, dkim: boolean): ReportRow['evaluated'] => ({ spf, dkim });
/** Results by SPF and by DKIM, one object for all rows. */
const EVALUATED = [
  [outcome(false, false), outcome(false, true)],
  [outcome(true, false), outcome(true, true)],
] as const;

/** RFC 9990 §3.1.1.8: reasons that mean that the mail was forwarded. */
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

/** DMARC dates from 2012, and a day after 2100 is not the day of a report. */
const EARLIEST = 1_325_376_000;
const LATEST = 4_102_444_800;

function timeOf(text: string): number | undefined {
  if (!/^\d{1,12}(?:\.\d+)?$/.test(text)) return undefined;
  const seconds = Math.floor(Number(text));
  return seconds >= EARLIEST && seconds <= LATEST ? seconds : undefined;
}
