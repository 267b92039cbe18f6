/** Every address of the studio and the page that stands there; pages load when they are first visited. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { FirstPage } from './first-page.tsx';
import { LostPage, PageError, PageLoading } from './page-states.tsx';
import { Shell } from './shell.tsx';
import { WorkspaceGate } from './workspace-gate.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: LostPage });

/** A text of the address, or nothing. */
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const only = <Name extends string>(search: { readonly [name in Name]: string | undefined }) =>
  // Names without a value are left out of addresses.
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [name in Name]?: string;
  };

const first = createRoute({ getParentRoute: () => root, path: '/', component: FirstPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ next, email }: Record<string, unknown>) =>
    only({ next: text(next), email: text(email) }),
  component: lazyRouteComponent(() => import('../features/door/sign-in-page.tsx'), 'SignInPage'),
});

const withToken = ({ token }: Record<string, unknown>) => only({ token: text(token) });

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: withToken,
  component: lazyRouteComponent(() => import('../features/door/setup-page.tsx'), 'SetupPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  validateSearch: withToken,
  component: lazyRouteComponent(() => import('../features/door/reset-page.tsx'), 'ResetPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  validateSearch: withToken,
  component: lazyRouteComponent(() => import('../features/door/invitation-page.tsx'), 'InvitationPage'),
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace',
  component: WorkspaceGate,
});

/** Pages beside the rail; the editor takes the whole window instead. */
const railed = createRoute({ getParentRoute: () => workspace, id: 'railed', component: Shell });

const home = createRoute({
  getParentRoute: () => railed,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
});

const settings = createRoute({
  getParentRoute: () => railed,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});

const flows = createRoute({
  getParentRoute: () => railed,
  path: '/flows',
  validateSearch: ({ q }: Record<string, unknown>) => only({ q: text(q) }),
  component: lazyRouteComponent(() => import('../features/flows/flows-page.tsx'), 'FlowsPage'),
});

const editor = createRoute({
  getParentRoute: () => workspace,
  path: '/flows/$flow',
  component: lazyRouteComponent(
    () => import('../features/flow-editor/flow-editor-page.tsx'),
    'FlowEditorPage',
  ),
});

const versions = createRoute({
  getParentRoute: () => railed,
  path: '/flows/$flow/versions',
  component: lazyRouteComponent(() => import('../features/versions/versions-page.tsx'), 'VersionsPage'),
});

const version = createRoute({
  getParentRoute: () => workspace,
  path: '/flows/$flow/versions/$number',
  component: lazyRouteComponent(() => import('../features/versions/version-page.tsx'), 'VersionPage'),
});

const compare = createRoute({
  getParentRoute: () => workspace,
  path: '/flows/$flow/compare',
  validateSearch: ({ from, to }: Record<string, unknown>) => ({
    from: from === undefined ? '1' : String(from),
    to: to === undefined ? 'draft' : String(to),
  }),
  component: lazyRouteComponent(() => import('../features/versions/compare-page.tsx'), 'ComparePage'),
});

const tree = root.addChildren([
  first,
  signIn,
  setup,
  reset,
  invitation,
  workspace.addChildren([railed.addChildren([home, flows, versions, settings]), editor, version, compare]),
]);

const searchText = (search: Record<string, unknown>): string => {
  const given = Object.entries(search).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
};

export const makeRouter = () =>
  createRouter({
    routeTree: tree,
    basepath: '/studio',
    // All that an address holds is text, also what looks like a number.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: searchText,
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: PageError,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
