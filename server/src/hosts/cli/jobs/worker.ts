import { receiveMessageOnPort, workerData } from 'node:worker_threads';

import type { AskedQuestions } from '../cache/asked-questions.ts';
import { openDns } from '../dns.ts';
import type { OpenedForRun } from '../dns.ts';
import { gatherInputs } from '../inputs.ts';
import type { Inputs } from '../inputs.ts';
import { loadWorkspace } from '../load.ts';
import type { Loaded } from '../load.ts';
import { silentProgress } from '../progress.ts';
import { partOfShard } from '../shard.ts';
import { SharedState } from './shared-state.ts';
import { digestOf, analyzeTask, listTask, tasksOf } from './tasks.ts';
import type { FromWorker, CheckTask, ToWorker, WorkerStart } from './tasks.ts';

/**
 * Reads what the main thread reads, checks tasks as long as there are any, and then lists the findings in them: fixes can be tried
 * once all threads know what the zones asked each other.
 */
async function work({ command, memory, port, options }: WorkerStart): Promise<void> {
  const state = new SharedState(memory);
  const send = (message: FromWorker): void => {
    port.postMessage(message);
    state.send();
  };
  try {
    const inputs = await gatherInputs(command, silentProgress, { hasContext: true });
    const dns = await openDns(command, inputs);
    const asked = command.cache ? await askedQuestions(inputs, dns) : undefined;
    const outside = asked?.outside ?? dns.outside;
    const environment = asked?.environment ?? inputs.environment;
    const loaded = loadWorkspace({ ...inputs, environment }, silentProgress, outside, { isStatic: true });
    const { paths } = partOfShard(command.shard, loaded, inputs.nameOf);
    const tasks = tasksOf(loaded.workspace, paths);
    const own = state.hasSameTasks(digestOf(tasks, inputs)) ? analyzeTasks(tasks, loaded, state) : [];
    send({ kind: 'analyzed', tasks: own, questions: loaded.workspace.questionsAmongZones() });
    state.waitForListing();
    const message = receiveMessageOnPort(port)?.message as ToWorker | undefined;
    // The main thread stopped waiting.
    if (message === undefined) return;
    loaded.workspace.takeQuestions(message.questions);
    for (const index of own) {
      const task = tasks[index];
      if (task !== undefined) send({ kind: 'listed', task: index, files: listTask(task, loaded, options) });
    }
    const names = [...(outside.unresolvedNames ?? [])];
    const consistent = asked?.isConsistent === true ? asked.entries : undefined;
    send({ kind: 'ended', brokenRules: loaded.brokenRules, names, asked: consistent });
  } catch {
    // The main thread does the work of a failed thread, and reports the error.
    send({ kind: 'analyzed', tasks: [], questions: [] });
    send({ kind: 'ended', brokenRules: new Map(), names: [], asked: undefined });
  }
}

async function askedQuestions(
  { environment, configs }: Inputs,
  { outside, hasAnswers }: OpenedForRun,
): Promise<AskedQuestions> {
  const { AskedQuestions: Asked } = await import('../cache/asked-questions.ts');
  const { repositoryFinder } = await import('../cache/check-cache.ts');
  return new Asked({ environment, configs, outside, hasAnswers, isInRepository: repositoryFinder() });
}

/** Checks tasks, and returns their indexes. */
function analyzeTasks(tasks: readonly CheckTask[], loaded: Loaded, state: SharedState): readonly number[] {
  const own: number[] = [];
  for (let index = state.claim(); ; index = state.claim()) {
    const task = tasks[index];
    if (task === undefined) return own;
    analyzeTask(task, loaded);
    own.push(index);
  }
}

void work(workerData as WorkerStart);
