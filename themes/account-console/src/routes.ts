import { environment } from "./environment";

/** Where the console lies on the server, e.g. /realms/yoyo/account/. */
export const base = new URL(environment.baseUrl).pathname;

/** Every page, relative to {@link base}. */
export const routes = {
  personalInfo: "",
  signingIn: "account-security/signing-in",
  deviceActivity: "account-security/device-activity",
  members: "organizations/:organization/members",
  registerMember: "organizations/:organization/members/new",
  registerMembers: "organizations/:organization/members/import",
  member: "organizations/:organization/members/:member",
  events: "organizations/:organization/events",
} as const;

type RouteName = keyof typeof routes;

/** The address of a page for the router. */
export function to(name: RouteName, parameters: Record<string, string> = {}): string {
  const path = routes[name].replace(/:(\w+)/g, (_, parameter: string) => {
    const value = parameters[parameter];
    if (value === undefined) {
      throw new Error(`The address of ${name} needs ${parameter}.`);
    }
    return encodeURIComponent(value);
  });
  return base + path;
}
