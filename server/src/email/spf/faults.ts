import type { Range } from '../../text/range.ts';
import type { FaultEffect, SpfFault, SpfFaultCode } from './model.ts';

/** Where the readers of a record's parts note what is wrong. */
export class Faults {
  readonly noted: SpfFault[] = [];

  /** A syntax error. */
  add(code: SpfFaultCode, range: Range, data?: Readonly<Record<string, string>>): void {
    this.addWithEffect('permerror', code, range, data);
  }

  /** Something that the grammar allows, and that cannot be meant. */
  addLegal(code: SpfFaultCode, range: Range, data?: Readonly<Record<string, string>>): void {
    this.addWithEffect('legal', code, range, data);
  }

  addWithEffect(
    effect: FaultEffect,
    code: SpfFaultCode,
    range: Range,
    data?: Readonly<Record<string, string>>,
  ): void {
    this.noted.push(data === undefined ? { code, range, effect } : { code, range, effect, data });
  }

  addAll(others: Faults): void {
    for (const fault of others.noted) this.noted.push(fault);
  }

  get any(): boolean {
    return this.noted.length > 0;
  }
}
