import type { FaultEffect, SpfFault, SpfSyntaxFault } from './model.ts';

/** Where the readers of a record's parts report faults. */
export class Faults {
  readonly noted: SpfFault[] = [];

  /** `effect` is how receivers treat the fault. Most faults are syntax errors. */
  add(fault: SpfSyntaxFault, effect: FaultEffect = 'permerror'): void {
    this.noted.push({ ...fault, effect });
  }

  addAll(others: Faults): void {
    for (const fault of others.noted) this.noted.push(fault);
  }

  get any(): boolean {
    return this.noted.length > 0;
  }
}
