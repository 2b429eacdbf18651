import { Button } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Notice } from "./Notice";

/** Says that what was typed on an earlier visit is here again, and offers to forget it. */
export function DraftNotice({ discard }: { discard: () => void }) {
  const { t } = useTranslation();
  return (
    <Notice variant="info" title={t("console.draft.restored")}>
      <Button variant="link" isInline onClick={discard}>
        {t("console.draft.discard")}
      </Button>
    </Notice>
  );
}
