import type { Output } from '../cli/output.ts';

/** Parses what a reporter of the command writes as JSON. Results have the shape of that output. */
export function jsonReport(report: (out: Output) => void): unknown {
  let json = '';
  report({ write: (text) => void (json += text), flush: () => undefined, closed: false });
  return JSON.parse(json);
}
