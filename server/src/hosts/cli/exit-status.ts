/** 0: nothing to fail on. 1: findings. 2: wrong usage, unreadable input, or a fault of our own. */
export type ExitStatus = 0 | 1 | 2;
