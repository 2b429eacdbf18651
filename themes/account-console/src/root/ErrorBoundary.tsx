import { Component, type PropsWithChildren } from "react";
import { Failure } from "./Failure";

/** Keeps header and navigation when a page fails: the stock pages throw what a call answered. */
export class ErrorBoundary extends Component<PropsWithChildren<{ closed: boolean }>, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  /** What a maintenance broke is whole again when it is over. */
  override componentDidUpdate(before: { closed: boolean }) {
    if (before.closed && !this.props.closed && this.state.error !== undefined) {
      this.setState({ error: undefined });
    }
  }

  override render() {
    return this.state.error === undefined ? (
      this.props.children
    ) : (
      <Failure error={this.state.error} retry={() => this.setState({ error: undefined })} />
    );
  }
}
