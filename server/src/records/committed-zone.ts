/** What a zone was in the last commit of the version control that its files are in. */
export interface CommittedZone {
  /** The serial of its SOA, in digits. */
  readonly serial: string;
  /** Its records are those of now, the serial aside. */
  readonly isSame: boolean;
}
