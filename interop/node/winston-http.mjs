// winston's HTTP transport, in batches of JSON arrays.
import winston from 'winston';

const [url, count] = process.argv.slice(2);
const { hostname, port, pathname } = new URL(url);
const transport = new winston.transports.Http({
  host: hostname,
  port: Number(port),
  path: pathname,
  batch: true,
  batchInterval: 100,
  batchCount: 20,
});
transport.on('warn', (error) => {
  console.error(error);
  process.exitCode = 1;
});
const log = winston.createLogger({ transports: [transport] });
for (let i = 0; i < Number(count); i++) {
  log.warn(`order number ${i}`, { amount: i });
}
// its batches go out by a timer, and nothing says when the last one has been answered
setTimeout(() => process.exit(process.exitCode ?? 0), 2_000);
