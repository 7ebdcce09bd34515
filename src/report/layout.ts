/** The size of a plot in pixels: its frame, and the margins around the frame without the title. */
export interface Layout {
  readonly isNarrow: boolean;
  readonly width: number;
  /** Height of the frame that contains the marks. */
  readonly frame: number;
  readonly marginRight: number;
  readonly marginBottom: number;
  readonly marginLeft: number;
}

/** The layout for slides and desktop screens. Labels of lines are to the right of the frame. */
export const WIDE: Layout = {
  isNarrow: false,
  width: 800,
  frame: 318,
  marginRight: 260,
  marginBottom: 56,
  marginLeft: 84,
};

/** The layout for phones. Text is readable without scrolling, and labels of lines are below the frame. */
export const NARROW: Layout = {
  isNarrow: true,
  width: 360,
  frame: 240,
  marginRight: 24,
  marginBottom: 56,
  marginLeft: 84,
};

/** A plot in both layouts. The wide one is also saved as a file. */
export interface Picture {
  readonly wide: string;
  readonly narrow: string;
}

/** Draws a plot in both layouts. */
export const inBothSizes = (draw: (layout: Layout) => string): Picture => ({
  wide: draw(WIDE),
  narrow: draw(NARROW),
});
