import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readCarets } from './carets.ts';
import { CORPUS, corpusFiles, hasCorpus, readCorpus } from './corpus.ts';
import type { Files } from './fixes.ts';
import { examplesOf, worldOf } from './pages.ts';
import type { WorkspaceOptions } from './workspace.ts';

/** Files whose fixes are tried together, and what is around them. */
export interface FixInput {
  readonly name: string;
  readonly files: Files;
  readonly options: WorkspaceOptions;
}

const ROOT = path.join(__dirname, '../..');

/** The examples of every rule page, right and wrong, each in its page's world. */
export function pageInputs(): readonly FixInput[] {
  const folder = path.join(ROOT, 'server/src/rules');
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.md'),
  );
  return pages.sort().flatMap((file) => {
    const page = readFileSync(path.join(folder, file), 'utf8');
    const options = worldOf(page);
    return examplesOf(page).map(({ path: name, text }, index) => ({
      name: `${file}#${index}`,
      files: { [name]: readCarets(text).text },
      options,
    }));
  });
}

/** The project's own examples. */
export function exampleInputs(): readonly FixInput[] {
  const read = (folder: string, match: RegExp): Record<string, string> =>
    Object.fromEntries(
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => match.test(file))
        .map((file) => [`/${file}`, readFileSync(path.join(ROOT, folder, file), 'utf8')]),
    );
  return [
    { name: 'examples/zones', files: read('examples/zones', /\.zone$|\/?db\./), options: {} },
    { name: 'examples/terraform', files: read('examples/terraform', /\.tf$/), options: {} },
  ];
}

/** Longer files usually only repeat, and are checked again for each fix. */
const LONGEST = 40_000;

/** Real zone files, with the name that the corpus gives to each. */
export function zoneInputs(): readonly FixInput[] {
  if (!hasCorpus()) return [];
  const rows = readCorpus('oracle/ORACLE.tsv').split('\n').slice(2);
  const origins = new Map(
    rows.map((row) => row.split('\t')).map(([file = '', origin = '']) => [file, origin]),
  );
  return [...corpusFiles('realworld/zones'), ...corpusFiles('zones-conformance')].flatMap((file) => {
    const text = readCorpus(file);
    const origin = origins.get(file)?.replace(/\.$/, '').toLowerCase();
    if (origin === undefined || text.length > LONGEST) return [];
    return [{ name: file, files: { [file]: text }, options: origin === '' ? {} : { origin } }];
  });
}

/** Policies that other projects test with, each in a zone. */
export function policyInputs(): readonly FixInput[] {
  if (!hasCorpus()) return [];
  const owners: Readonly<Record<string, string>> = {
    dmarc: '_dmarc', dkim: 's1._domainkey', bimi: 'default._bimi', 'mta-sts': '_mta-sts', 'tls-rpt': '_smtp._tls',
    smtp_tls_reporting: '_smtp._tls', mta_sts: '_mta-sts', tlsrpt: '_smtp._tls', mtasts: '_mta-sts',
  }; // prettier-ignore
  return ['checkdmarc', 'mox', 'stalwart'].flatMap((source) => {
    const rows = JSON.parse(readCorpus(`records/${source}.json`)) as readonly {
      readonly kind: string;
      readonly record: string | null;
    }[];
    return rows.flatMap(({ kind, record }, index) => {
      if (record === null || /[^ -~]/.test(record)) return [];
      const value = record.replace(/["\\]/g, '\\$&');
      const strings = value.match(/(?:\\.|[^\\]){1,200}/g) ?? [''];
      const line = `${owners[kind] ?? '@'} IN TXT ${strings.map((one) => `"${one}"`).join(' ')}\n`;
      const text = `@ IN SOA ns1.example.net. host.example.net. 1 2 3 4 5\n@ IN NS ns1.example.net.\n@ IN MX 10 mail.example.net.\n${line}`;
      return [{ name: `${source}#${index}`, files: { 'x.zone': text }, options: { origin: 'example.com' } }];
    });
  });
}

/** Real configurations: each file by itself, and small folders as modules. */
export function terraformInputs(): readonly FixInput[] {
  if (!hasCorpus()) return [];
  const inputs: FixInput[] = [];
  const folders = new Map<string, Record<string, string>>();
  for (const file of [...corpusFiles('realworld/terraform'), ...corpusFiles('provider-examples')]) {
    if (!/\.(?:tf|tfvars)$/.test(file)) continue;
    const text = readFileSync(path.join(CORPUS, file), 'utf8');
    if (text.length > LONGEST) continue;
    inputs.push({ name: file, files: { '/main.tf': text }, options: {} });
    const folder = path.posix.dirname(file);
    folders.set(folder, { ...folders.get(folder), [`/${path.posix.basename(file)}`]: text });
  }
  for (const [folder, files] of folders) {
    const texts = Object.values(files);
    if (texts.length < 2 || texts.join('').length > 2 * LONGEST) continue;
    inputs.push({ name: folder, files, options: {} });
  }
  return inputs;
}

export function allInputs(): readonly FixInput[] {
  return [...pageInputs(), ...exampleInputs(), ...zoneInputs(), ...policyInputs(), ...terraformInputs()];
}
