import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Request, Router } from 'express';

const WORKSPACE = join(import.meta.dirname, '../../..');

/** A page of the portal is asked for, by a browser or by curl; not by a script, picture or call that missed. */
function isPage(req: Request): boolean {
  if (req.method !== 'GET' && req.method !== 'HEAD') return false;
  if (req.path === '/') return true;
  const mode = req.get('sec-fetch-mode');
  const isVisit = mode === undefined || mode === 'navigate';
  // Addresses of the portals are made of these characters; anything else is a file that is not there, or a trick.
  return isVisit && req.accepts('html') !== false && /^[\w/-]*$/.test(req.path);
}

/** The built portal: hashed assets for ever, the page itself always asked again, and the page for any of its paths. */
export function staticPortal(name: 'customer-web' | 'admin-web', folder = join(WORKSPACE, name, 'dist')): Router {
  const routes = Router();
  const page = join(folder, 'index.html');
  routes.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: true }),
  );
  routes.use(express.static(folder, { index: false, maxAge: 0, dotfiles: 'ignore' }));
  routes.use((req, res, next) => {
    if (!isPage(req)) return next();
    if (!existsSync(page)) {
      res
        .status(503)
        .type('text')
        .set('retry-after', '5')
        .send(`The portal is not built yet. Build ${name}, or open its development server.\n`);
      return;
    }
    // With a root: a bare path is refused as hidden when any folder above the checkout has a name with a dot.
    res.set('cache-control', 'no-cache').sendFile('index.html', { root: folder });
  });
  routes.use((_req, res) => {
    res.status(404).type('text').send('There is nothing here.\n');
  });
  return routes;
}
