import { isMaintenance, problemOf, type Problem } from "./problem";

/**
 * Tells of every answer that says that a maintenance lasts, until it is called off. The stock pages call the server by
 * themselves and keep what it answered to themselves: here is the one place by which all calls pass.
 *
 * @returns calls it off
 */
export function watchForMaintenance(page: { fetch: typeof fetch }, tell: (problem: Problem) => void): () => void {
  const own = page.fetch;
  page.fetch = async (...call) => {
    const answer = await own.apply(page as typeof globalThis, call);
    if (answer.status === 503) {
      const problem = await problemOf(answer.clone());
      if (isMaintenance(problem)) {
        tell(problem);
      }
    }
    return answer;
  };
  return () => {
    page.fetch = own;
  };
}
