import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { aCase } from './case-fixture.ts';
import { useShownCase } from './use-shown-case.ts';

const held = aCase({ version: 7 });
const judged = { ...held, version: 8, name: 'As judged' };
const news = { ...held, version: 9, name: 'As a register answered' };

it('shows what one’s own verdict left, also when news of the case came with it', () => {
  const { result, rerender } = renderHook((came) => useShownCase(came), { initialProps: held });
  act(() => {
    result.current.see(judged);
    rerender(news);
  });
  expect(result.current).toMatchObject({ view: { version: 8, name: 'As judged' }, newest: 9 });
});

it('never goes back behind it while the shared copy has yet to hear', () => {
  const { result, rerender } = renderHook((came) => useShownCase(came), { initialProps: held });
  act(() => result.current.see(judged));
  expect(result.current.view).toBe(judged);
  rerender(judged);
  expect(result.current.view).toBe(judged);
});
