/** Line icons on a 24-unit grid, drawn for this page. Always beside words or inside a named control. */

const SHAPES = {
  alone: "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z M4 9V4h5 M15 4h5v5 M20 15v5h-5 M9 20H4v-5",
  alert: "M12 4 2.5 20h19z M12 10v4 M12 17v.01",
  back: "M9 6l-5 5 5 5 M4 11h9a6 6 0 0 1 6 6v1",
  forth: "M15 6l5 5-5 5 M20 11h-9a6 6 0 0 0-6 6v1",
  box: "M4 4h3 M10.5 4h3 M17 4h3v3 M20 10.5v3 M20 17v3h-3 M13.5 20h-3 M7 20H4v-3 M4 13.5v-3 M4 7V4",
  camera: "M4 7h4l1.5-2.5h5L16 7h4v12H4z M12 9.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
  after: "M9 5l7 7-7 7",
  before: "M15 5l-7 7 7 7",
  chain:
    "M10 14a4 4 0 0 0 5.7.3l3.5-3.5a4 4 0 0 0-5.7-5.7L12 6.6 M14 10a4 4 0 0 0-5.7-.3l-3.5 3.5a4 4 0 0 0 5.7 5.7l1.5-1.5",
  check: "M5 12.5 10 17.5 19 7",
  chevron: "M7 10l5 5 5-5",
  close: "M6 6l12 12 M18 6 6 18",
  copy: "M9 9h11v11H9z M15 9V4H4v11h5",
  cube: "M12 3l8 4.5v9L12 21l-8-4.5v-9z M4 7.5l8 4.5 8-4.5 M12 12v9",
  database:
    "M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3z M4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6 M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3",
  fit: "M14.5 9.5 20 4 M15 4h5v5 M9.5 14.5 4 20 M9 20H4v-5 M9.5 9.5 4 4 M4 9V4h5 M14.5 14.5 20 20 M20 15v5h-5",
  fly: "M21 3 3 10.5l7.5 3L13.5 21z",
  help: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8 M12 17v.01",
  invert: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M12 3v18 M12 8h7.9 M12 12h9 M12 16h8",
  image: "M4 4h16v16H4z M8.5 8v1 M4 17l5-5 4 4 3-3 4 4",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M12 11v5 M12 8v.01",
  inspect: "M12 3v4 M12 17v4 M3 12h4 M17 12h4 M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
  label: "M3 4h8l10 10-7 7L4 11z M8 8.5v.01",
  lasso:
    "M7 16.5C4.6 15.3 3 13.3 3 11c0-3.9 4-7 9-7s9 3.1 9 7-4 7-9 7c-1 0-1.9-.1-2.8-.3 M7 14.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z M7 18.5c0 1.5-.7 2.5-2 3",
  left: "M3 4h18v16H3z M9 4v16",
  link: "M14 4h6v6 M20 4l-9 9 M18 14v6H4V6h6",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
  down: "M12 5v14 M6 13l6 6 6-6",
  folder: "M3 6h6l2 2h10v11H3z",
  plus: "M12 5v14 M5 12h14",
  save: "M12 4v11 M7 10l5 5 5-5 M4 20h16",
  up: "M12 19V5 M6 11l6-6 6 6",
  pencil: "M4 20v-4L16 4l4 4L8 20z M13 7l4 4",
  move: "M12 3v18 M3 12h18 M9.5 5.5 12 3l2.5 2.5 M9.5 18.5 12 21l2.5-2.5 M5.5 9.5 3 12l2.5 2.5 M18.5 9.5 21 12l-2.5 2.5",
  options:
    "M4 7h9 M17 7h3 M15 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z M4 17h3 M11 17h9 M9 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  pause: "M8 5v14 M16 5v14",
  play: "M7 4.5v15l12-7.5z",
  restart: "M4 4v6h6 M4.6 10A8 8 0 1 1 4 13",
  right: "M3 4h18v16H3z M15 4v16",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z M15.5 15.5 20 20",
  shake: "M5 9l-2 3 2 3 M19 9l2 3-2 3 M12 6v.01 M9 11v.01 M15 11v.01 M10.5 16v.01 M14 17v.01",
  sphere:
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z M3.5 12c0 1.9 3.8 3.4 8.5 3.4s8.5-1.5 8.5-3.4 M12 12v.01",
  step: "M6 5v14l9-7z M19 5v14",
  table: "M4 4h16v16H4z M4 9.5h16 M4 15h16 M10 9.5V20",
  trash: "M4 7h16 M9 7V4h6v3 M6 7l1 13h10l1-13 M10 11v5 M14 11v5",
  stop: "M6 6h12v12H6z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M12 2v2 M12 20v2 M2 12h2 M20 12h2 M5 5l1.4 1.4 M17.6 17.6 19 19 M19 5l-1.4 1.4 M6.4 17.6 5 19",
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}
