import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useLabels } from './labels.tsx';

const schemes = ['light', 'dark', 'auto'] as const;

/** Light, dark, or as the device. Belongs in the person menu or the settings page. */
export function ColorSchemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { colourScheme } = useLabels();
  return (
    <SegmentedControl
      aria-label={colourScheme.title}
      fullWidth
      transitionDuration={0}
      value={colorScheme}
      data={schemes.map((scheme) => ({ value: scheme, label: colourScheme[scheme] }))}
      onChange={(value) => setColorScheme(schemes.find((scheme) => scheme === value) ?? 'auto')}
    />
  );
}
