import { writeSync } from 'node:fs';
import { createConnection as connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Readable, Writable } from 'node:stream';
import {
  createConnection,
  ErrorCodes,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  StreamMessageWriter,
  type MessageReader,
  type MessageWriter,
} from 'vscode-languageserver/node';
import { openOutside } from '../node/dns/open.ts';
import { allowancePerMinute } from '../node/dns/query-limits.ts';
import { admittingReader, answer } from './admitting-reader.ts';
import { connectionOptions } from './connection-options.ts';
import { DiskProject } from './disk-project.ts';
import { eventLoop } from './event-loop.ts';
import { Lifecycle } from './lifecycle.ts';
import type { Runtime } from './runtime.ts';
import { serve } from './server.ts';
import { StreamReader } from './stream-reader.ts';

/** Serves the editor that started this process: over the channel that the arguments name, or over standard input and output. */
export function startServer(): void {
  const lifecycle = new Lifecycle();
  const { reader, writer } = openChannel(process.argv, lifecycle);
  const admitted = admittingReader(reader, writer, lifecycle);
  serve(createConnection(ProposedFeatures.all, admitted, writer, connectionOptions), nodeRuntime);
}

interface Channel {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
}

/** The options are those of vscode-languageclient. */
function openChannel(args: readonly string[], lifecycle: Lifecycle): Channel {
  if (args.includes('--node-ipc'))
    return { reader: new IPCMessageReader(process), writer: new IPCMessageWriter(process) };
  const socketPath = optionIn(args, '--pipe');
  const port = optionIn(args, '--socket');
  if (socketPath === undefined && port === undefined)
    return overStreams(process.stdin, process.stdout, lifecycle);
  const socket = socketPath === undefined ? connect(Number(port), '127.0.0.1') : connect(socketPath);
  return overStreams(socket, socket, lifecycle);
}

/** `--socket=6000` or `--socket 6000`. */
function optionIn(args: readonly string[], name: string): string | undefined {
  const at = args.findIndex((argument) => argument === name || argument.startsWith(`${name}=`));
  const found = args[at];
  return found === name ? args[at + 1] : found?.slice(name.length + 1);
}

function overStreams(input: Readable, output: Writable, lifecycle: Lifecycle): Channel {
  const writer = new StreamMessageWriter(output);
  const end = (): void => {
    // The client is gone, so messages to it are discarded on purpose.
    process.exit(lifecycle.exitStatus);
  };
  output.once('error', end);
  const reader = new StreamReader(input, {
    notJson: () => answer(writer, null, ErrorCodes.ParseError, 'The message is not JSON.'),
    broken(problem) {
      sayOnce(`mailtxt: the client sent an invalid message: ${problem}\n`);
      process.exit(BROKEN_INPUT);
    },
    ended: end,
  });
  return { reader, writer };
}

const BROKEN_INPUT = 2;

function sayOnce(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Standard error is closed, so the problem cannot be reported.
  }
}

export const nodeRuntime: Runtime = {
  ...eventLoop,
  now: () => performance.now(),
  openProject: (context) => new DiskProject(context),
  openDns: (choice) => openOutside(choice, { allowance: allowancePerMinute() }),
};
