import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { writeChange } from '../../../server/src/analysis/findings/details.ts';
import type { RecordChange } from '../../../server/src/records/format.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { configuration } from '../../harness/configuration.ts';
import { runs } from '../../harness/runs.ts';

/** How a service reads the value of an argument. */
interface Service {
  readonly name: string;
  /** The argument's value for these character-strings. */
  readonly text: (strings: readonly string[]) => string;
  readonly resource: (expression: string) => string;
  readonly isRaw: boolean;
}

const escaped = (string: string): string => string.replace(/["\\]/g, '\\$&');

const SERVICES: readonly Service[] = [
  {
    name: 'inwx_nameserver_record',
    text: (strings) => strings.join(''),
    resource: (expression) =>
      `resource "inwx_nameserver_record" "a" {\n  domain  = "example.com"\n  name    = "a"\n  type    = "TXT"\n  content = ${expression}\n}\n`,
    isRaw: true,
  },
  {
    name: 'aws_route53_record',
    text: (strings) => strings.map(escaped).join('" "'),
    resource: (expression) =>
      `resource "aws_route53_record" "a" {\n  zone_id = "Z"\n  name    = "a.example.com"\n  type    = "TXT"\n  records = [${expression}]\n}\n`,
    isRaw: false,
  },
  {
    name: 'google_dns_record_set',
    text: (strings) => strings.map((string) => `"${escaped(string)}"`).join(' '),
    resource: (expression) =>
      `resource "google_dns_record_set" "a" {\n  managed_zone = "z"\n  name         = "a.example.com."\n  type         = "TXT"\n  rrdatas      = [${expression}]\n}\n`,
    isRaw: false,
  },
];

/** The form of a text in a file, with the files that make it an argument. */
interface Encoding {
  readonly name: string;
  /** `undefined` if the encoding cannot express the text. */
  readonly files: (
    text: string,
    resource: Service['resource'],
  ) => Readonly<Record<string, string>> | undefined;
}

const template = (text: string): string => text.replace(/[$%](?=\{)/g, '$&$&');
const quoted = (text: string): string =>
  `"${template(text).replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t')}"`;
const unicode = (text: string): string =>
  quoted(text).replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** HCL has no escape for this: the sign before a sequence would be read as part of it. */
const isSaidInHcl = (text: string): boolean => !/\$\$\{|%%\{/.test(text);
const MAIN = '/dns/main.tf';
const data = (call: string, path: string, content: string, resource: Service['resource']) => ({
  [`/dns/${path}`]: content,
  [MAIN]: resource(call),
});

const yaml = (
  name: string,
  options: {
    readonly defaultStringType?: 'PLAIN' | 'QUOTE_SINGLE' | 'QUOTE_DOUBLE' | 'BLOCK_LITERAL' | 'BLOCK_FOLDED';
  },
): Encoding => ({
  name: `YAML, ${name}`,
  files: (text, resource) => {
    const document = stringify({ before: 'x', txt: text, following: ['y'] }, { ...options, lineWidth: 60 });
    return data('yamldecode(file("dns.yaml")).txt', 'dns.yaml', document, resource);
  },
});

const ENCODINGS: readonly Encoding[] = [
  {
    name: 'a string',
    files: (text, resource) => (isSaidInHcl(text) ? { [MAIN]: resource(quoted(text)) } : undefined),
  },
  {
    name: 'a string with escapes of Unicode',
    files: (text, resource) =>
      isSaidInHcl(text) && !/[\ud800-\udfff]/.test(text) ? { [MAIN]: resource(unicode(text)) } : undefined,
  },
  {
    name: 'a local',
    files: (text, resource) =>
      isSaidInHcl(text)
        ? { '/dns/locals.tf': `locals {\n  txt = ${quoted(text)}\n}\n`, [MAIN]: resource('local.txt') }
        : undefined,
  },
  {
    name: 'a variable',
    files: (text, resource) =>
      isSaidInHcl(text)
        ? {
            '/dns/terraform.tfvars': `txt = ${quoted(text)}\n`,
            [MAIN]: `variable "txt" {}\n${resource('var.txt')}`,
          }
        : undefined,
  },
  {
    name: 'a heredoc',
    files: (text, resource) =>
      isSaidInHcl(text) ? { [MAIN]: resource(`chomp(<<EOT\n${template(text)}\nEOT\n)`) } : undefined,
  },
  {
    name: 'a heredoc with indentation',
    files: (text, resource) =>
      isSaidInHcl(text) && text.trim() !== '' && !/^\s|\n\s|\n$/.test(text)
        ? { [MAIN]: resource(`chomp(<<-EOT\n${template(text).replace(/^/gm, '      ')}\n    EOT\n)`) }
        : undefined,
  },
  {
    name: 'JSON',
    files: (text, resource) => {
      if (!isSaidInHcl(text)) return undefined;
      const locals = JSON.stringify({ locals: { txt: template(text) } }, undefined, 2);
      return { '/dns/locals.tf.json': locals, [MAIN]: resource('local.txt') };
    },
  },
  {
    name: 'JSON of a file',
    files: (text, resource) =>
      data(
        'jsondecode(file("dns.json")).txt',
        'dns.json',
        JSON.stringify({ txt: text, more: [1] }),
        resource,
      ),
  },
  {
    name: 'CSV',
    files: (text, resource) =>
      data(
        'csvdecode(file("dns.csv"))[0].txt',
        'dns.csv',
        `name,txt,more\na,"${text.replaceAll('"', '""')}",b\n`,
        resource,
      ),
  },
  {
    name: 'a file',
    files: (text, resource) => data('file("dns.txt")', 'dns.txt', text, resource),
  },
  {
    name: 'a template',
    files: (text, resource) =>
      isSaidInHcl(text)
        ? data('templatefile("dns.tftpl", { x = "y" })', 'dns.tftpl', template(text), resource)
        : undefined,
  },
  yaml('plain', { defaultStringType: 'PLAIN' }),
  yaml('single quotes', { defaultStringType: 'QUOTE_SINGLE' }),
  yaml('double quotes', { defaultStringType: 'QUOTE_DOUBLE' }),
  yaml('a literal block', { defaultStringType: 'BLOCK_LITERAL' }),
  yaml('a folded block', { defaultStringType: 'BLOCK_FOLDED' }),
  {
    name: 'YAML in brackets',
    files: (text, resource) =>
      data(
        'yamldecode(file("dns.yaml")).txt[1]',
        'dns.yaml',
        `txt: [x, ${JSON.stringify(text)}, y]\nmore: 1\n`,
        resource,
      ),
  },
];

interface Said {
  readonly strings: readonly string[];
  readonly value: string;
}

const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** The record of the files. */
function read(files: Readonly<Record<string, string>>): Said {
  const made = configuration(files);
  for (const path of made.paths()) {
    for (const { record } of made.records(path)) {
      if (record.rdata.kind !== 'text') continue;
      const { strings, value } = record.rdata;
      return { strings: strings.map((string) => string.value.text), value: value.text };
    }
  }
  throw new Error('no record');
}

/** The files with a change to their record; `undefined` where it is not made. */
function changed(
  files: Readonly<Record<string, string>>,
  change: RecordChange,
): Readonly<Record<string, string>> | undefined {
  const made = configuration(files);
  for (const path of made.paths()) {
    const document = made.documentOf(path);
    const [block] = document?.blocks ?? [];
    if (document === undefined || block === undefined || block.size === 0) continue;
    const edits = writeChange({ path, document }, block, 0, change);
    if (edits === undefined) return undefined;
    const after: Record<string, string> = { ...files };
    for (const one of new Set(edits.map((edit) => edit.path))) {
      after[one] = applyEdits(
        files[one] ?? '',
        edits.filter((edit) => edit.path === one),
      );
    }
    return after;
  }
  throw new Error('no record');
}

/** The rest of a YAML or JSON file, according to another parser. */
function unrelated(files: Readonly<Record<string, string>>): unknown {
  return Object.entries(files)
    .filter(([path]) => path.endsWith('.yaml') || path === '/dns/dns.json')
    .map(([, content]) => {
      const { txt, ...others } = parse(content) as { readonly txt: unknown };
      return Array.isArray(txt) ? [txt[0], txt[2], others] : others;
    });
}

const WORDS = [
  'a',
  'Z9',
  ' ',
  '"',
  "'",
  '\\',
  '$',
  '%',
  '{',
  '}',
  '${',
  '%{',
  ';',
  '#',
  ': ',
  '~',
  '-',
  ',',
  '=',
  '[',
  '|',
];
const word = fc.constantFrom(...WORDS, 'é', '€', '😀', '\n', '$$', '\\"');
const ascii = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }).map((words) => words.join(''));
const texts = fc.array(word, { minLength: 1, maxLength: 14 }).map((words) => words.join(''));
/** Long enough to be split. */
const longTexts = fc
  .array(fc.constantFrom(...WORDS, 'v=DKIM1; p=', 'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ'), {
    minLength: 20,
    maxLength: 40,
  })
  .map((words) => words.join('').padEnd(256, 'A'));

/** Few attempts are always the same: with few random ones, too many could be rejected by chance. */
const ENOUGH = 100;
const RUNS = runs(8) < ENOUGH ? { numRuns: runs(8), seed: 1 } : { numRuns: runs(8) };

describe('changes of values', () => {
  for (const service of SERVICES) {
    for (const { name, files: filesOf } of ENCODINGS) {
      /** Files that contain only the text, according to mailtxt and to other parsers. */
      const saying = (strings: readonly string[]): Readonly<Record<string, string>> | undefined => {
        const files = filesOf(service.text(strings), service.resource);
        if (files === undefined) return undefined;
        const isRead = read(files).strings.join('') === octets(strings.join(''));
        return isRead ? files : undefined;
      };

      it(`insert, replace and delete: ${service.name}, ${name}`, () => {
        let [written, all] = [0, 0];
        fc.assert(
          fc.property(texts, ascii, fc.nat(), fc.nat(), (text, typed, from, to) => {
            const files = saying([text]);
            if (files === undefined) return;
            const { value } = read(files);
            const ends = [from % (value.length + 1), to % (value.length + 1)].sort((a, b) => a - b);
            const [start = 0, end = 0] = ends;
            all++;
            const edit = { range: { start, end }, text: typed };
            // A line ending after a text is not published.
            if (applyEdits(value, [edit]).endsWith('\n')) return;
            const after = changed(files, { kind: 'replace', edits: [edit] });
            if (after === undefined) return;
            written++;
            assert.equal(read(after).value, applyEdits(value, [edit]), JSON.stringify(after));
            assert.deepEqual(unrelated(after), unrelated(files));
          }),
          RUNS,
        );
        assert.ok(written * 3 > all, `only ${written} of ${all} are made`);
      });

      it(`split long strings: ${service.name}, ${name}`, () => {
        let [written, all] = [0, 0];
        fc.assert(
          fc.property(longTexts, ascii, fc.nat(), (text, typed, at) => {
            const files = saying([text]);
            if (files === undefined) return;
            const { value } = read(files);
            const start = at % (value.length + 1);
            all++;
            const edit = { range: { start, end: start }, text: typed };
            const after = changed(files, { kind: 'replace', edits: [edit] });
            if (after === undefined) return;
            written++;
            const now = read(after);
            assert.equal(now.value, applyEdits(value, [edit]), JSON.stringify(after));
            if (!service.isRaw && typed !== '')
              assert.ok(now.strings.every((string) => string.length <= 255));
          }),
          RUNS,
        );
        assert.ok(written * 3 > all, `only ${written} of ${all} are made`);
      });
    }
  }
});
