import { useEffect, useRef, type PropsWithChildren, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Gives the browser's tab the page's name, as long as the page is there. */
export function useTitle(title: string): void {
  const { t } = useTranslation();
  const product = t("console.product");
  useEffect(() => {
    const former = document.title;
    document.title = `${title} | ${product}`;
    return () => {
      document.title = former;
    };
  }, [title, product]);
}

type Props = PropsWithChildren<{
  title: string;
  /** Beside the heading. */
  actions?: ReactNode;
}>;

/** The page's heading, which has the focus when the page appears. */
export function PageHeading({ title, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="pf-v5-c-page__main-section pf-m-light yoyo-page-heading">
      <div>
        <h1 className="pf-v5-c-title pf-m-2xl" data-testid="page-heading" tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {children}
      </div>
      {actions && <div className="yoyo-page-heading__actions">{actions}</div>}
    </section>
  );
}
