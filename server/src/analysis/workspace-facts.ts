import type { Answer, AnswerSource, QuestionType } from '../dns/facts.ts';
import { PENDING } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import { isKnown, parentOf } from '../dns/names.ts';
import { Askers } from './askers.ts';
import type { Asker } from './askers.ts';
import type { ZoneAnswer } from './zone-answer.ts';

/** A zone of the workspace, as somebody who asks sees it. */
export interface AnsweringZone {
  readonly apex: DomainName | undefined;
  /** It holds records of any number of zones: a Terraform module. */
  readonly isScattered: boolean;
  /** `asker` is remembered: it is judged again when the answer may be another. */
  answer<T extends QuestionType>(name: DomainName, type: T, asker: Asker | undefined): ZoneAnswer<T>;
}

/** Answers from outside the workspace: a file of answers, or a resolver. It notes what it cannot answer yet. */
export type OutsideFacts = <T extends QuestionType>(name: DomainName, type: T) => Answer<T>;

/** Aliases in a row that are followed. */
const MAX_ALIASES = 16;

const FROM_WORKSPACE: AnswerSource = { kind: 'workspace' };

/**
 * What is known of the DNS: the workspace's own zones first, and only what none of them holds from outside.
 *
 * Invariant: `outside` has every asker whose results rest on an answer that no zone gave.
 */
export class WorkspaceFacts {
  private readonly zones: () => Iterable<AnsweringZone>;
  private readonly outsideFacts: OutsideFacts;
  private readonly outside = new Askers();
  /** By apex; `undefined` until somebody asks. */
  private byApex: Map<DomainName, readonly AnsweringZone[]> | undefined;
  /** Those that hold records of any number of zones. */
  private scattered: AnsweringZone[] = [];

  constructor(zones: () => Iterable<AnsweringZone>, outsideFacts: OutsideFacts = () => PENDING) {
    this.zones = zones;
    this.outsideFacts = outsideFacts;
  }

  /** `without` is a zone that does not answer, as if it were not in the workspace. */
  ask<T extends QuestionType>(
    name: DomainName,
    type: T,
    from: AnsweringZone | undefined,
    asker: Asker | undefined,
    without?: AnsweringZone,
  ): Answer<T> {
    let at = name;
    for (let hops = 0; hops <= MAX_ALIASES; hops++) {
      const answer =
        this.zoneOf(at, from, without)?.answer(at, type, asker) ??
        this.askScattered(at, type, asker, without);
      switch (answer?.kind) {
        case 'data':
          return { status: 'data', data: answer.data, source: FROM_WORKSPACE };
        case 'nodata':
        case 'nxdomain':
          return { status: answer.kind, source: FROM_WORKSPACE };
        case 'alias':
          at = answer.target;
          break;
        case 'elsewhere':
        case undefined:
          return this.askOutside(at, type, asker);
      }
    }
    return { status: 'servfail', source: FROM_WORKSPACE };
  }

  /**
   * What those say who hold records of any number of zones: which zones those are, and what else is in them, they do not
   * know. Where two have something to say, they may differ.
   */
  private askScattered<T extends QuestionType>(
    name: DomainName,
    type: T,
    asker: Asker | undefined,
    without: AnsweringZone | undefined,
  ): ZoneAnswer<T> | undefined {
    this.byApex ??= this.collect();
    const zones = this.scattered.filter((zone) => zone !== without);
    const answers = zones.map((zone) => zone.answer(name, type, asker));
    const said = answers.filter(({ kind }) => kind !== 'elsewhere');
    return said.length === 1 ? said[0] : undefined;
  }

  private askOutside<T extends QuestionType>(name: DomainName, type: T, asker: Asker | undefined): Answer<T> {
    if (!isKnown(name)) return PENDING;
    if (asker !== undefined) this.outside.add(name, asker);
    return this.outsideFacts(name, type);
  }

  /** The zone that is responsible for the name. Of several with one apex the asking one; else none, for they may differ. */
  private zoneOf(
    name: DomainName,
    from: AnsweringZone | undefined,
    without: AnsweringZone | undefined,
  ): AnsweringZone | undefined {
    this.byApex ??= this.collect();
    for (let at: DomainName | undefined = name; at !== undefined; at = parentOf(at)) {
      const zones = this.byApex.get(at)?.filter((zone) => zone !== without);
      if (zones === undefined || zones.length === 0) continue;
      if (zones.length === 1) return zones[0];
      return zones.find((zone) => zone === from);
    }
    return undefined;
  }

  private collect(): Map<DomainName, readonly AnsweringZone[]> {
    const byApex = new Map<DomainName, AnsweringZone[]>();
    this.scattered = [];
    for (const zone of this.zones()) {
      if (zone.isScattered) this.scattered.push(zone);
      if (zone.apex === undefined || !isKnown(zone.apex)) continue;
      const same = byApex.get(zone.apex);
      if (same === undefined) byApex.set(zone.apex, [zone]);
      else same.push(zone);
    }
    return byApex;
  }

  /** Zones came, went or have another name. Whoever asked outside may have to ask them. */
  zonesChanged(): ReadonlySet<Asker> {
    if (this.byApex === undefined) return new Set();
    this.byApex = undefined;
    return this.outside.take([...this.outside.names()]);
  }

  /** Others answer now, or otherwise. Returns who rested on the answers; on any from outside, where no names are given. */
  answersChanged(names: Iterable<DomainName> = [...this.outside.names()]): ReadonlySet<Asker> {
    return this.outside.take(names);
  }
}
