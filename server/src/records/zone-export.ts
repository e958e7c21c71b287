/** What a zone file shows of a control panel that exported it: it documents a zone, and may be rejected by name servers. */
export interface ZoneExport {
  /** `undefined` if it is unknown. */
  readonly panel: string | undefined;
  /**
   * The service publishes addresses instead of some CNAMEs: the one at the zone apex, and those whose TTL it chooses
   * itself. Other records may be next to those.
   */
  readonly flattensAliases: boolean;
  /**
   * The first reason why a name server would not load the file, or not as the panel means it. `root-origin`: "$ORIGIN ." makes
   * "@" the root. `soa-owner`: the owner of the SOA has no trailing dot. `ages`: fields that only Windows reads. `targets`:
   * targets without a trailing dot. `name-servers`: placeholders.
   */
  readonly obstacle: 'root-origin' | 'soa-owner' | 'ages' | 'targets' | 'name-servers' | undefined;
}
