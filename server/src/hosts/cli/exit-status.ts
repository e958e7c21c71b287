/** 0: nothing to fail on. 1: findings. 2: incorrect usage, unreadable input, or an internal error. */
export type ExitStatus = 0 | 1 | 2;
