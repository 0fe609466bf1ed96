// One piece of work at a time that goes on beside the caller's own.

/** Work that was handed over runs at once; the next waits until it is done, so that no more than one is held. */
export class Background {
  #running: Promise<void> = Promise.resolve();
  #failed: { readonly thrown: unknown } | undefined;

  /**
   * Starts work, once the work before is done.
   * @throws what the work before threw; then nothing more is started.
   */
  async start(work: () => Promise<void>): Promise<void> {
    await this.done();
    this.#running = work().catch((thrown: unknown) => {
      this.#failed = { thrown };
    });
  }

  /** @throws what work that is done threw. */
  check(): void {
    if (this.#failed !== undefined) throw this.#failed.thrown;
  }

  /** Waits for the work; never throws. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /**
   * Waits for the work.
   * @throws what it threw.
   */
  async done(): Promise<void> {
    await this.#running;
    this.check();
  }
}
