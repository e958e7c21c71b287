import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { root } from './project.mjs';

/** Milliseconds between the findings for a keystroke and the next keystroke. */
const BETWEEN_KEYS = 80;

/**
 * The time from a keystroke in an open zone to its findings, in wall-clock milliseconds, while its folder is being
 * read.
 */
export async function benchIndex(zones, modules) {
  const folder = await mkdtemp(join(tmpdir(), 'mailtxt-bench-'));
  try {
    await writeWorkspace(folder, zones, modules);
    return await typeIn(folder, join(folder, 'db.z0.example.com'), zoneText(0));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeWorkspace(folder, zones, modules) {
  for (let i = 0; i < zones; i++) await writeFile(join(folder, `db.z${i}.example.com`), zoneText(i));
  for (let i = 0; i < modules; i++) {
    await mkdir(join(folder, `module${i}`));
    await writeFile(join(folder, `module${i}`, 'main.tf'), moduleText(i));
  }
}

function zoneText(i) {
  const lines = [
    `$ORIGIN z${i}.example.com.`,
    '@ 3600 IN SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600',
    '@ 3600 IN NS ns1.example.net.',
    '@ 3600 IN TXT "v=spf1 ip4:192.0.2.1 ?all"',
  ];
  for (let k = 0; k < 20; k++)
    lines.push(`www${k} 3600 IN A 192.0.2.${k}`, `mail${k} 3600 IN TXT "v=spf1 a mx -all"`);
  return `${lines.join('\n')}\n`;
}

function moduleText(i) {
  let text = `locals {\n  spf = "v=spf1 ip4:192.0.2.${i % 256} ~all"\n}\nresource "aws_route53_zone" "it" {\n  name = "t${i}.example.com"\n}\n`;
  for (let k = 0; k < 20; k++)
    text += `resource "aws_route53_record" "r${k}" {\n  zone_id = aws_route53_zone.it.zone_id\n  name = "mail${k}.t${i}.example.com"\n  type = "TXT"\n  ttl = 300\n  records = [local.spf]\n}\n`;
  return text;
}

async function typeIn(folder, path, text) {
  const server = spawn(process.execPath, [join(root, 'dist/server.js'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => server.once('close', resolve));
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const uri = pathToFileURL(path).href;
  let arrived = () => {};
  let isReading = true;
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    if (params.uri === uri) arrived(params.version);
  });
  connection.onNotification('mailtxt/workspaceStatus', (status) => (isReading = status.isReading));
  connection.listen();
  const folders = [{ uri: pathToFileURL(folder).href, name: 'bench' }];
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: folders[0].uri,
    workspaceFolders: folders,
    initializationOptions: { workspaceStatus: true },
    capabilities: { textDocument: { publishDiagnostics: { versionSupport: true } } },
  });
  await connection.sendNotification('initialized', {});
  let version = 0;
  const timed = async (method, params) => {
    const started = performance.now();
    const answer = new Promise((resolve) => (arrived = (of) => of >= version && resolve()));
    await connection.sendNotification(method, params);
    await answer;
    return performance.now() - started;
  };
  await timed('textDocument/didOpen', {
    textDocument: { uri, languageId: 'dns-zone', version: ++version, text },
  });
  const lines = text.split('\n');
  const line = lines.findIndex((one) => one.includes('ip4:'));
  const start = { line, character: lines[line].indexOf('ip4:') + 'ip4:'.length };
  const taken = [];
  while (isReading) {
    const isIn = version % 2 === 1;
    const end = { line, character: start.character + (isIn ? 0 : 1) };
    taken.push(
      await timed('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [{ range: { start, end }, text: isIn ? '1' : '' }],
      }),
    );
    await setTimeout(BETWEEN_KEYS);
  }
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  await ended;
  connection.dispose();
  taken.sort((a, b) => a - b);
  return {
    key: { milliseconds: taken[taken.length >> 1] },
    slowKey: { milliseconds: taken[Math.floor(taken.length * 0.95)] },
  };
}
