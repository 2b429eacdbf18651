import { Alert } from "@patternfly/react-core";
import { useEffect, useRef, type PropsWithChildren } from "react";
import { Problem } from "../api/problem";
import { useFailureText } from "../root/Failure";

type Props = PropsWithChildren<{ variant: "success" | "danger" | "warning" | "info"; title: string }>;

/** Says what has happened, and takes the focus, so that nobody has to look for it. */
export function Notice({ variant, title, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div className="yoyo-notice" tabIndex={-1} ref={place} role={variant === "danger" ? "alert" : "status"}>
      <Alert isInline variant={variant} title={title} component="p" variantLabel="">
        {children}
      </Alert>
    </div>
  );
}

/** What the server refused, in its words. */
export function FailureNotice({ error, title }: { error: unknown; title: string }) {
  const text = useFailureText();
  return (
    <Notice variant="danger" title={error instanceof Problem && error.title ? error.title : title}>
      {text(error)}
    </Notice>
  );
}
