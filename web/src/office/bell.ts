/** Lets steps ask the page to look again, without either knowing the other. */
export class Bell {
  private answer: () => Promise<void> = () => Promise.resolve();

  /** Who answers from now on. */
  answeredBy(answer: () => Promise<void>): void {
    this.answer = answer;
  }

  ring(): Promise<void> {
    return this.answer();
  }
}
