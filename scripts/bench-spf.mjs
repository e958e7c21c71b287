// Measures SPF evaluations per second, and compares them with mailauth in the same run if it is installed:
// `npm install --no-save mailauth@7.1.0`. Both evaluate the whole record for a sender that no term matches: 3 includes,
// 42 networks.
// `node scripts/bench-spf.mjs [SECONDS]`
import { createRequire } from 'node:module';
import esbuild from 'esbuild';
import { root } from './lib/project.mjs';

const seconds = Number(process.argv[2] ?? 2);
const networks = (from) => Array.from({ length: 14 }, (_, i) => `ip4:198.51.${from}.${i * 16}/28`).join(' ');
const records = {
  'example.com': 'v=spf1 include:a.example.net include:b.example.net include:c.example.net -all',
  'a.example.net': `v=spf1 ${networks(1)} ~all`,
  'b.example.net': `v=spf1 ${networks(2)} ~all`,
  'c.example.net': `v=spf1 ${networks(3)} ~all`,
};
const sender = { ip: '192.0.2.1', sender: 'a@example.com', helo: 'mail.example.com' };

const { checkHost, cachedReader, readSpf, FactsTable, parseIp } = await ours();
const facts = new FactsTable({ kind: 'workspace' }, undefined);
for (const [name, text] of Object.entries(records)) {
  facts.set(name, 'TXT', [[text]]);
}
const ask = { ip: parseIp(sender.ip), mailFrom: sender.sender, helo: sender.helo };
const fail = (result) => {
  if (result !== 'fail') throw new Error(`the sender gets ${result}, and should fail`);
};
const parsing = await rate(() => fail(checkHost(ask, { facts, read: readSpf }).result));
const kept = cachedReader();
const cached = await rate(() => fail(checkHost(ask, { facts, read: kept }).result));
report('with parsing', parsing);
report('with cached records', cached);

const theirs = mailauth();
if (theirs === undefined) {
  console.log('mailauth is not installed: npm install --no-save mailauth@7.1.0');
} else {
  const resolver = async (name, type) => {
    const text = type === 'TXT' ? records[name] : undefined;
    if (text === undefined) throw Object.assign(new Error('no data'), { code: 'ENOTFOUND' });
    return [[text]];
  };
  const other = await rate(async () => fail((await theirs({ ...sender, resolver })).status.result));
  report('mailauth', other);
  console.log(`${(parsing / other).toFixed(1)} times as many with parsing, goal >= 10`);
  console.log(`${(cached / other).toFixed(1)} times as many with cached records, goal >= 30`);
}

/** Evaluations per second of processor time. */
async function rate(evaluate) {
  for (let i = 0; i < 500; i++) await evaluate();
  const before = process.cpuUsage();
  const end = performance.now() + seconds * 1000;
  let count = 0;
  for (; performance.now() < end; count++) await evaluate();
  const { user, system } = process.cpuUsage(before);
  return count / ((user + system) / 1e6);
}

function report(what, perSecond) {
  console.log(`${what.padEnd(20)} ${Math.round(perSecond).toLocaleString('en').padStart(9)} a second`);
}

function mailauth() {
  try {
    return createRequire(import.meta.url)('mailauth/lib/spf').spf;
  } catch {
    return undefined;
  }
}

async function ours() {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `
        export { checkHost } from './server/src/email/spf/evaluate/check-host.ts';
        export { cachedReader, readSpf } from './server/src/email/spf/evaluate/select-record.ts';
        export { FactsTable } from './server/src/dns/facts-table.ts';
        export { parseIp } from './server/src/dns/address.ts';`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    // As it is shipped: see text/range.ts.
    define: { MAILTXT_RELEASE: 'true' },
    logLevel: 'error',
  });
  const loaded = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(
    loaded,
    loaded.exports,
    createRequire(import.meta.url),
  );
  return loaded.exports;
}
