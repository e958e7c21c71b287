import type { FaultEffect, SpfFault, SpfSyntaxFault } from './model.ts';

/** Where the readers of a record's parts report faults. */
export class Faults {
  /** `undefined` until the first one: nearly all terms have none. */
  private list: SpfFault[] | undefined;

  get noted(): readonly SpfFault[] {
    return this.list ?? NONE;
  }

  /** `effect` is how receivers treat the fault. Most faults are syntax errors. */
  add(fault: SpfSyntaxFault, effect: FaultEffect = 'permerror'): void {
    (this.list ??= []).push({ ...fault, effect });
  }

  addAll(others: Faults): void {
    for (const fault of others.noted) (this.list ??= []).push(fault);
  }

  get any(): boolean {
    return this.list !== undefined;
  }
}

const NONE: readonly SpfFault[] = [];
