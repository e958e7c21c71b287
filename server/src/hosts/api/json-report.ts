import type { Output } from '../cli/output.ts';

/** What a reporter of the command writes as JSON: results have its shape because they are its output. */
export function jsonReport(report: (out: Output) => void): unknown {
  let json = '';
  report({ write: (text) => void (json += text), flush: () => undefined, closed: false });
  return JSON.parse(json);
}
