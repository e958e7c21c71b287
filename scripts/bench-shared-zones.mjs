// Compares zones that include a shared file with zones that each contain its lines: memory and CPU time of reading and
// checking them, and the time from a keystroke in the shared file to the findings.
// `node --expose-gc scripts/bench-shared-zones.mjs [ZONES] [LINES]`
import { withBundledWorkspace } from './lib/bundled-workspace.mjs';

const zones = Number(process.argv[2] ?? 500);
const lines = Number(process.argv[3] ?? 50);

await withBundledWorkspace(({ createWorkspace }) => {
  const head =
    '$TTL 3600\n@ IN SOA ns1.provider.example. host.provider.example. 1 7200 3600 1209600 3600\n@ IN NS ns1.provider.example.\n';
  const body = bodyOf(lines);
  const containing = (i) => `${head}www IN A 192.0.2.${i % 250}\n${body}`;
  const including = (i) => `${head}www IN A 192.0.2.${i % 250}\n$INCLUDE shared.inc\n`;
  // The first zones also include the time to compile the code.
  build(createWorkspace, containing, body, 20);
  build(createWorkspace, including, body, 20);
  const separate = build(createWorkspace, containing, body, zones);
  report('each contains the lines', separate);
  separate.made = undefined;
  const sharing = build(createWorkspace, including, body, zones);
  report('all include one file', sharing);
  console.log(
    `ratio: memory ${(sharing.bytes / separate.bytes).toFixed(2)}, CPU ${(sharing.cpu / separate.cpu).toFixed(2)}`,
  );
  edits(sharing.made, body);
});

function bodyOf(count) {
  const all = [
    '@ IN MX 10 mail.provider.example.',
    '@ IN TXT "v=spf1 include:_spf.provider.example +all"',
    '_dmarc IN TXT "v=DMARC1; p=none"',
  ];
  for (let i = 0; all.length < count; i++) all.push(`h${i} IN A 192.0.2.${i % 250}`);
  return `${all.join('\n')}\n`;
}

function build(createWorkspace, textOf, body, count) {
  global.gc?.();
  global.gc?.();
  const before = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  const start = process.cpuUsage();
  const made = createWorkspace({
    // A new string each time, as if read from disk.
    include: (file) => ({ path: `/${file}`, text: Buffer.from(body).toString() }),
    originOf: () => undefined,
    severityOf: () => undefined,
  });
  for (let i = 0; i < count; i++) made.add(`/zone${i}.example.zone`, textOf(i));
  let found = 0;
  for (let i = 0; i < count; i++) found += made.findings(`/zone${i}.example.zone`).findings.length;
  if (made.documentOf('/shared.inc') !== undefined) found += made.findings('/shared.inc').findings.length;
  const { user, system } = process.cpuUsage(start);
  global.gc?.();
  global.gc?.();
  const bytes = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers - before;
  return { made, bytes, cpu: (user + system) / 1000, found };
}

function report(what, { bytes, cpu, found }) {
  console.log(
    `${zones} zones, ${what}: ${(bytes / 1e6).toFixed(1)} MB, ${cpu.toFixed(0)} ms CPU, ${found} findings`,
  );
}

function edits(made, body) {
  const path = '/shared.inc';
  const at = body.indexOf('+all');
  const times = { edit: [], findings: [], code: [] };
  for (let i = 0; i < 20; i++) {
    const [start, text, length] = i % 2 === 0 ? [at, '-', 1] : [at, '+', 1];
    let now = performance.now();
    made.edit(path, [{ range: { start, end: start + length }, text }]);
    times.edit.push(performance.now() - now);
    now = performance.now();
    const { findings } = made.findings(path);
    times.findings.push(performance.now() - now);
    if (i === 19) {
      now = performance.now();
      const [finding] = findings.filter(({ rule }) => rule === 'spf-all-pass');
      made.fixesOf(path, finding);
      times.code.push(performance.now() - now);
    }
  }
  for (const [what, list] of Object.entries(times)) {
    list.sort((a, b) => a - b);
    console.log(
      `${what} of the shared file: median ${list[list.length >> 1].toFixed(1)} ms, slowest ${list.at(-1).toFixed(1)} ms`,
    );
  }
}
