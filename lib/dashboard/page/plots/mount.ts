// Puts a plot into its place and keeps it fitting: to the width, and to light or dark.
import uPlot from 'uplot';

/** A plot that can be drawn at any size; undefined where there is nothing to draw. */
export type Plot = ((width: number, height: number) => [uPlot.Options, uPlot.AlignedData]) | undefined;

const NOTHING = 'Nothing to show yet.';
const drawn = new WeakMap<Element, () => void>();

/** A colour of the page, by the name of its property. */
export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function quiet(place: HTMLElement): void {
  const note = document.createElement('p');
  note.className = 'quiet';
  note.textContent = NOTHING;
  place.replaceChildren(note);
}

/** Draws a plot in its place; the one that was there is taken away. */
export function mount(place: HTMLElement, plot: Plot): void {
  drawn.get(place)?.();
  drawn.delete(place);
  if (plot === undefined) {
    quiet(place);
    return;
  }
  place.replaceChildren();
  const size = () => ({ width: place.clientWidth, height: Math.max(180, place.clientHeight) });
  const { width, height } = size();
  const draw = () => new uPlot(...plot(width, height), place);
  let chart = draw();
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const repaint = () => {
    chart.destroy();
    chart = draw();
    chart.setSize({ width: place.clientWidth, height });
  };
  const resize = new ResizeObserver(() => {
    if (!place.isConnected) return stop();
    if (place.clientWidth > 0 && place.clientWidth !== chart.width)
      chart.setSize({ width: place.clientWidth, height });
  });
  const stop = () => {
    scheme.removeEventListener('change', repaint);
    resize.disconnect();
    chart.destroy();
  };
  scheme.addEventListener('change', repaint);
  resize.observe(place);
  drawn.set(place, stop);
}
