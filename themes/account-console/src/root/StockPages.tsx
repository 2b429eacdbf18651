import { DeviceActivity, PersonalInfo, SigningIn } from "@keycloak/keycloak-account-ui";
import { useTranslation } from "react-i18next";
import { AtAGlance } from "./AtAGlance";
import { useTitle } from "./PageHeading";

export function PersonalInfoPage() {
  const { t } = useTranslation();
  useTitle(t("personalInfo"));
  return (
    <>
      <AtAGlance />
      <PersonalInfo />
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
