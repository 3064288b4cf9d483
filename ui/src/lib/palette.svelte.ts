/** Whether the palette is open: it is opened by its key and from the sidebar. */
class Palette {
  open = $state(false);
}

export const palette = new Palette();
