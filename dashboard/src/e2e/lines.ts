export interface TestLine {
  readonly _time: string;
  readonly level: string;
  readonly service: string;
  readonly host: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** Small, fast, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What a few services of a shop write, evenly over a time. */
export function realisticLines(count: number, from: number, to: number): TestLine[] {
  const random = generator(20261121);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const upTo = (n: number) => Math.floor(random() * n);
  return Array.from({ length: count }, (_, k) => {
    const dice = random();
    const level = dice < 0.004 ? "fatal" : dice < 0.05 ? "error" : dice < 0.12 ? "warn" : dice < 0.9 ? "info" : "debug";
    const bad = [
      "connection refused: db-3.internal:5432 after 3 attempts",
      `payment provider timed out after ${1000 + upTo(9000)} ms`,
      "java.lang.IllegalStateException: pool exhausted\n\tat shop.Pool.take(Pool.java:88)\n\tat shop.Orders.place(Orders.java:41)\nCaused by: java.net.SocketTimeoutException: Read timed out\n\t... 12 more",
      "upload of /home/anna/report.pdf failed: quota exceeded",
    ];
    const good = [
      `GET /api/v1/orders/${upTo(100_000)} 200 in ${upTo(400)} ms`,
      `user anna${upTo(90)} logged in from 10.0.${upTo(255)}.${upTo(255)}`,
      `\u001b[32mcache hit\u001b[0m for key \u001b[1muser:${upTo(999)}\u001b[0m`,
      `order ${upTo(1_000_000)} accepted, ${1 + upTo(9)} items, total ${upTo(900)}.${10 + upTo(89)} EUR`,
      `query took ${upTo(3000)} ms: SELECT * FROM orders WHERE customer_id = ${upTo(10_000)}`,
    ];
    const traced = random() < 0.6;
    return {
      _time: new Date(from + ((to - from) * k) / count).toISOString(),
      level,
      service: pick(["gateway", "gateway", "checkout", "checkout", "checkout", "billing", "search", "auth", "sftpgo"]),
      host: `node-${upTo(5)}`,
      message: pick(level === "error" || level === "fatal" ? bad : good),
      ...(traced
        ? {
            trace_id: upTo(2 ** 31)
              .toString(16)
              .padStart(16, "a"),
            status: pick([200, 200, 200, 201, 404, 500]),
            duration_ms: upTo(5000) / 10,
          }
        : {}),
      ...(random() < 0.2 ? { user: `anna${upTo(90)}` } : {}),
    };
  });
}

/** Lines that somebody wrote to break the page that shows them. */
export function hostileLines(at: number): object[] {
  const wicked: readonly object[] = [
    {
      message: '<img src=x onerror="globalThis.broken=1;alert(1)"><script>globalThis.broken=2</script>',
      level: "<b>error</b>",
    },
    {
      message: "javascript:globalThis.broken=3 https://example.com/?<svg onload=alert(2)>",
      "<i>name</i>": "<i>value</i>",
      '"onclick="x': "'\"><script>",
    },
    {
      message: "\u202egnp.exe\u202c turned \u2066isolated\u2069 zero\u200bwidth \ufeff tag\u{e0041} مرحبا עולם",
      level: "warn",
    },
    {
      message:
        "\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u001b[2J\u001b[1;1Hcleared \u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\ \u001b[38;5;208morange\u001b[m",
      level: "info",
    },
    { message: "A".repeat(1_000_000), level: "error" },
    { message: "no space ".repeat(1000) + "\n".repeat(500) + "end", level: "error" },
    {
      message: "wide",
      level: "info",
      ...Object.fromEntries(Array.from({ length: 2000 }, (_, k) => [`field_${k}`, `value ${k}`])),
    },
    { message: "nul\u0000 bell\u0007 back\b\b\b carriage\rreturn", level: "debug" },
    { message: "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334".repeat(300), level: "trace" },
    {
      message: "nested",
      constructor: "c",
      toString: "t",
      hasOwnProperty: "h",
      tree: { a: { b: [1, 2, { c: "<u>" }] } },
      id: "9223372036854775807",
    },
    { message: "", level: "" },
    { message: "x", level: "l".repeat(10_000), service: "s".repeat(10_000) },
  ];
  return wicked.map((fields, k) => ({
    _time: new Date(at + k * 1000).toISOString(),
    kind: "hostile",
    service: "hostile",
    ...fields,
  }));
}
