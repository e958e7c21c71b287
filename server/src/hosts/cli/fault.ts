/** The end of a message about an internal error: what a bug report needs. */
export function traceOf(fault: unknown): string {
  return `please report it with these lines:\n${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`;
}
