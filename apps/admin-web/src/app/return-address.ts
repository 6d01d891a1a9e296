/** Where to go after signing in: a path of this portal only, or a link could send people elsewhere. */
export function readReturn(search: Record<string, unknown>): { to?: string } {
  const { to } = search;
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? { to } : {};
}
