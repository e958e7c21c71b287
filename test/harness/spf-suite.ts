import { parseAllDocuments } from 'yaml';
import { parseFactsFile } from '../../server/src/analysis/input/facts-file.ts';
import type { DnsFacts } from '../../server/src/dns/facts.ts';
import { parseIp } from '../../server/src/dns/address.ts';
import { reverseName } from '../../server/src/email/spf/evaluate/sender-values.ts';
import { faultOfName, nameOfOctets } from '../../server/src/dns/names.ts';

/** A question of a suite, and the answers that it allows. */
export interface SuiteCase {
  readonly id: string;
  readonly section: string;
  readonly ip: string;
  readonly mailFrom: string;
  readonly helo: string;
  readonly results: readonly string[];
  /** `DEFAULT`: the receiver's own words, so no text of the domain. */
  readonly explanation: string | undefined;
  readonly facts: DnsFacts;
}

type Answers = Record<string, unknown>;

/** The zones of a suite as a file of answers, for our own reader. Some of the names cannot exist. */
function factsOf(answers: Answers, otherwise: string): DnsFacts {
  const possible = Object.entries(answers).filter(([key]) => {
    return faultOfName(nameOfOctets(key.split(' ')[0] ?? '')) === undefined;
  });
  const file = { answers: Object.fromEntries(possible), otherwise };
  const { facts, problems } = parseFactsFile(JSON.stringify(file));
  if (problems.length > 0) throw new Error(problems.map((problem) => problem.message).join('\n'));
  return facts;
}

interface OpenspfTest {
  readonly helo: string | null;
  readonly host: string;
  readonly mailfrom: string;
  readonly result: string | readonly string[];
  readonly explanation?: string;
}

/** The suite of openspf.org. */
export function readOfficialSuite(yaml: string): readonly SuiteCase[] {
  const cases: SuiteCase[] = [];
  for (const document of parseAllDocuments(yaml)) {
    const section = document.toJS() as {
      description: string;
      tests: Record<string, OpenspfTest>;
      zonedata: Record<string, readonly unknown[]>;
    } | null;
    if (section === null) continue;
    const facts = factsOf(officialAnswers(section.zonedata), 'NXDOMAIN');
    for (const [id, test] of Object.entries(section.tests)) {
      cases.push({
        id,
        section: section.description,
        ip: test.host,
        mailFrom: test.mailfrom,
        helo: test.helo ?? '',
        results: typeof test.result === 'string' ? [test.result] : test.result,
        explanation: test.explanation,
        facts,
      });
    }
  }
  return cases;
}

/** Each SPF entry stands for a TXT record too, unless the name has a TXT entry of its own (`TXT: NONE` is none). */
function officialAnswers(zones: Record<string, readonly unknown[]>): Answers {
  const answers: Answers = {};
  for (const [owner, entries] of Object.entries(zones)) {
    const name = `${nameOfOctets(owner)}.`;
    const hasText = entries.some((entry) => typeof entry === 'object' && entry !== null && 'TXT' in entry);
    const strings: string[][] = [];
    const data = new Map<string, string[]>();
    for (const entry of entries) {
      if (entry === 'TIMEOUT') {
        answers[name] = 'TIMEOUT';
        continue;
      }
      const [type, value] = Object.entries(entry as Record<string, unknown>)[0] ?? [];
      if (type === undefined || value === 'NONE') continue;
      if (value === 'TIMEOUT') {
        answers[`${name} ${type === 'SPF' ? 'TXT' : type}`] = 'TIMEOUT';
      } else if (type === 'TXT' || (type === 'SPF' && !hasText)) {
        strings.push(typeof value === 'string' ? [latin1(value)] : (value as string[]).map(latin1));
      } else if (type === 'MX') {
        const [preference, exchange] = value as [number, string];
        add(data, type, `${preference} ${exchange.replace(/\.?$/, '.')}`);
      } else if (type !== 'SPF') {
        add(data, type, String(value));
      }
    }
    if (strings.length > 0) answers[`${name} TXT`] = { strings };
    for (const [type, records] of data) answers[`${name} ${type}`] = { data: records };
  }
  return answers;
}

function add(data: Map<string, string[]>, type: string, record: string): void {
  data.set(type, [...(data.get(type) ?? []), record]);
}

/** YAML text is Unicode; a TXT record is octets. */
function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/**
 * The suites of mail-auth. They look like YAML, but are lines that are executed in order: `spf`, `mx`, `a` and others
 * publish records, `ip`, `domain` and `sender` set the sender, `expect` evaluates.
 */
export function readStalwartSuite(lines: string, file: string): readonly SuiteCase[] {
  const cases: SuiteCase[] = [];
  for (const document of lines.split(/^---$/m)) {
    const published = new Published();
    const said = { section: '', ip: '', domain: '', sender: '' };
    for (const [, key = '', value = ''] of document.matchAll(/^[ -]*(\w+):(?: (.*?))? *$/gm)) {
      if (key === 'name') said.section = value;
      else if (key === 'ip' || key === 'domain' || key === 'sender') said[key] = value.trim();
      else if (key !== 'expect') published.take(key, value);
      else {
        const [result = '', ...words] = value.trim().split(' ');
        cases.push({
          id: `${file} ${cases.length + 1}`,
          section: said.section,
          ip: said.ip,
          // Its runner asks for the HELO name first, and goes on unless that fails.
          mailFrom: said.section === 'HELO identity' ? '' : said.sender,
          helo: said.domain,
          results: [result],
          explanation: words.length === 0 ? undefined : words.join(' '),
          facts: factsOf(published.answers, 'NXDOMAIN'),
        });
      }
    }
  }
  return cases;
}

class Published {
  readonly answers: Record<string, { strings?: string[][]; data?: string[] } | string> = {
    '_dns_error.org.': 'SERVFAIL',
  };

  take(key: string, line: string): void {
    const [owner = '', ...rest] = line.split(' ');
    const name = `${nameOfOctets(owner)}.`;
    const values = rest
      .join(' ')
      .split(',')
      .map((value) => value.trim());
    switch (key) {
      case 'spf':
      case 'exp':
        this.answers[`${name} TXT`] = { strings: [[rest.join(' ')]] };
        break;
      case 'a':
      case 'aaaa':
        this.answers[`${name} ${key.toUpperCase()}`] = { data: values };
        break;
      case 'ptr':
        this.answers[`${reverse(owner)} PTR`] = { data: values.map((host) => `${host}.`) };
        break;
      case 'mx':
        // It gives the hosts' addresses, and no names.
        this.answers[`${name} MX`] = { data: values.map((_, i) => `${i} mx${i}.${name}`) };
        for (const [i, ip] of values.entries()) {
          this.answers[`mx${i}.${name} ${ip.includes(':') ? 'AAAA' : 'A'}`] = { data: [ip] };
        }
    }
  }
}

function reverse(typed: string): string {
  const ip = parseIp(typed);
  return ip === undefined ? `${typed}.` : `${reverseName(ip)}.`;
}
