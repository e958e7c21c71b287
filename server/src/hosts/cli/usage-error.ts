/** The command line is invalid. The message is shown to the user. */
export class UsageError extends Error {}
