import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { root } from './project.mjs';
import { reportUsage } from './usage.mjs';

/** Milliseconds in which the server sends a list that it began before it replied to a request. */
const REST = 500;

/** The time from a keystroke to what the editor shows, in wall-clock time. */
export async function benchServer(path, text, edits) {
  const found = {};
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
  // The first list for a large file has the findings that are certain by then. The server replies to code actions when
  // the whole file is checked.
  let last = 0;
  const started = performance.now();
  const first = await new Promise((resolve) => {
    arrived = () => {
      last = performance.now() - started;
      resolve(last);
    };
    void connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'dns-zone', version: 1, text },
    });
  });
  const start = { line: 0, character: 0 };
  await connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range: { start, end: start },
    context: { diagnostics: [] },
  });
  await setTimeout(REST);
  found.opened = { milliseconds: first };
  found.checked = { milliseconds: last };

  const lines = text.split('\n');
  const line = lines.findIndex((one, index) => index > lines.length / 2 && one.includes('v=spf1'));
  const at = lines[line].indexOf('ip4:') + 'ip4:'.length;
  const taken = [];
  for (let edit = 0; edit < edits; edit++) {
    const position = { line, character: at };
    // Inserts one digit, and deletes it again.
    const range = { start: position, end: { line, character: at + (edit % 2) } };
    taken.push(
      await timed('textDocument/didChange', {
        textDocument: { uri, version: edit + 2 },
        contentChanges: [{ range, text: edit % 2 === 0 ? '9' : '' }],
      }),
    );
  }
  taken.sort((a, b) => a - b);
  found.key = { milliseconds: taken[edits >> 1] };
  found.slowKey = { milliseconds: taken[Math.floor(edits * 0.95)] };

  // The requests while a user types a name: a completion list for each letter, requested after the records are updated
  // and before they are checked.
  const target = lines[line].indexOf('include:') + 'include:'.length;
  const asked = [];
  for (let edit = 0; edit < edits; edit++) {
    const start = { line, character: target };
    const end = { line, character: target + (edit % 2) };
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: edits + edit + 2 },
      contentChanges: [{ range: { start, end }, text: edit % 2 === 0 ? 'n' : '' }],
    });
    // The figure for a keystroke already has the time for the edit itself.
    await connection.sendRequest('textDocument/documentHighlight', {
      textDocument: { uri },
      position: start,
    });
    const started = performance.now();
    await connection.sendRequest('textDocument/completion', {
      textDocument: { uri },
      position: { line, character: target + 1 - (edit % 2) },
    });
    asked.push(performance.now() - started);
  }
  asked.sort((a, b) => a - b);
  found.completion = { milliseconds: asked[edits >> 1] };
  found.slowCompletion = { milliseconds: asked[Math.floor(edits * 0.95)] };

  const ended = new Promise((resolve) => server.once('close', resolve));
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  await ended;
  connection.dispose();
  found.server = JSON.parse(usage);
  return found;
}
