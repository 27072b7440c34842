// The many spellings of a log level, brought down to six and "none".

export const LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "none"] as const;
export type Level = (typeof LEVELS)[number];

/** Fields that may hold a level, the best first. */
export const LEVEL_FIELDS = [
  "level",
  "severity",
  "severity_text",
  "log.level",
  "loglevel",
  "lvl",
  "levelname",
  "priority",
] as const;

// prettier-ignore
const SPELLINGS: Readonly<Record<string, Level>> = {
  fatal: "fatal", emerg: "fatal", emergency: "fatal", panic: "fatal", alert: "fatal", crit: "fatal", critical: "fatal", f: "fatal",
  error: "error", err: "error", eror: "error", severe: "error", failure: "error", e: "error",
  warn: "warn", warning: "warn", wrn: "warn", w: "warn",
  info: "info", information: "info", informational: "info", notice: "info", inf: "info", i: "info", n: "info",
  debug: "debug", dbg: "debug", fine: "debug", config: "debug", d: "debug",
  trace: "trace", verbose: "trace", finer: "trace", finest: "trace", trc: "trace", t: "trace", v: "trace",
};

export function levelOf(value: string): Level {
  const spelling = value.trim().toLowerCase();
  if (Object.hasOwn(SPELLINGS, spelling)) return SPELLINGS[spelling]!;
  if (/^\d{1,2}$/.test(value)) return numericLevel(Number(value));
  return "none";
}

/** 0 to 7 are syslog's severities, 10 to 60 those of pino and bunyan. */
function numericLevel(n: number): Level {
  if (n >= 10)
    return n >= 60 ? "fatal" : n >= 50 ? "error" : n >= 40 ? "warn" : n >= 30 ? "info" : n >= 20 ? "debug" : "trace";
  if (n <= 2) return "fatal";
  return n === 3 ? "error" : n === 4 ? "warn" : n <= 6 ? "info" : n === 7 ? "debug" : "none";
}
