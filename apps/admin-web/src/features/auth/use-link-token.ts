import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { paths } from '../../app/paths.ts';

/** The token of the link, which leaves the address bar (and with it the history and any screenshot) at once. */
export function useLinkToken(page: typeof paths.resetPassword | typeof paths.notMe): string {
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = useNavigate();
  const [token] = useState(() => new URLSearchParams(hash).get('token') ?? '');
  useEffect(() => {
    if (hash) void navigate({ to: page, replace: true });
  }, [hash, navigate, page]);
  return token;
}
