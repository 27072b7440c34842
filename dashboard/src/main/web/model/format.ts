// Numbers as people read them. The separator is a narrow no-break space, so that 1 234 567 stays one word.

const THIN = "\u202f";

export function count(n: number): string {
  const digits = Math.trunc(Math.abs(n)).toString();
  const grouped = digits.length <= 4 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, THIN);
  return n < 0 ? `-${grouped}` : grouped;
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** For narrow places: 1.2k, 34M. Never shows more than three digits. */
export function shortCount(n: number): string {
  if (n < 1000) return String(n);
  for (const [unit, size] of [
    ["k", 1e3],
    ["M", 1e6],
    ["G", 1e9],
    ["T", 1e12],
  ] as const) {
    const value = n / size;
    if (value < 9.95) return `${(Math.floor(value * 10) / 10).toString()}${unit}`;
    if (value < 999.5) return `${Math.floor(value)}${unit}`;
  }
  return n.toExponential(0);
}

export function bytes(n: number): string {
  if (n < 1000) return `${n} B`;
  let value = n;
  for (const unit of ["kB", "MB", "GB", "TB", "PB"]) {
    value /= 1000;
    if (value < 999.5 || unit === "PB") return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${unit}`;
  }
  return `${n} B`;
}

export function duration(ms: number): string {
  if (ms < 1) return "<1 ms";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${count(Math.round(ms / 86_400_000))} d`;
}

export function percent(part: number, whole: number): string {
  if (whole <= 0) return "";
  const p = (100 * part) / whole;
  if (p >= 99.95) return part >= whole ? "100 %" : ">99 %";
  if (p >= 1) return `${Math.round(p)} %`;
  return p >= 0.1 ? `${p.toFixed(1)} %` : "<0.1 %";
}
