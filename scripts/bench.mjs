// How long things take, and how much memory. Commands: processor time, best of several runs, for no machine is ours
// alone.
// `npm run bench -- 20000` takes a zone of that many records.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { build } from './build.mjs';
import { benchReading } from './lib/bench-reading.mjs';
import { root } from './lib/project.mjs';

const records = Number(process.argv[2] ?? 100_000);
const reportUsage = join(root, 'scripts/lib/report-usage.cjs');
const edits = 40;
const runs = 5;

await build();
const folder = await mkdtemp(join(tmpdir(), 'mailtxt-bench-'));
try {
  const [small, large] = [join(folder, 'small.zone'), join(folder, 'large.zone')];
  await writeFile(small, zone(30));
  const text = zone(records);
  await writeFile(large, text);
  console.log(`A zone of ${records} records, ${(text.length / 1e6).toFixed(1)} MB; best of ${runs} runs.\n`);
  const cli = join(root, 'dist/mailtxt.js');
  report('node, doing nothing', usageOf(['-e', '0']));
  report('mailtxt --version', usageOf([cli, '--version']));
  report('mailtxt check, 30 records', usageOf([cli, 'check', small]));
  report(`mailtxt check, ${records} records`, usageOf([cli, 'check', large]));
  const { ours, dnsZonefile, named } = await benchReading(large, runs);
  report('reading it, in process (median)', ours);
  if (dnsZonefile !== undefined) report('dns-zonefile reading it', dnsZonefile);
  if (named !== undefined) report('named-checkzone -i none', named);
  await benchServer(large, text);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** A mail record with a fault among every fifty of a plain kind. The same on every run. */
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

/** The best of several runs. */
function usageOf(args) {
  const all = Array.from({ length: runs }, () => {
    const { status, stderr, output } = spawnSync(process.execPath, ['--require', reportUsage, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    if (status === 2 || status === null) throw new Error(stderr);
    return JSON.parse(output[3]);
  });
  return all.reduce((best, one) => (one.milliseconds < best.milliseconds ? one : best));
}

/** From a key to what the editor shows for it, in wall-clock time. */
async function benchServer(path, text) {
  const server = spawn(
    process.execPath,
    ['--require', reportUsage, join(root, 'dist/server.js'), '--stdio'],
    { stdio: ['pipe', 'pipe', 'inherit', 'pipe'] },
  );
  let usage = '';
  server.stdio[3].on('data', (chunk) => (usage += chunk));
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  let arrived = () => {};
  connection.onNotification('textDocument/publishDiagnostics', (params) => arrived(params));
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification('initialized', {});

  const uri = pathToFileURL(path).href;
  const timed = async (method, params) => {
    const started = performance.now();
    const answer = new Promise((resolve) => (arrived = resolve));
    await connection.sendNotification(method, params);
    await answer;
    return performance.now() - started;
  };
  const opened = await timed('textDocument/didOpen', {
    textDocument: { uri, languageId: 'dns-zone', version: 1, text },
  });
  report('open in the editor, to findings', { milliseconds: opened });

  const lines = text.split('\n');
  const line = lines.findIndex((one, index) => index > lines.length / 2 && one.includes('v=spf1'));
  const at = lines[line].indexOf('ip4:') + 'ip4:'.length;
  const taken = [];
  for (let edit = 0; edit < edits; edit++) {
    const position = { line, character: at };
    // One digit in, and out again.
    const range = { start: position, end: { line, character: at + (edit % 2) } };
    taken.push(
      await timed('textDocument/didChange', {
        textDocument: { uri, version: edit + 2 },
        contentChanges: [{ range, text: edit % 2 === 0 ? '9' : '' }],
      }),
    );
  }
  taken.sort((a, b) => a - b);
  report('one key, to findings (median)', { milliseconds: taken[edits / 2] });
  report('one key, to findings (19 of 20)', { milliseconds: taken[Math.floor(edits * 0.95)] });

  const ended = new Promise((resolve) => server.once('close', resolve));
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  await ended;
  connection.dispose();
  report('the server, all in all', JSON.parse(usage));
}

function report(what, { milliseconds, megabytes }) {
  const memory = megabytes === undefined ? '' : `${megabytes.toFixed(0).padStart(8)} MB`;
  console.log(`${what.padEnd(36)} ${milliseconds.toFixed(1).padStart(9)} ms${memory}`);
}
