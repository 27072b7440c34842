// pino through pino-loki.
import pino from 'pino';

const [host, count] = process.argv.slice(2);
const transport = pino.transport({
  target: 'pino-loki',
  options: { host, batching: { interval: 1 }, labels: { service: 'shop' } },
});
const log = pino(transport);
for (let i = 0; i < Number(count); i++) {
  log.warn({ amount: i }, `order number ${i}`);
}
transport.end();
