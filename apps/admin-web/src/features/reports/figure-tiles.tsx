import { IconArrowDownRight, IconArrowUpRight, IconEqual } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFigures } from './use-figures.ts';
import classes from './reports.module.css';

interface Compared {
  now: number | null;
  before: number | null;
}

export interface Tile {
  name: string;
  value: Compared;
  kind?: 'count' | 'share' | 'duration';
}

const icons = { more: IconArrowUpRight, less: IconArrowDownRight, same: IconEqual } as const;

function directionOf({ now, before }: Compared): keyof typeof icons | null {
  if (now === null || before === null) return null;
  if (now === before) return 'same';
  return now > before ? 'more' : 'less';
}

function useSay(kind: Tile['kind'] = 'count') {
  const { count, percent, duration } = useFigures();
  if (kind === 'share') return percent;
  return kind === 'duration' ? duration : (n: number | null) => (n === null ? '–' : count(n));
}

/** By arrow and by word: more is neither good nor bad, so it has no colour of its own. */
function Difference({ value, kind }: Pick<Tile, 'value' | 'kind'>) {
  const { t } = useTranslation('reports');
  const say = useSay(kind);
  const direction = directionOf(value);
  if (direction === null) return <span className={classes.note}>{t('compared.before', { n: say(value.before) })}</span>;
  const Icon = icons[direction];
  const apart = Math.abs((value.now ?? 0) - (value.before ?? 0));
  const by = kind === 'share' ? t('compared.points', { n: Math.round(apart * 1000) / 10 }) : say(apart);
  return (
    <span className={classes.note}>
      <Icon size={16} aria-hidden />{' '}
      {direction === 'same' ? t('compared.same') : t(`compared.${direction}`, { by, n: say(value.before) })}
    </span>
  );
}

function FigureTile({ name, value, kind }: Tile) {
  const say = useSay(kind);
  return (
    <div className={classes.tile}>
      <dt>{name}</dt>
      <dd>
        <span className={classes.value}>{say(value.now)}</span>
        <Difference value={value} kind={kind} />
      </dd>
    </div>
  );
}

/** The main figures, each beside that of the period before. */
export function FigureTiles({ tiles }: { tiles: readonly Tile[] }) {
  return (
    <dl className={classes.tiles}>
      {tiles.map((tile) => (
        <FigureTile key={tile.name} {...tile} />
      ))}
    </dl>
  );
}
