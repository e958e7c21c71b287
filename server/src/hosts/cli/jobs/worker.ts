import { workerData } from 'node:worker_threads';

import { openDns } from '../dns.ts';
import { gatherInputs } from '../inputs.ts';
import { loadWorkspace } from '../load.ts';
import { silentProgress } from '../progress.ts';
import { partOfShard } from '../shard.ts';
import { SharedState } from './shared-state.ts';
import { checkTask, digestOf, tasksOf } from './tasks.ts';
import type { TaskResult, WorkerStart } from './tasks.ts';

/** Reads what the main thread reads, and does tasks of it until there are none. */
async function work({ command, memory, port, options }: WorkerStart): Promise<void> {
  const state = new SharedState(memory);
  const inputs = await gatherInputs(command, silentProgress, { hasContext: true });
  const { outside } = await openDns(command, inputs);
  const loaded = loadWorkspace(inputs, silentProgress, outside, { settled: true });
  const { paths } = partOfShard(command.shard, loaded, inputs.nameOf);
  const tasks = tasksOf(loaded.workspace, paths);
  if (!state.hasSameTasks(digestOf(tasks, inputs))) return;
  let sentNames = 0;
  for (let index = state.claim(); index < tasks.length; index = state.claim()) {
    const files = checkTask(tasks[index] ?? [], loaded, options);
    const names = [...(outside.unresolvedNames ?? [])].slice(sentNames);
    sentNames += names.length;
    const result: TaskResult = { task: index, files, brokenRules: loaded.brokenRules, names };
    port.postMessage(result);
    state.send();
  }
}

void work(workerData as WorkerStart);
