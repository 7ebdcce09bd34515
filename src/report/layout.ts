/** The size of a plot in pixels: its frame, and the margins around it without the title. */
export interface Layout {
  readonly isNarrow: boolean;
  readonly width: number;
  /** Height of the frame that the marks are drawn in. */
  readonly frame: number;
  readonly marginRight: number;
  readonly marginBottom: number;
  readonly marginLeft: number;
}

/** For slides and desktop screens: labels of lines stand at the right of the frame. */
export const WIDE: Layout = {
  isNarrow: false,
  width: 800,
  frame: 318,
  marginRight: 260,
  marginBottom: 56,
  marginLeft: 84,
};

/** For phones: text is readable without scrolling, and labels of lines stand below the frame. */
export const NARROW: Layout = {
  isNarrow: true,
  width: 360,
  frame: 240,
  marginRight: 24,
  marginBottom: 56,
  marginLeft: 84,
};

/** One picture in both sizes. The wide one is also a file of its own. */
export interface Picture {
  readonly wide: string;
  readonly narrow: string;
}

/** Draws a picture in both sizes. */
export const inBothSizes = (draw: (layout: Layout) => string): Picture => ({
  wide: draw(WIDE),
  narrow: draw(NARROW),
});
