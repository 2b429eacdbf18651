import { Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation } from "react-router-dom";
import { ErrorBoundary } from "./ErrorBoundary";
import { Header } from "./Header";
import { MaintenancePage } from "./MaintenancePage";
import { useMe } from "./MeProvider";
import { Navigation } from "./Navigation";
import { SessionExpiredPage } from "./SessionExpiredPage";
import { useSession } from "./SessionProvider";
import { Waiting } from "./Waiting";

const mainId = "yoyo-main";
const navigationId = "yoyo-navigation";

/**
 * Header, navigation and the page between them. In PatternFly's classes, but not with its components: those in the
 * account UI's bundle are not to be had from outside, and a second copy would weigh as much as all the rest.
 */
export function Shell() {
  const { t } = useTranslation();
  const { expired, closed } = useSession();
  const { retry } = useMe();
  const { pathname } = useLocation();
  const [navigationOpen, setNavigationOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);

  useEffect(() => {
    if (shown.current !== pathname) {
      shown.current = pathname;
      setNavigationOpen(false);
      window.scrollTo(0, 0);
      // Pages with a heading of ours take the focus further.
      if (!main.current?.contains(document.activeElement)) {
        main.current?.focus();
      }
    }
  }, [pathname]);

  const isClosed = closed !== undefined;
  useEffect(() => (isClosed ? () => main.current?.focus() : undefined), [isClosed]);

  return (
    <div className="pf-v5-c-page yoyo-shell">
      <a
        className="pf-v5-c-button pf-m-primary yoyo-skip"
        href={`#${mainId}`}
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t("console.skipToContent")}
      </a>
      <Header
        navigationId={navigationId}
        navigationOpen={navigationOpen}
        toggleNavigation={() => setNavigationOpen(!navigationOpen)}
      />
      <Navigation id={navigationId} open={navigationOpen} />
      <main className="pf-v5-c-page__main yoyo-shell__main" id={mainId} tabIndex={-1} ref={main}>
        {expired ? (
          <SessionExpiredPage />
        ) : (
          <>
            {closed && <MaintenancePage {...closed} retry={retry} />}
            {/* What is typed there stays. */}
            <div className="yoyo-shell__page" hidden={isClosed}>
              <ErrorBoundary key={pathname} closed={isClosed}>
                <Suspense fallback={<Waiting />}>
                  <Outlet />
                </Suspense>
              </ErrorBoundary>
            </div>
          </>
        )}
      </main>
    </div>
  );
}
