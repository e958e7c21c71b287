import { isKnown } from '../dns/names.ts';
import type { DnsRecord, RdataField } from '../records/record.ts';
import { fieldOf } from '../records/record.ts';
import type { RecordView } from './view.ts';

/** The serial of the zone's SOA, now and in the last commit. */
export interface SerialChange {
  readonly field: RdataField;
  readonly now: number;
  readonly before: number;
  /** The records are the same except for the serial. */
  readonly isSameZone: boolean;
}

/** The size of the serial number space. RFC 1982 §3. */
const CIRCLE = 2 ** 32;

/**
 * How the serial changed since the last commit, if people increment it; `undefined` if a tool writes it when it
 * publishes the zone.
 */
export function serialChange(soa: DnsRecord, view: RecordView): SerialChange | undefined {
  if (soa.owner !== view.apex || soa.conditional || view.server !== undefined || view.exported !== undefined)
    return undefined;
  const field = fieldOf(soa, 'serial');
  if (field === undefined || !isKnown(field.value)) return undefined;
  const { committed } = view;
  if (committed === undefined) return undefined;
  const [now, before] = [Number(field.value), Number(committed.serial)];
  if (isByTool(now) || isByTool(before)) return undefined;
  return { field, now, before, isSameZone: committed.isSame };
}

/**
 * A number that a program replaces (0, 1), a value that is not a serial, or the time in seconds since 1970, up to 2030.
 */
function isByTool(serial: number): boolean {
  return !(serial > 1) || serial >= CIRCLE || (serial >= 1e9 && serial < 1.9e9);
}

/** Whether secondary servers consider `serial` newer. RFC 1982 §3.2. */
export function isRaised(serial: number, before: number): boolean {
  const distance = (serial - before + CIRCLE) % CIRCLE;
  return distance > 0 && distance < CIRCLE / 2;
}

/** The next serial. If it contains a date, the counter is incremented. People do not write 0 as a serial. */
export function raisedSerial(serial: number): number {
  return (serial + 1) % CIRCLE || 1;
}
