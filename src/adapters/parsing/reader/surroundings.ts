/** What is open around a value that is being read. */
export interface Surroundings {
  readonly holder: 'record' | 'list' | 'tuple';
  /** How many lists and records are open. */
  readonly depth: number;
  /** Whether one of them is a list in square brackets. */
  readonly hasList: boolean;
  /** Whether one of them is a record. */
  readonly hasRecord: boolean;
}
