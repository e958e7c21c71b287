import { Buffer } from 'buffer/';

/** Globals of Node.js that the language server uses. */

export { Buffer };

export const process = { env: {}, platform: 'browser', execPath: '/', pid: 0 };

const turns: (() => void)[] = [];
const { port1, port2 } = new MessageChannel();
port2.onmessage = () => turns.shift()?.();

/** Runs after the pending messages. A timer would wait for milliseconds. */
export function setImmediate(run: () => void): () => void {
  turns.push(run);
  port1.postMessage(null);
  return run;
}

export function clearImmediate(run: () => void): void {
  const at = turns.indexOf(run);
  if (at >= 0) turns[at] = () => undefined;
}
