import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon.tsx";

interface Props {
  readonly label: string;
  /** The key that does the same; shown in the tooltip. */
  readonly hotkey?: string;
  readonly icon?: IconName;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly expanded?: boolean;
  readonly class?: string;
  readonly onClick: (event: MouseEvent) => void;
  readonly children?: ComponentChildren;
}

/** A button whose tooltip names what it does and which key does the same. */
export function Button(p: Props) {
  return (
    <button
      type="button"
      class={`button ${p.children === undefined ? "icon-only " : ""}${p.class ?? ""}`}
      title={p.hotkey === undefined ? p.label : `${p.label} (${p.hotkey})`}
      aria-label={p.label}
      aria-pressed={p.pressed}
      aria-expanded={p.expanded}
      aria-keyshortcuts={p.hotkey?.length === 1 ? p.hotkey : undefined}
      disabled={p.disabled}
      onClick={p.onClick}
    >
      {p.icon !== undefined && <Icon name={p.icon} />}
      {p.children}
    </button>
  );
}
