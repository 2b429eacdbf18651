/** Acts when somebody has paused typing, never in the midst of a conversion by an input method. */
export class TypingPause<T> {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private composing = false;

  constructor(
    private readonly milliseconds: number,
    private readonly act: (value: T) => void,
  ) {}

  type(value: T): void {
    this.cancel();
    if (!this.composing) {
      this.timer = setTimeout(() => this.act(value), this.milliseconds);
    }
  }

  startComposing(): void {
    this.composing = true;
    this.cancel();
  }

  endComposing(value: T): void {
    this.composing = false;
    this.type(value);
  }

  /** Acts at once, e.g. on Enter. */
  finish(value: T): void {
    this.cancel();
    if (!this.composing) {
      this.act(value);
    }
  }

  cancel(): void {
    clearTimeout(this.timer);
  }
}
