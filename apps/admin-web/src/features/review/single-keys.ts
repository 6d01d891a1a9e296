import { useLocalStorage } from '@mantine/hooks';

/** Whether single keys act (WCAG 2.1.4: they can be switched off). Kept on this device. */
export function useSingleKeys() {
  return useLocalStorage({ key: 'ostiary.single-keys', defaultValue: true, getInitialValueInEffect: false });
}
