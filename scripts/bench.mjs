// Measures how fast mailtxt is and how much memory it uses, compared with other programs in the same run. For commands,
// it measures processor time.
// npm run bench -- [--records 100000] [--zone FILE] [--zones 20000] [--runs 5] [--json FILE] [--page]
// npm run bench -- --against REF     compares the commands with those of another commit, in turn
// A zone given with `--zone` has to be a zone of example.com. `--page` writes the figures into docs/performance.md.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { benchReading } from './lib/bench-reading.mjs';
import { benchIndex } from './lib/bench-index.mjs';
import { benchServer } from './lib/bench-server.mjs';
import { againstCommit } from './lib/bench-against.mjs';
import { writePerformancePage } from './lib/bench-page.mjs';
import { writeZones } from './lib/bench-zones.mjs';
import { root } from './lib/project.mjs';
import { usageOf, usageOfNamed } from './lib/usage.mjs';

const { values: options } = parseArgs({
  options: {
    records: { type: 'string', default: '100000' },
    zone: { type: 'string' },
    zones: { type: 'string', default: '20000' },
    runs: { type: 'string', default: '5' },
    against: { type: 'string' },
    page: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const runs = Number(options.runs);
const edits = 100;

const measured = [];
const ratios = [];

await build();
const folder = await mkdtemp(join(tmpdir(), 'mailtxt-bench-'));
try {
  const [small, large] = [join(folder, 'small.zone'), options.zone ?? join(folder, 'large.zone')];
  await writeFile(small, zone(30));
  if (options.zone === undefined) await writeFile(large, zone(Number(options.records)));
  const text = await readFile(large, 'latin1');
  console.log(`A zone of ${(text.length / 1e6).toFixed(1)} MB; best of ${runs} runs.\n`);

  const many = join(folder, 'zones');
  await writeZones(many, Number(options.zones));
  const cli = join(root, 'dist/mailtxt.js');
  if (options.against !== undefined) {
    await againstCommit(options.against, runs, {
      'start, 30 records': ['check', small],
      'the large zone, 1 thread': ['check', '--jobs', '1', large],
      [`${options.zones} zones, 1 thread`]: ['check', '--jobs', '1', many],
    });
    process.exitCode = 0;
  } else await measureAll();

  async function measureAll() {
    const nothing = measure('node with an empty program', usageOf(['-e', '0'], runs));
    measure('mailtxt --version', usageOf([cli, '--version'], runs));
    const start = measure('mailtxt check, 30 records', usageOf([cli, 'check', small], runs));
    compare('start with one small file / node', start, nothing, '<= 1.5');

    const checked = measure(
      'mailtxt check, the large zone',
      usageOf([cli, 'check', '--jobs', '1', large], runs),
    );
    const named = measure('named-checkzone -i none', await usageOfNamed(large, runs));
    compare('check / named-checkzone', checked, named, '<= 1.0');
    compare('check / named-checkzone, memory', checked, named, '<= 1.0', 'megabytes');

    const { ours, dnsZonefile, process: reader } = await benchReading(large, runs, folder);
    const reading = measure('reading it, in a separate process', reader);
    compare('reading / named-checkzone, memory', reading, named, '<= 1.0', 'megabytes');
    measure('reading it, in process (median)', ours);
    measure('dns-zonefile reading it', dnsZonefile);
    compare('dns-zonefile / reading', dnsZonefile, ours, '>= 50');

    const server = await benchServer(large, text, edits);
    measure('open in the editor, to first findings', server.opened);
    measure('open in the editor, to all findings', server.checked);
    measure('one keystroke, to findings (median)', server.key);
    measure('one keystroke, to findings (95th percentile)', server.slowKey);
    measure('suggestions in SPF (median)', server.completion);
    measure('suggestions in SPF (95th percentile)', server.slowCompletion);
    measure('the server in total', server.server);

    const indexing = await benchIndex(5_000, 300);
    measure('one keystroke while a folder is read (median)', indexing.key);
    measure('one keystroke while a folder is read (95th percentile)', indexing.slowKey);

    const alone = measure(
      `mailtxt check, ${options.zones} zones, 1 thread`,
      usageOf([cli, 'check', '--jobs', '1', many], 1),
    );
    const threads = measure('the same, 2 threads', usageOf([cli, 'check', '--jobs', '2', many], 1));
    compare('2 threads / 1, wall-clock time', threads, alone, '<= 0.6', 'wall');
    const cached = benchCache(cli, many, folder);
    measure('the same again, with a cache', cached);
    compare('with a cache / without', cached, alone, '<= 0.1');
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log('');
for (const { name, value, goal } of ratios) {
  console.log(`${name.padEnd(52)} ${value.toFixed(2).padStart(9)}    goal ${goal}`);
}
if (options.page) await writePerformancePage({ measured, ratios, options, runs });
if (options.json !== undefined) {
  const about = { node: process.version, platform: process.platform, arch: process.arch, runs };
  await writeFile(options.json, `${JSON.stringify({ ...about, measured, ratios }, null, 2)}\n`);
}

/** A second run with one thread, without any change since the first. */
function benchCache(cli, zones, folder) {
  const args = [cli, 'check', '--jobs', '1', '--cache-location', join(folder, 'cache'), '--cache', zones];
  usageOf(args, 1);
  return usageOf(args, 1);
}

/** Records and prints a figure. Figures that are not available are left out. */
function measure(name, figure) {
  if (figure === undefined) return undefined;
  measured.push({ name, ...figure });
  const memory = figure.megabytes === undefined ? '' : `${figure.megabytes.toFixed(0).padStart(8)} MB`;
  console.log(`${name.padEnd(52)} ${figure.milliseconds.toFixed(1).padStart(9)} ms${memory}`);
  return figure;
}

function compare(name, one, other, goal, what = 'milliseconds') {
  const value = one?.[what] / other?.[what];
  if (Number.isFinite(value)) ratios.push({ name, value, goal });
}

/** In every 50 records, one mail record has a fault. Each run gets the same zone. */
function zone(count) {
  const lines = [
    '$ORIGIN example.com.',
    '$TTL 1h',
    '@ SOA ns1 hostmaster 1 2h 30m 2w 1h',
    '@ NS ns1.example.net.',
  ];
  for (let i = 0; i < count; i++) {
    const octets = `${(i >> 8) & 255}.${i & 255}`;
    if (i % 50 === 7)
      lines.push(
        `n${i} IN TXT "v=spf1 ip4:10.9.${octets} include:_spf.example.net ${i % 100 === 7 ? '+all' : '-all'}"`,
      );
    else if (i % 50 === 9)
      lines.push(`_dmarc.n${i} IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"`);
    else if (i % 3 === 0) lines.push(`n${i} 300 IN CNAME host${i}.example.net.`);
    else lines.push(`n${i} IN A 10.7.${octets} ; number ${i}`);
  }
  return `${lines.join('\n')}\n`;
}
