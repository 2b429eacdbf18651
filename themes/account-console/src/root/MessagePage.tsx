import type { PropsWithChildren, ReactNode } from "react";
import { PageHeading } from "./PageHeading";

/** A page that says one thing and how to go on. */
export function MessagePage({
  title,
  actions,
  children,
}: PropsWithChildren<{ title: string; actions?: ReactNode }>) {
  return (
    <>
      <PageHeading title={title} />
      <section className="pf-v5-c-page__main-section pf-m-light">
        <div className="pf-v5-c-content">{children}</div>
        {actions && <div className="yoyo-actions">{actions}</div>}
      </section>
    </>
  );
}
