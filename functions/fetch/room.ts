/**
 * Room for bodies that are being read and stored: a body becomes ten times its size in the process. Small
 * ones go side by side, a large one alone, in the order in which they came.
 */
export class Room {
  private taken = 0;
  private readonly waiting: { bytes: number; enter: () => void }[] = [];

  /** @param bytes of bodies that are worked on at once; one that is larger has it all to itself */
  constructor(private readonly bytes: number) {}

  /** Does some work once there is room for its body. */
  async take<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const needed = Math.min(bytes, this.bytes);
    if (this.waiting.length > 0 || !this.fits(needed)) {
      await new Promise<void>((enter) => this.waiting.push({ bytes: needed, enter }));
    } else this.taken += needed;
    try {
      return await work();
    } finally {
      this.taken -= needed;
      this.letIn();
    }
  }

  private fits(bytes: number): boolean {
    return this.taken + bytes <= this.bytes;
  }

  private letIn(): void {
    for (let [first] = this.waiting; first !== undefined && this.fits(first.bytes); [first] = this.waiting) {
      this.waiting.shift();
      this.taken += first.bytes;
      first.enter();
    }
  }
}
