import { KeycloakProvider } from "@keycloak/keycloak-account-ui";
import { lazy, useState } from "react";
import { createBrowserRouter, Navigate, RouterProvider, type RouteObject } from "react-router-dom";
import { permissions } from "../api/types";
import { environment } from "../environment";
import { base, routes } from "../routes";
import { Guarded } from "./Guarded";
import { MeProvider } from "./MeProvider";
import { SessionProvider } from "./SessionProvider";
import { Shell } from "./Shell";
import { DeviceActivityPage, PersonalInfoPage, SigningInPage } from "./StockPages";

const MembersPage = lazy(() => import("../members/MembersPage"));
const RegisterMemberPage = lazy(() => import("../members/RegisterMemberPage"));
const RegisterMembersPage = lazy(() => import("../imports/RegisterMembersPage"));
const MemberPage = lazy(() => import("../members/MemberPage"));
const EventsPage = lazy(() => import("../events/EventsPage"));

const pages: RouteObject[] = [
  {
    path: base,
    element: <Shell />,
    children: [
      { index: true, element: <PersonalInfoPage /> },
      { path: routes.signingIn, element: <SigningInPage /> },
      { path: routes.deviceActivity, element: <DeviceActivityPage /> },
      {
        path: routes.members,
        element: <Guarded permission={permissions.viewMembers} page={MembersPage} />,
      },
      {
        path: routes.registerMember,
        element: <Guarded permission={permissions.manageMembers} page={RegisterMemberPage} />,
      },
      {
        path: routes.registerMembers,
        element: <Guarded permission={permissions.manageMembers} page={RegisterMembersPage} />,
      },
      {
        path: routes.member,
        element: <Guarded permission={permissions.viewMembers} page={MemberPage} />,
      },
      {
        path: routes.events,
        element: <Guarded permission={permissions.viewEvents} page={EventsPage} />,
      },
      // Pages of the stock console that this one does not have, and addresses that no page has.
      { path: "*", element: <Navigate to={base} replace /> },
    ],
  },
];

/** Made only after the login: until then the address still holds what the login page gave back. */
function Pages() {
  const [router] = useState(() => createBrowserRouter(pages));
  return <RouterProvider router={router} />;
}

export function App() {
  return (
    <KeycloakProvider environment={environment}>
      <SessionProvider>
        <MeProvider>
          <Pages />
        </MeProvider>
      </SessionProvider>
    </KeycloakProvider>
  );
}
