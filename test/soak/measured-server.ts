import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const root = join(__dirname, '../..');

/** Megabytes: a heap that grows beyond it ends the server. */
const MAX_HEAP = 512;

/**
 * The engine compiles a function when it is first called, and does not optimize it later. Else its code would grow by a
 * third over hours, whatever the server keeps, and hide what the server does.
 */
const COMPILE_AT_FIRST = ['--no-opt', '--always-sparkplug', '--no-lazy-feedback-allocation'];

/** The built server in a process of its own, whose heap can be measured. */
export class MeasuredServer {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Rejects when the process ends, with how it ended and what it wrote to standard error. */
  readonly ended: Promise<never>;
  private readonly child: ChildProcess;

  constructor() {
    this.child = spawn(
      process.execPath,
      [
        '--expose-gc',
        ...COMPILE_AT_FIRST,
        `--max-old-space-size=${MAX_HEAP}`,
        '--require',
        join(root, 'scripts/lib/heap-probe.cjs'),
        join(root, 'dist/server.js'),
        '--stdio',
      ],
      { stdio: ['pipe', 'pipe', 'pipe', 'ipc'] },
    );
    const { stdin, stdout, stderr } = this.child;
    if (stdin === null || stdout === null || stderr === null) throw new Error('the server has no streams');
    this.stdin = stdin;
    this.stdout = stdout;
    let errors = '';
    stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    this.ended = new Promise((_, reject) => {
      this.child.once('close', (code, signal) => {
        const how = signal === null ? `ended with status ${code ?? 'unknown'}` : `was ended by ${signal}`;
        reject(new Error(`The server ${how}.\n${errors}`));
      });
    });
    // A caller that waits for something else races with it; without a caller, it is not an unhandled rejection.
    this.ended.catch(() => undefined);
    // A server that died closes its input.
    stdin.on('error', () => undefined);
  }

  /** Bytes in use after a garbage collection. With `snapshot`, a snapshot of the heap is also written to that file. */
  async usedHeap(snapshot?: string): Promise<number> {
    this.child.send({ snapshot });
    const [bytes] = (await Promise.race([once(this.child, 'message'), this.ended])) as [number];
    return bytes;
  }

  kill(): void {
    this.child.kill();
  }
}
