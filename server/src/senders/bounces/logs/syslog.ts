/** The time of a line, in the formats of syslog and of programs that write their own time. */
export const TIME =
  /^((?:<\d{1,3}>)?(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d))/d;
/** `postfix/smtp[12]: 4F1ABC: ` */
export const QUEUE_ID = /\]: (?!NOQUEUE|warning\b)([\w.-]{5,30}): /d;
export const FROM = /\bfrom=<([^<>]{0,320})>/d;
export const TO = /\bto=<([^<>]{0,320})>/d;

export function queueIdOf(line: string): string | undefined {
  return QUEUE_ID.exec(line)?.[1];
}
