import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** The token of a link, which leaves the address bar (and with it the history and any screenshot) at once. */
export function useLinkToken(): string {
  const router = useRouter();
  const [{ hash, pathname }] = useState(() => router.latestLocation);
  const [token] = useState(() => new URLSearchParams(hash).get('token') ?? '');
  useEffect(() => {
    if (hash) router.history.replace(pathname);
  }, [hash, pathname, router]);
  return token;
}
