const PATHS = {
  fields: "M3 4h10M3 8h10M3 12h6",
  close: "M4 4l8 8M12 4l-8 8",
  plus: "M8 4v8M4 8h8",
  minus: "M4 8h8",
  copy: "M6 6h7v7H6zM3 10V3h7",
  link: "M6.500 9.500l3-3M7 5l1.500-1.500a2.500 2.500 0 0 1 4 3.500L11 8.500M9 11l-1.500 1.500a2.500 2.500 0 0 1-4-3.500L5 7.500",
  wrap: "M3 4h10M3 8h8a2 2 0 0 1 0 4H8M10 10l-2 2 2 2M3 12h2",
  play: "M5 3.500v9l7-4.500z",
  pause: "M5.500 4v8M10.500 4v8",
  stop: "M4.500 4.500h7v7h-7z",
  up: "M4 10l4-4 4 4",
  down: "M4 6l4 4 4-4",
  right: "M6 4l4 4-4 4",
  download: "M8 3v7M5 7.500L8 10.500l3-3M3 13h10",
  sun: "M8 5.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5M8 1.500v1.500M8 13v1.500M1.500 8H3M13 8h1.500M3.400 3.400l1 1M11.600 11.600l1 1M12.600 3.400l-1 1M4.400 11.600l-1 1",
  moon: "M12.500 9.500A5 5 0 0 1 6.500 3.500a5 5 0 1 0 6 6z",
  half: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 4.2v7.6a3.8 3.8 0 0 0 0-7.6M8.8 4.5v7M10 5v6M11 6v4",
  clock: "M8 2.500a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11M8 5v3l2 1.500",
  help: "M6 6.200a2 2 0 1 1 2.800 1.800c-.600.300-.800.600-.800 1.300M8 11.500v.300",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
