import { Button } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

type Props = {
  total: number;
  /** From 1. */
  page: number;
  perPage: number;
  change: (page: number, perPage: number) => void;
};

const sizes = [20, 50, 100];

export function Pager({ total, page, perPage, change }: Props) {
  const { t } = useTranslation();
  const last = Math.max(1, Math.ceil(total / perPage));
  const from = total === 0 ? 0 : (page - 1) * perPage + 1;
  const steps = [
    { key: "first", target: 1, off: page <= 1 },
    { key: "previous", target: page - 1, off: page <= 1 },
    { key: "next", target: page + 1, off: page >= last },
    { key: "last", target: last, off: page >= last },
  ];
  return (
    <nav className="yoyo-pager" aria-label={t("console.pager.label")}>
      <span data-testid="pager-range">
        {t("console.pager.range", { total, from, to: Math.min(total, page * perPage) })}
      </span>
      <span className="yoyo-pager__steps">
        {steps.map(({ key, target, off }) => (
          <Button
            key={key}
            variant="secondary"
            size="sm"
            isAriaDisabled={off}
            onClick={() => change(target, perPage)}
          >
            {t(`console.pager.${key}`)}
          </Button>
        ))}
      </span>
      <label>
        {t("console.pager.perPage")}{" "}
        <select
          className="yoyo-select"
          value={perPage}
          onChange={(event) => change(1, Number(event.target.value))}
        >
          {sizes.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </label>
    </nav>
  );
}
