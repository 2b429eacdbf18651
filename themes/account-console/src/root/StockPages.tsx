import { DeviceActivity, PersonalInfo, SigningIn } from "@keycloak/keycloak-account-ui";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { AtAGlance } from "./AtAGlance";
import { useMe } from "./MeProvider";
import { useTitle } from "./PageHeading";
import { restoreStockForm } from "./stockForm";

export function PersonalInfoPage() {
  const { t } = useTranslation();
  const { me } = useMe();
  const place = useRef<HTMLDivElement>(null);
  const userId = me?.id;
  useTitle(t("personalInfo"));
  useEffect(
    () => (place.current && userId ? restoreStockForm(place.current, sessionStorage, userId) : undefined),
    [userId],
  );
  return (
    <>
      <AtAGlance />
      <div data-yoyo-stock-form ref={place}>
        <PersonalInfo />
      </div>
    </>
  );
}

export function SigningInPage() {
  const { t } = useTranslation();
  useTitle(t("signingIn"));
  return <SigningIn />;
}

export function DeviceActivityPage() {
  const { t } = useTranslation();
  useTitle(t("deviceActivity"));
  return <DeviceActivity />;
}
