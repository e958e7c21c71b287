/** The state of a zone in the last commit of the version control system that contains its files. */
export interface CommittedZone {
  /** The serial of its SOA, in digits. */
  readonly serial: string;
  /** Whether its records are the current ones, apart from the serial. */
  readonly isSame: boolean;
}
