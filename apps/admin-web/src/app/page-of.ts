import { createRoute, type AnyRoute, type lazyRouteComponent } from '@tanstack/react-router';
import type { paths } from './paths.ts';

/** A page without a search of its own, loaded when it is first opened. */
export const pageOf =
  <Parent extends AnyRoute>(parent: Parent) =>
  <Path extends (typeof paths)[keyof typeof paths]>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
    createRoute({ getParentRoute: () => parent, path, component });
