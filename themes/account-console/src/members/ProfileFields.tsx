import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { longest, requiredFields, type FieldName, type ProfileField, type ProfileValues } from "./fields";

const hints: Partial<Record<FieldName, string>> = {
  userId: "field.userId.hint",
  email: "field.email.hint",
  lastNameKana: "field.kana.hint",
  firstNameKana: "field.kana.hint",
  phoneNumber: "field.phoneNumber.hint",
};

type TextFieldProps = {
  name: FieldName;
  value: string;
  error?: string;
  readOnly?: boolean;
  /** Why it is read-only. */
  reason?: string;
  required?: boolean;
  onChange: (value: string) => void;
  onBlur?: () => void;
  children?: ReactNode;
};

/** A labelled field whose hint and error belong to it for screen readers, too. */
export function TextField({
  name,
  value,
  error,
  readOnly,
  reason,
  required = requiredFields.has(name),
  onChange,
  onBlur,
  children,
}: TextFieldProps) {
  const { t } = useTranslation();
  const id = `field-${name}`;
  const hint = hints[name];
  const described = [hint && `${id}-hint`, reason && `${id}-reason`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <FormGroup
      fieldId={id}
      label={
        <>
          {t(`field.${name}`)} {required && <span className="yoyo-required">{t("console.required")}</span>}
        </>
      }
    >
      <TextInput
        id={id}
        name={name}
        type={name === "email" ? "email" : name === "phoneNumber" ? "tel" : "text"}
        value={value}
        maxLength={longest[name]}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required={required}
        readOnlyVariant={readOnly ? "default" : undefined}
        validated={error ? "error" : "default"}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        onChange={(_, next) => onChange(next)}
        onBlur={onBlur}
      />
      <FormHelperText>
        <HelperText>
          {hint && <HelperTextItem id={`${id}-hint`}>{t(hint)}</HelperTextItem>}
          {reason && <HelperTextItem id={`${id}-reason`}>{t("member.refused", { reason })}</HelperTextItem>}
          {error && (
            <HelperTextItem id={`${id}-error`} variant="error" data-testid={`${id}-error`}>
              {error}
            </HelperTextItem>
          )}
        </HelperText>
      </FormHelperText>
      {children}
    </FormGroup>
  );
}

type ProfileFieldsProps = {
  values: ProfileValues;
  errors: Readonly<Record<string, string>>;
  readOnly?: boolean;
  /** Why the mail address alone may not be changed. */
  emailReason?: string;
  change: (field: ProfileField, value: string) => void;
  leave: (field: ProfileField) => void;
};

export function ProfileFields({ values, errors, readOnly, emailReason, change, leave }: ProfileFieldsProps) {
  const { t } = useTranslation();
  const text = (name: Exclude<ProfileField, "locale">) => (
    <TextField
      key={name}
      name={name}
      value={values[name]}
      error={errors[name]}
      readOnly={readOnly || (name === "email" && emailReason !== undefined)}
      reason={name === "email" ? emailReason : undefined}
      onChange={(value) => change(name, value)}
      onBlur={() => leave(name)}
    />
  );
  return (
    <>
      <div className="yoyo-pair">
        {text("lastName")}
        {text("firstName")}
      </div>
      <div className="yoyo-pair">
        {text("lastNameKana")}
        {text("firstNameKana")}
      </div>
      {text("email")}
      {text("phoneNumber")}
      {text("department")}
      <FormGroup fieldId="field-locale" label={t("field.locale")}>
        <select
          id="field-locale"
          name="locale"
          className="yoyo-select"
          value={values.locale}
          disabled={readOnly}
          onChange={(event) => change("locale", event.target.value)}
        >
          <option value="ja">{t("field.locale.ja")}</option>
          <option value="en">{t("field.locale.en")}</option>
        </select>
      </FormGroup>
    </>
  );
}
