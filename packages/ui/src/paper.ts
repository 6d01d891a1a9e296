const SCHEME = 'data-mantine-color-scheme';

/**
 * From now on pages are printed in the light colours, which paper has, and with what is folded on the screen unfolded.
 * @returns what ends it
 */
export function printOnPaper(): () => void {
  const root = document.documentElement;
  let scheme: string | null = null;
  let folded: HTMLDetailsElement[] = [];
  const begin = () => {
    scheme = root.getAttribute(SCHEME);
    root.setAttribute(SCHEME, 'light');
    folded = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const details of folded) details.open = true;
  };
  const end = () => {
    if (scheme !== null) root.setAttribute(SCHEME, scheme);
    for (const details of folded) details.open = false;
  };
  window.addEventListener('beforeprint', begin);
  window.addEventListener('afterprint', end);
  return () => {
    window.removeEventListener('beforeprint', begin);
    window.removeEventListener('afterprint', end);
  };
}
