/** What a report of our own fault needs. */
export function traceOf(fault: unknown): string {
  return `please report it with these lines:\n${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`;
}
