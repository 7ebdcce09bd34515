// The structure of a ticket as a table with one row per layer.

import type { DeadUnits, LayerStructure, SignAgreement } from '../experiments/index.ts';
import { percent, shortPercent, whole } from './format.ts';
import { type Layout, WIDE } from './layout.ts';
import { tablePlot } from './table-plot.ts';

/** What is known of a ticket's structure; lists that are not known are empty. */
export interface TicketStructure {
  readonly layers: readonly LayerStructure[];
  readonly units: readonly DeadUnits[];
  readonly signs: readonly SignAgreement[];
}

/** Each layer of a ticket: weights left, dead outputs, signs kept. A standalone SVG. */
export function layersTable({ layers, units, signs }: TicketStructure, layout: Layout = WIDE): string {
  const column = (heading: string, share: number, text: (layer: LayerStructure) => string) => ({
    heading,
    share,
    texts: layers.map(text),
  });
  const dead = ({ layer }: LayerStructure): string => {
    const own = units.find(({ after }) => after === layer);
    return own ? `${whole(own.dead)} of ${whole(own.units)}` : '–';
  };
  const signsKept = ({ layer }: LayerStructure): string =>
    percent(signs.find((one) => one.layer === layer)?.agreement ?? Number.NaN, 1);
  const inputs = units.find(({ after }) => after === null);
  const collapsed = layers.filter(({ isCollapsed }) => isCollapsed).map(({ layer }) => layer);
  const words = {
    title: 'What is left of each layer',
    subtitle: `${collapsed.length > 0 ? `Collapsed: ${collapsed.join(', ')}` : 'No layer has collapsed'}.${inputs ? ` Of ${whole(inputs.units)} inputs, ${whole(inputs.dead)} have no weight left.` : ''}`,
    description:
      layers.map((one) => `${one.layer}: ${shortPercent(one.density)} left`).join('; ') ||
      'No layer is known yet.',
  };
  const columns = [
    column('Layer', 3, ({ layer }) => layer),
    column('Weights left', 3, ({ remaining, total }) => `${whole(remaining)} of ${whole(total)}`),
    column('Density', 2, (layer) => (layer.isCollapsed ? 'collapsed' : shortPercent(layer.density))),
    column('Dead outputs', 2, dead),
    column('Signs kept', 2, signsKept),
  ];
  return tablePlot(words, columns, layout);
}
