/** A request has read as much as it may; nothing above `atMost` is left to look at. */
export class BudgetSpentError extends Error {
  override name = 'BudgetSpentError';
  constructor(readonly atMost: string) {
    super('The request has read as much as it may');
  }
}

/** The read units that one request may use. It ends soon after they are spent, but never without a step on. */
export class ReadBudget {
  private spent = 0;

  /** @param start the bound that the request begins at: an id, see `IdList.seek` */
  constructor(
    private readonly units: number,
    private readonly start: string,
  ) {}

  /** Read units used so far. */
  get used(): number {
    return this.spent;
  }

  /** Read units that are left, 0 once more than all are used. */
  get left(): number {
    return Math.max(0, this.units - this.spent);
  }

  spend(units: number): void {
    this.spent += units;
  }

  /** Whether to stop at a bound that was reached. */
  isSpent(atMost: string): boolean {
    return this.spent >= this.units && atMost < this.start;
  }

  /** @param atMost the bound that was reached @throws BudgetSpentError */
  check(atMost: string): void {
    if (this.isSpent(atMost)) throw new BudgetSpentError(atMost);
  }
}
