import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Editor, pulling, waiting } from '../lsp/editor.ts';
import { MeasuredServer } from './measured-server.ts';
import { projectFiles } from './project-files.ts';
import { Random } from './random.ts';
import { RandomSession, type Answered } from './random-session.ts';

/** How much larger the heap may be after many operations than after the first ones, as a share. */
export const MAX_GROWTH = 0.1;

/** The heap of the server after so many operations. */
export interface Sample {
  readonly operations: number;
  /** Since the session began. */
  readonly seconds: number;
  /** Bytes in use after a garbage collection, with the same documents open in each sample. */
  readonly heap: number;
}

export interface SoakOptions {
  readonly seed: number;
  /** Whether the editor asks for diagnostics, or waits for the server to send them. */
  readonly diagnostics: 'pulled' | 'pushed';
  /** Called between operations: what to do next. */
  readonly next: (state: {
    readonly operations: number;
    readonly seconds: number;
  }) => 'operate' | 'sample' | 'end';
  readonly sampled?: (sample: Sample) => void;
  /** A folder for a snapshot of the heap with each sample. */
  readonly snapshots?: string | undefined;
}

export interface SoakResult {
  readonly samples: readonly Sample[];
  /** Requests, by method. */
  readonly answered: ReadonlyMap<string, Answered>;
}

/**
 * Runs a random session with the built server in a process of its own. Throws when the server ends, when it does not
 * answer a request, or when it reports a fault of its own.
 */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const folder = await mkdtemp(join(tmpdir(), 'mailtxt-soak-'));
  const server = new MeasuredServer();
  try {
    return await Promise.race([runSession(server, folder, options), server.ended]);
  } finally {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runSession(server: MeasuredServer, folder: string, options: SoakOptions): Promise<SoakResult> {
  const { seed, diagnostics, next, sampled, snapshots } = options;
  const files = projectFiles();
  const open = [...files.keys()].filter((path) => /(?:\.zone|main\.tf)$/.test(path));
  const editor = await Editor.start({
    process: server,
    folders: [pathToFileURL(folder).href],
    capabilities: diagnostics === 'pulled' ? pulling : waiting,
  });
  const random = new Random(seed);
  const session = new RandomSession(editor, random, folder, files);
  const samples: Sample[] = [];
  let expected: readonly string[] | undefined;
  const started = performance.now();
  for (;;) {
    const { operations } = session;
    const seconds = (performance.now() - started) / 1000;
    const what = next({ operations, seconds });
    if (what === 'end') break;
    if (what === 'sample') {
      const reported = await session.reset(open);
      expected ??= reported;
      const difference = differenceOf(reported, expected);
      if (difference !== undefined)
        throw new Error(
          `After ${operations} operations the same documents have other diagnostics:\n${difference}`,
        );
      const snapshot = snapshots === undefined ? undefined : join(snapshots, `${operations}.heapsnapshot`);
      const sample = { operations, seconds, heap: await server.usedHeap(snapshot) };
      samples.push(sample);
      sampled?.(sample);
    } else {
      await session.operate();
      if (random.chance(0.05)) await session.disturb();
    }
    const [fault] = editor.log;
    if (fault !== undefined)
      throw new Error(`The server reported a fault after ${operations} operations: ${fault}`);
  }
  await session.answers();
  await editor.close();
  return { samples, answered: session.answered };
}

/** As a share: 0.1 where the heap is a tenth larger in the second sample. */
export function growth(from: Sample, to: Sample): number {
  return to.heap / from.heap - 1;
}

/** The first lines that only one of the lists has; `undefined` where they have the same ones. */
function differenceOf(now: readonly string[], before: readonly string[]): string | undefined {
  const more = now.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  const less = before.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
  const lines = [...more, ...less];
  return lines.length === 0 ? undefined : lines.slice(0, 20).join('\n');
}
