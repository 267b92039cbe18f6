/** Every address of the studio and the page that stands there; pages load when they are first visited. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { LostPage, PageError, PageLoading } from './page-states.tsx';
import { Shell } from './shell.tsx';
import { WorkspaceGate } from './workspace-gate.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: LostPage });

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace',
  component: WorkspaceGate,
});

/** Pages beside the rail; the editor takes the whole window instead. */
const railed = createRoute({ getParentRoute: () => workspace, id: 'railed', component: Shell });

const flows = createRoute({
  getParentRoute: () => railed,
  path: '/flows',
  component: lazyRouteComponent(() => import('../features/flows/flows-page.tsx'), 'FlowsPage'),
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
  workspace.addChildren([railed.addChildren([flows, versions]), version, compare]),
]);

export const makeRouter = () =>
  createRouter({
    routeTree: tree,
    basepath: '/studio',
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
