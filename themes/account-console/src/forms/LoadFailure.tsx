import { isRefused } from "../api/problem";
import { Failure } from "../root/Failure";
import { NoPermission } from "../root/NoPermission";

/** Instead of a page that could not be read. */
export function LoadFailure({ error, retry }: { error: unknown; retry: () => void }) {
  return isRefused(error) ? <NoPermission detail={error.detail} /> : <Failure error={error} retry={retry} />;
}
